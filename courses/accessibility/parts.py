"""What a page consists of, as the rules see it. Each part knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from .findings import Where


@dataclass(frozen=True, slots=True)
class Place:
    at: Where
    block: str = ""
    """The id of the block on the page that holds it."""

    def __truediv__(self, name: str | int) -> Place:
        return Place((*self.at, name), self.block)


@dataclass(frozen=True, slots=True)
class Passage:
    """Rich text, as HTML. What is spoken in a film is not measured like what was written to be read."""

    place: Place
    html: str
    is_spoken: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words without markup: a title, a caption, a cell."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    place: Place
    alt: str
    is_decorative: bool
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Film:
    place: Place
    captions: str
    """The key of the file; empty: none."""
    transcript: str


@dataclass(frozen=True, slots=True)
class Recording:
    place: Place
    transcript: str


@dataclass(frozen=True, slots=True)
class Table:
    place: Place
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_row_headers: bool


Part = Passage | Line | Picture | Film | Recording | Table
