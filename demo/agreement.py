"""All languages of a text must be the same text: the same blocks in the same order, ids, and right answers."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from .reading import Block, Document, Fields
from .shapes import is_draw

Part = TypeVar("Part", Fields, Block)
Structure = dict[str, Any]

WORDS = {"title", "slug", "summary", "introduction", "questions"}


def compare_lessons(one: Document, other: Document) -> None:
    """Raises ContentError at the first place where `other` is built differently from `one`."""
    _compare([one.front], [other.front], _rules)
    # Without any text only its title is translated.
    if other.blocks:
        _compare(one.blocks, other.blocks, _block)


def compare_tests(one: Fields, other: Fields) -> None:
    _compare([one], [other], _rules)
    _compare(one["questions"], other["questions"], _question)


def compare_banks(one: list[Fields], other: list[Fields]) -> None:
    _compare(one, other, lambda entry: {"tags": entry["tags"], **_question(entry["question"])})


def _compare(ones: Sequence[Part], others: Sequence[Part], structure: Callable[[Part], Structure]) -> None:
    for one, other in zip_longest(ones, others):
        if one is None or other is None:
            raise _fields(one or other).mistake("this has no counterpart in the other language")
        here, there = structure(other), structure(one)
        for name in there | here:
            if here.get(name) != there.get(name):
                place = f"{_fields(one).path.name}, line {_fields(one).line}"
                raise _fields(other).mistake(f"{name}: {here.get(name)} here, {there.get(name)} in {place}")


def _fields(part: Any) -> Fields:
    return part.fields if isinstance(part, Block) else part


def _rules(fields: Fields) -> Structure:
    return {name: value for name, value in fields.items() if name not in WORDS}


def _block(block: Block) -> Structure:
    fields = block.fields
    names = ("id", "required", "decoration", "row_headers", "rule", "pass_mark")
    structure = {"type": block.type, **{name: fields.get(name) for name in names}}
    match block.type:
        case "knowledge_check":
            structure |= {f"question {name}": value for name, value in _question(fields["question"]).items()}
        case "accordion" | "checklist":
            structure["items"] = len(fields["items"])
        case "table":
            structure["columns"] = len(fields["header"])
            structure["rows"] = [len(row) for row in fields["rows"]]
    return structure


def _question(fields: Fields) -> Structure:
    if is_draw(fields):
        return dict(fields)
    names = ("type", "id", "points", "read_again", "answer", "tolerance")
    return {
        **{name: fields.get(name) for name in names},
        "right choices": [bool(choice.get("right")) for choice in fields.get("choices", ())],
        "pairs": len(fields.get("pairs", ())),
        "items": len(fields.get("items", ())),
    }
