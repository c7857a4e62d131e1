"""Alternative text: what a picture says to somebody who does not see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .findings import Finding, Rule
from .parts import Part, Picture
from .phrases import PICTURE_OF, PLACEHOLDERS

LONGEST = 150
"""Characters. Screen readers read alternative text in one go: one cannot stop in it, or go back."""

FILE_NAME = r"\S+\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)|(?:img|dsc[fn]?|pict?|p|screenshot|image|bild|foto|photo|immagine)[ _-]?\d{2,}\S*|\S*_\S*"
"""What cameras, screens and people call files; in words there is no underscore."""

_FILE_NAME = re.compile(FILE_NAME, re.IGNORECASE)


def findings(parts: Iterable[Part]) -> Iterator[Finding]:
    for part in parts:
        if isinstance(part, Picture) and not part.is_decorative:
            place = part.place / "image" / "alt_text"
            for rule, said in faults(part.alt, part.caption):
                yield Finding(rule, place.at, place.block, said)


def faults(alt: str, caption: str = "") -> Iterator[tuple[Rule, str]]:
    """What is wrong with an alternative text, and the words that show it."""
    text = " ".join(alt.split())
    words = text.casefold().rstrip(" .…")
    if not text:
        yield Rule.MISSING_ALT, ""
    elif _FILE_NAME.fullmatch(text):
        yield Rule.FILE_NAME_AS_ALT, text
    elif words in PLACEHOLDERS or not any(map(str.isalnum, words)):
        yield Rule.PLACEHOLDER_AS_ALT, text
    else:
        opening = next((opening for opening in PICTURE_OF if _opens(words, opening)), "")
        if opening:
            yield Rule.PICTURE_OF, text[: len(opening)]
        if len(text) > LONGEST:
            yield Rule.LONG_ALT, str(len(text))
        if words == " ".join(caption.casefold().split()).rstrip(" .…"):
            yield Rule.ALT_IS_CAPTION, text


def _opens(words: str, opening: str) -> bool:
    after = words[len(opening) : len(opening) + 1]
    return words.startswith(opening) and not (opening[-1].isalnum() and after.isalnum())
