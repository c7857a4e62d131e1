"""All rules, over the parts of one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from . import emphasis, headings, links, media, pictures, readability, tables
from .findings import Finding, Rule, Where
from .markup import read
from .parts import Part, Passage


def check(parts: Sequence[Part], language: str, file_names: Mapping[str, str] | None = None) -> list[Finding]:
    """What is found, from the top of the page to its end; what concerns the whole page comes last.

    `language` is that of the page, `file_names` are those of captions by their keys.
    """
    found = [
        *headings.findings(parts),
        *links.findings(parts),
        *pictures.findings(parts),
        *media.findings(parts, language, file_names or {}),
        *tables.findings(parts),
        *emphasis.findings(parts, language),
    ]
    places = {part.place.at: number for number, part in reversed(list(enumerate(parts)))}
    return [*sorted(found, key=lambda finding: _place(finding.at, places)), *_reading(parts, language)]


def _place(at: Where, places: Mapping[Where, int]) -> int:
    """The number of the part in which `at` lies."""
    return next(places[at[:length]] for length in range(len(at), -1, -1) if at[:length] in places)


def _reading(parts: Sequence[Part], language: str) -> Iterator[Finding]:
    paragraphs = [
        paragraph
        for part in parts
        if isinstance(part, Passage) and not part.is_spoken
        for paragraph in read(part.html).paragraphs
    ]
    figures = readability.figures(paragraphs, language)
    if figures:
        formula = readability.FORMULAS[language]
        value = formula.value(figures)
        if formula.is_hard(value):
            yield Finding(
                Rule.HARD_TO_READ,
                said=f"{formula.name} {value:.0f}",
                examples=readability.longest(paragraphs),
            )
