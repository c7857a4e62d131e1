"""The words of a question in the text that answers it. `asked` are folded, as they come from the index."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from .words import fold, spellings

LENGTH = 220
"""Letters of an excerpt, about two lines on a wide screen."""


class Piece(NamedTuple):
    text: str
    is_match: bool


def marked(text: str, asked: Collection[str]) -> list[Piece]:
    """All of `text`, in pieces: what was asked for, and what stands between."""
    return _pieces(text, 0, len(text), _places(text, asked))


def excerpt(text: str, asked: Collection[str]) -> list[Piece]:
    """Where `text` has most of the words that were asked for; empty when it has none of them."""
    places = _places(text, asked)
    if not places:
        return []
    first = max(range(len(places)), key=lambda index: (_kinds(text, places, index), -index))
    start = _word_start(text, max(0, places[first][0] - LENGTH // 4))
    end = _word_end(text, min(len(text), start + LENGTH))
    pieces = _pieces(text, start, end, places)
    return [
        *([Piece("… ", False)] if start else []),
        *pieces,
        *([Piece(" …", False)] if end < len(text) else []),
    ]


def _places(text: str, asked: Collection[str]) -> list[tuple[int, int]]:
    wanted = sorted(
        {spelling for spelling in spellings(text) if fold(spelling) in asked}, key=len, reverse=True
    )
    if not wanted:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
    return [match.span() for match in pattern.finditer(text)]


def _kinds(text: str, places: Sequence[tuple[int, int]], first: int) -> int:
    """How many different words an excerpt that begins at this place has."""
    reach = places[first][0] + LENGTH * 3 // 4
    return len({text[start:end].casefold() for start, end in places[first:] if end <= reach})


def _word_start(text: str, place: int) -> int:
    space = text.rfind(" ", 0, place)
    return 0 if place == 0 or space < 0 else space + 1


def _word_end(text: str, place: int) -> int:
    space = text.find(" ", place)
    return len(text) if space < 0 else space


def _pieces(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> list[Piece]:
    found: list[Piece] = []
    here = start
    for first, last in places:
        if first >= here and last <= end:
            found += [Piece(text[here:first], False), Piece(text[first:last], True)]
            here = last
    found.append(Piece(text[here:end], False))
    return [piece for piece in found if piece.text]
