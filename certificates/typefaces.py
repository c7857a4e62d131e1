"""The type on paper: which files there are for which letters, and which letters there are none for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from fontTools.ttLib import TTFont

from press.faces import Face

MISSING = "[…]"
"""Stands for letters that none of our files has: better than the empty boxes that would be printed instead."""

_JOINERS = "\u200c\u200d"
_T = TypeVar("_T")


_EUROPE = ("latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext", "vietnamese")
_STYLES = (("source-sans-3", 400), ("source-sans-3", 600), ("source-serif-4", 600))
# Always at hand: with them everything that European languages write in Latin, Greek and Cyrillic letters is printed.
ALWAYS = tuple(Face(family, script, weight) for family, weight in _STYLES for script in _EUROPE)

# Read from disk only when somebody's name needs them: some are large.
ON_DEMAND = tuple(
    Face(family, script, weight)
    for family, script, weights in (
        ("source-sans-3", "greek-ext", (400, 600)),
        ("noto-sans-arabic", "arabic", (400, 600)),
        ("noto-sans-hebrew", "hebrew", (400, 600)),
        ("noto-sans-armenian", "armenian", (400, 600)),
        ("noto-sans-georgian", "georgian", (400, 600)),
        ("zcool-xiaowei", "chinese-simplified", (400,)),
        ("kosugi", "japanese", (400,)),
        ("gowun-dodum", "korean", (400,)),
    )
    for weight in weights
)


class Letters(NamedTuple):
    """What was made of texts so that it can be printed."""

    faces: tuple[Face, ...]
    is_complete: bool


@cache
def letters_of(face: Face) -> frozenset[int]:
    """The code points that the file has glyphs for."""
    return frozenset(TTFont(face.path, lazy=True).getBestCmap())


@cache
def _always() -> frozenset[int]:
    # Headlines fall back on the sans serif, whose files are in every list.
    return frozenset().union(*(letters_of(face) for face in ALWAYS if face.weight == 400))


def printable(value: _T) -> tuple[_T, Letters]:
    """`value` (plain values, dataclasses and tuples of them) with every text in it as it can be printed.

    Accents are joined with their letters (fonts have a glyph for é, but not for e followed by an accent, as some
    keyboards send it), characters that only control others are left out, and MISSING stands for what no file has.
    """
    needed: set[Face] = set()
    is_complete = True

    def clean(text: str) -> str:
        nonlocal is_complete
        composed = unicodedata.normalize("NFC", text)
        if _always().issuperset(map(ord, composed)):
            return composed
        faces, cleaned = _set_in_type(composed)
        needed.update(faces)
        is_complete &= MISSING not in cleaned or MISSING in composed
        return cleaned

    printed = _mapped(value, clean)
    return printed, Letters(tuple(face for face in ON_DEMAND if face in needed), is_complete)


def _set_in_type(text: str) -> tuple[set[Face], str]:
    needed: set[Face] = set()
    characters: list[str] = []
    for character in text:
        code = ord(character)
        category = unicodedata.category(character)
        if code in _always() or character in _JOINERS:
            characters.append(character)
        elif character.isspace():
            characters.append(" ")
        elif category in {"Cc", "Cf", "Cs"}:
            continue
        elif faces := {face for face in ON_DEMAND if code in letters_of(face)}:
            needed |= faces
            characters.append(character)
        elif characters[-1:] != [MISSING]:
            characters.append(MISSING)
    return _fewest(needed, text), "".join(characters)


def _fewest(faces: set[Face], text: str) -> set[Face]:
    """Without the files that others make superfluous: a Japanese name is set in one style of type, not in two."""
    codes = set(map(ord, text)) - _always()
    for family in ("kosugi", "zcool-xiaowei"):
        others = {face for face in faces if face.family != family}
        covered = frozenset().union(*(letters_of(face) for face in others)) if others else frozenset()
        ours = {face for face in faces if face.family == family}
        if ours and not any(codes & letters_of(face) - covered for face in ours):
            faces = others
    return faces


def _mapped(value: _T, clean: Callable[[str], str]) -> _T:
    result: Any = value
    if type(result) is str:
        result = clean(result)
    elif isinstance(value, tuple):
        result = tuple(_mapped(item, clean) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        result = replace(
            value, **{field.name: _mapped(getattr(value, field.name), clean) for field in fields(value)}
        )
    return result
