"""Films and sound: what not everybody hears or sees has its equivalent in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .findings import Finding, Rule
from .markup import text_of
from .parts import Film, Part, Recording

# "walk.de.vtt", and "walk.de_x7Ab9.vtt" where a file of that name was there already
_LANGUAGE = re.compile(r"[._-](de|en|fr|it)(?=[._-])", re.IGNORECASE)


def findings(parts: Iterable[Part], language: str, file_names: Mapping[str, str]) -> Iterator[Finding]:
    """`file_names`: those of captions, by their keys."""
    for part in parts:
        if isinstance(part, Film):
            place = part.place / "captions"
            other = _language_of(file_names.get(part.captions, ""))
            if not part.captions:
                yield Finding(Rule.MISSING_CAPTIONS, place.at, place.block)
            elif other and other != language:
                name = file_names[part.captions].rsplit("/", 1)[-1]
                yield Finding(Rule.CAPTIONS_LANGUAGE, place.at, place.block, name)
        if isinstance(part, Film | Recording) and not text_of(part.transcript):
            place = part.place / "transcript"
            rule = Rule.MISSING_TRANSCRIPT if isinstance(part, Film) else Rule.MISSING_SOUND_TRANSCRIPT
            yield Finding(rule, place.at, place.block)


def _language_of(name: str) -> str:
    """The language that the name of a file names last; empty: none."""
    found = _LANGUAGE.findall(name)
    return found[-1].lower() if found else ""
