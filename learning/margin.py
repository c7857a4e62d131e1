"""What learners write into the margin of a lesson: a note, a bookmark, highlighted passages. Plain values.

A passage is found again by its words and by those around it, as the Web Annotation Data Model (W3C, 2017) proposes with its
TextQuoteSelector. Texts come from a form or from JSON alike; what cannot be read raises ValueError,
TypeError or KeyError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

MOST_TEXT = 10_000
"""Characters of a note: four printed pages."""
MOST_QUOTE = 2_000
"""Characters of a passage: a page."""
MOST_CONTEXT = 64
"""Characters that are kept before a passage, and after it."""
MOST_HIGHLIGHTS = 100
"""In one lesson."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words `exact` in the text of one language, between `prefix` and `suffix`.

    `block` is the id of the block in which they stood; empty where nobody knows.
    """

    language: str
    exact: str
    block: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def data(self) -> dict[str, str]:
        return asdict(self)

    @property
    def is_too_long(self) -> bool:
        return len(self.exact) > MOST_QUOTE


@dataclass(frozen=True, slots=True)
class Noted:
    text: str


@dataclass(frozen=True, slots=True)
class Bookmarked:
    is_set: bool


@dataclass(frozen=True, slots=True)
class Highlighted:
    """`key` is made by whoever highlights; a known one stands for the same highlight with another note."""

    key: UUID
    passage: Passage
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """The highlight of that key."""

    key: UUID


Change = Noted | Bookmarked | Highlighted | Removed
Fields = Mapping[str, Any]


def read_note(data: Fields) -> Noted:
    return Noted(_lines(data["text"]))


def read_bookmark(data: Fields) -> Bookmarked:
    return Bookmarked({"1": True, "0": False}[data["is_set"]])


def read_highlight(data: Fields) -> Highlighted:
    exact = " ".join(text(data["exact"]).split())
    language = text(data["language"])
    if not exact or not language:
        raise ValueError("a passage without words or without a language")
    block = data.get("block")
    passage = Passage(
        language=language,
        exact=exact,
        block=str(_key(block)) if block else "",
        prefix=text(data.get("prefix", ""))[-MOST_CONTEXT:],
        suffix=text(data.get("suffix", ""))[:MOST_CONTEXT],
    )
    return Highlighted(_key(data["highlight"]), passage, _lines(data.get("text", "")))


def read_removal(data: Fields) -> Removed:
    return Removed(_key(data["highlight"]))


READERS: Mapping[str, Callable[[Fields], Change]] = {
    "note": read_note,
    "bookmark": read_bookmark,
    "highlight": read_highlight,
    "removal": read_removal,
}


def text(value: Any) -> str:
    """A text as databases take it: without the two things that JSON allows and they refuse. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def _key(value: Any) -> UUID:
    return UUID(text(value))


def _lines(value: Any) -> str:
    """Forms end lines with two characters, scripts with one."""
    return text(value).replace("\r\n", "\n").strip()
