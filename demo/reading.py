"""From content files to plain structures: YAML that knows its lines, and Markdown with `:::` blocks.

Nothing here knows Django. What a file may contain is told in `demo/content/README.md` and checked in `demo.shapes`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

OPENING = re.compile(r":::\s*(?P<type>[a-z0-9_]+)\s*")
CLOSING = re.compile(r":::\s*")
FENCE = "---"


class ContentError(Exception):
    """What is wrong in a content file, for the person who writes it: path, line and the mistake."""

    def __init__(self, path: Path, line: int, mistake: str) -> None:
        super().__init__(f"{path}:{line}: {mistake}")


class Fields(dict[str, Any]):
    """A mapping from a content file that knows where it stands."""

    path: Path
    line: int

    def mistake(self, text: str) -> ContentError:
        return ContentError(self.path, self.line, text)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a lesson; running text is a block of the type `text` with one field of the same name."""

    type: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Document:
    front: Fields
    blocks: tuple[Block, ...]


def read_fields(path: Path) -> Fields:
    """A YAML file with one mapping. Raises ContentError."""
    found = parse_yaml(path.read_text(encoding="utf-8"), path)
    if not isinstance(found, Fields):
        raise ContentError(path, 1, "fields are expected here, each as `name: value`")
    return found


def read_entries(path: Path) -> list[Fields]:
    """A YAML file with a list of mappings. Raises ContentError."""
    found = parse_yaml(path.read_text(encoding="utf-8"), path)
    if not isinstance(found, list) or not all(isinstance(entry, Fields) for entry in found):
        raise ContentError(path, 1, "a list is expected here, each entry with fields")
    return found


def read_document(path: Path) -> Document:
    """A Markdown file with front matter. Raises ContentError."""
    return parse_document(path.read_text(encoding="utf-8"), path)


def parse_document(text: str, path: Path) -> Document:
    lines = text.splitlines()
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
    if len(fences) < 2 or fences[0] != 0:
        raise ContentError(path, 1, "the file must begin with front matter between two lines of ---")
    front = _fields(lines[1 : fences[1]], path, 1)
    return Document(front, tuple(_blocks(lines, fences[1] + 1, path)))


def _blocks(lines: list[str], start: int, path: Path) -> list[Block]:
    found: list[Block] = []
    opened: tuple[str, int] | None = None
    for number, line in enumerate([*lines[start:], None], start):
        opening = OPENING.fullmatch(line) if line is not None else None
        closing = CLOSING.fullmatch(line) if line is not None else None
        if opened and (opening or line is None):
            raise ContentError(path, opened[1], f"the block ::: {opened[0]} is never closed with :::")
        if closing and not opened:
            raise ContentError(path, number + 1, "::: closes a block that was never opened")
        if opening or line is None:
            found.extend(_text(lines[start:number], path, start))
        if opening:
            opened = (opening["type"], number + 1)
            start = number + 1
        if closing and opened:
            found.append(Block(opened[0], _fields(lines[start:number], path, start)))
            opened, start = None, number + 1
    return found


def _text(lines: list[str], path: Path, offset: int) -> list[Block]:
    text = "\n".join(lines).strip()
    if not text:
        return []
    blank = next(number for number, line in enumerate(lines) if line.strip())
    fields = Fields(text=text)
    fields.path, fields.line = path, offset + blank + 1
    return [Block("text", fields)]


def _fields(lines: list[str], path: Path, offset: int) -> Fields:
    # Empty lines in front make YAML count as the file does.
    found = parse_yaml("\n" * offset + "\n".join(lines), path)
    if not isinstance(found, Fields):
        raise ContentError(path, offset + 1, "fields are expected here, each as `name: value`")
    return found


def parse_yaml(text: str, path: Path) -> Any:
    """YAML whose mappings are `Fields`. Only true and false are truth values, and decimals stay exact."""
    loader = _Loader(text)
    loader.path = path
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(path, mark.line + 1 if mark else 1, error.problem or str(error)) from error
    finally:
        loader.dispose()


class _Loader(yaml.CSafeLoader):
    path: Path

    # Only what is listed below is more than a text: "no", "on", "12:30" and "0800" stay what their authors wrote.
    yaml_implicit_resolvers: dict[str, list[Any]] = {}

    def fields(self, node: yaml.MappingNode) -> Fields:
        found = Fields()
        found.path, found.line = self.path, node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            if key in found:
                raise ContentError(self.path, key_node.start_mark.line + 1, f"`{key}` stands here twice")
            found[key] = self.construct_object(value_node, deep=True)
        return found

    def decimal(self, node: yaml.ScalarNode) -> Decimal:
        return Decimal(node.value)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
    ("null", r"^$", ""),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first) or [""])
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.fields)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.decimal)
