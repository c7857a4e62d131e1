"""Findings as errors of a form, each on the field that has to change, however deep in a block it lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .findings import Where

Said = Sequence[tuple[Where, str]]
"""Sentences, each with the way that leads from a block to the field."""


def error_in(block: Any, value: Any, said: Said) -> ValidationError:
    """One error for `block`, with everything in `said`. `value` is its data, as it is kept."""
    here = [sentence for where, sentence in said if not where]
    inside: dict[Any, list[tuple[Where, str]]] = {}
    for where, sentence in said:
        if where:
            inside.setdefault(where[0], []).append((where[1:], sentence))
    if isinstance(block, StreamBlock):
        errors = {
            number: error_in(block.child_blocks[value[number]["type"]], value[number]["value"], rest)
            for number, rest in inside.items()
        }
        return StreamBlockValidationError(block_errors=errors, non_block_errors=here)
    if isinstance(block, ListBlock):
        items = {
            number: error_in(block.child_block, _item(value[number]), rest) for number, rest in inside.items()
        }
        return ListBlockValidationError(block_errors=items, non_block_errors=here)
    if isinstance(block, StructBlock):
        fields = {
            name: error_in(block.child_blocks[name], _field(value, name), rest)
            for name, rest in inside.items()
        }
        return StructBlockValidationError(block_errors=fields, non_block_errors=here)
    return ValidationError([*here, *(sentence for rest in inside.values() for _where, sentence in rest)])


def _item(value: Any) -> Any:
    return value["value"] if isinstance(value, Mapping) and value.get("type") == "item" else value


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None
