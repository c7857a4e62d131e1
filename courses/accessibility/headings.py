"""Headings make the outline by which screen readers jump: no level left out, none without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .findings import Finding, Rule
from .markup import read
from .parts import Part, Passage, Place

TITLE = 1
"""The level of the title of the page."""


def headings(parts: Iterable[Part]) -> Iterator[tuple[Place, int, str]]:
    for part in parts:
        if isinstance(part, Passage):
            for level, text in read(part.html).headings:
                yield part.place, level, text


def findings(parts: Iterable[Part]) -> Iterator[Finding]:
    before = TITLE
    for place, level, text in headings(parts):
        if not text:
            yield Finding(Rule.EMPTY_HEADING, place.at, place.block)
            continue
        if level == TITLE:
            yield Finding(Rule.TITLE_AGAIN, place.at, place.block, text)
        elif level > before + 1:
            yield Finding(Rule.SKIPPED_LEVEL, place.at, place.block, text, (str(before + 1),))
        before = level
