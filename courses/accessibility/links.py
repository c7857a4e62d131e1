"""Words of links: screen readers list links without the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .findings import Finding, Rule
from .markup import Link, read
from .parts import Part, Passage, Place
from .phrases import FILE_WORDS, VAGUE_LINKS

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(rf"\b(?:{'|'.join(FILE_WORDS)})\b", re.IGNORECASE)
_ROUND = " .,:;!?…»«›‹→>()[]„“”\"'"


def findings(parts: Iterable[Part]) -> Iterator[Finding]:
    targets: dict[str, str] = {}
    for part in parts:
        for link in read(part.html).links if isinstance(part, Passage) else ():
            yield from _alone(part.place, link)
            words = _words(link.text)
            if words and targets.setdefault(words, link.target) != link.target and words not in VAGUE_LINKS:
                yield Finding(Rule.SAME_LINK_TEXT, part.place.at, part.place.block, link.text)


def _alone(place: Place, link: Link) -> Iterator[Finding]:
    """What is wrong with a link whatever the others are."""
    words = _words(link.text)
    if not link.text:
        yield Finding(Rule.EMPTY_LINK, place.at, place.block)
    elif words in VAGUE_LINKS or not words:
        yield Finding(Rule.VAGUE_LINK, place.at, place.block, link.text)
    elif _ADDRESS.fullmatch(link.text):
        yield Finding(Rule.ADDRESS_AS_LINK, place.at, place.block, link.text)
    if link.is_file and link.text and not _FILE.search(link.text):
        yield Finding(Rule.FILE_NOT_SAID, place.at, place.block, link.text)


def _words(text: str) -> str:
    return text.casefold().strip(_ROUND)
