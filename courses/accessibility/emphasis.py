"""Words in capitals, and colours by which something is pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .findings import Finding, Rule
from .markup import read
from .parts import Line, Part, Passage, Place
from .phrases import COLOURS, MARKED, THINGS

CAPITALS = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]{2,}(?:[ \t,’'-]+[^\W\d_a-zß-öø-ÿ]+){2,}\b")
LETTERS = 15
"""So many in a row of three words or more: shorter ones are abbreviations."""


def findings(parts: Iterable[Part], language: str) -> Iterator[Finding]:
    pointing = _pointing(language)
    for place, text in texts(parts):
        for match in CAPITALS.finditer(text):
            if match[0].isupper() and sum(map(str.isalpha, match[0])) >= LETTERS:
                yield Finding(Rule.CAPITALS, place.at, place.block, match[0])
        for match in pointing.finditer(text) if pointing else ():
            yield Finding(Rule.COLOUR_ALONE, place.at, place.block, match[0])


def texts(parts: Iterable[Part]) -> Iterator[tuple[Place, str]]:
    for part in parts:
        if isinstance(part, Line):
            yield part.place, part.text
        elif isinstance(part, Passage):
            found = read(part.html)
            for text in [*(text for _level, text in found.headings), *found.paragraphs]:
                yield part.place, text


def _pointing(language: str) -> re.Pattern[str] | None:
    if language not in COLOURS:
        return None
    colour, thing = COLOURS[language], THINGS[language]
    pair = rf"{colour}\s+{thing}" if language in {"de", "en"} else rf"{thing}\s+{colour}"
    marked = MARKED[language].format(colour=colour)
    return re.compile(rf"\b(?:{pair}|{marked})\b", re.IGNORECASE)
