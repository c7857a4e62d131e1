"""The data of blocks, as Wagtail keeps it, as parts. Blocks without words that an author writes have none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .parts import Film, Line, Part, Passage, Picture, Place, Recording, Table

Reader = Callable[[Place, Any], Iterator[Part]]


def blocks(field: str, raw: Sequence[dict[str, Any]]) -> Iterator[Part]:
    for number, block in enumerate(raw):
        read = BLOCKS.get(block["type"])
        if read and block.get("value"):
            yield from read(Place((field, number), block.get("id") or ""), block["value"])


def _items(value: Any) -> list[Any]:
    """The values of a list: each is kept with its id, those of old revisions without."""
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in value or ()
    ]


def _text(place: Place, value: str) -> Iterator[Part]:
    yield Passage(place, value)


def _fields(*, rich: Sequence[str] = (), plain: Sequence[str] = ()) -> Reader:
    """A block of which only its words matter."""

    def read(place: Place, value: dict[str, Any]) -> Iterator[Part]:
        yield from (Line(place / name, value.get(name) or "") for name in plain)
        yield from (Passage(place / name, value.get(name) or "") for name in rich)

    return read


def _picture(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    image, caption = value.get("image"), value.get("caption") or ""
    # Before there were alternative texts of blocks, only the number of the picture was kept.
    if isinstance(image, dict) and image.get("image"):
        yield Picture(place, image.get("alt_text") or "", bool(image.get("decorative")), caption)
    yield Line(place / "caption", caption)
    yield Passage(place / "description", value.get("description") or "")


def _film(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    transcript = value.get("transcript") or ""
    yield Film(place, str(value.get("captions") or ""), transcript)
    yield Line(place / "title", value.get("title") or "")
    yield Passage(place / "transcript", transcript, is_spoken=True)


def _recording(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    transcript = value.get("transcript") or ""
    yield Recording(place, transcript)
    yield Line(place / "title", value.get("title") or "")
    yield Passage(place / "transcript", transcript, is_spoken=True)


def _accordion(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    for number, section in enumerate(_items(value.get("items"))):
        yield from _fields(plain=["title"], rich=["text"])(place / "items" / number, section)


def _table(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    table = value.get("table") or {}
    headings = tuple(str(column.get("heading") or "") for column in table.get("columns") or ())
    rows = tuple(tuple(str(cell or "") for cell in row["values"]) for row in table.get("rows") or ())
    caption = table.get("caption") or ""
    yield Table(place, caption, headings, rows, bool(value.get("has_row_headers")))
    yield from (
        Line(place / "table", text) for text in [caption, *headings, *(cell for row in rows for cell in row)]
    )


def _checklist(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    yield from _fields(plain=["title"], rich=["introduction"])(place, value)
    for number, item in enumerate(_items(value.get("items"))):
        yield Line(place / "items" / number, item or "")


def _question(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    yield from _fields(rich=["prompt", "explanation"])(place, value)
    for number, option in enumerate(_items(value.get("options"))):
        yield from _fields(plain=["text", "feedback"])(place / "options" / number, option)


def _knowledge_check(place: Place, value: dict[str, Any]) -> Iterator[Part]:
    for number, question in enumerate(value.get("question") or ()):
        yield from _question(place / "question" / number, question["value"])


BLOCKS: dict[str, Reader] = {
    "text": _text,
    "key_message": _fields(rich=["text"]),
    "picture": _picture,
    "video": _film,
    "audio": _recording,
    "embed": _fields(plain=["title"]),
    "document": _fields(plain=["title", "description"]),
    "case_study": _fields(plain=["title", "place"], rich=["problem", "measures", "result", "lessons"]),
    "accordion": _accordion,
    "table": _table,
    "checklist": _checklist,
    "reflection": _fields(rich=["prompt"]),
    "knowledge_check": _knowledge_check,
    "outcome": lambda place, value: iter([Line(place, value)]),
    "competence": _fields(plain=["statement"]),
    **dict.fromkeys(
        ["single_choice", "multiple_choice", "true_false", "ordering", "matching", "number", "short_text"],
        _question,
    ),
}
