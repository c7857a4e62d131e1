"""What people should be able to do after a course, and the scale on which they rate themselves. Plain values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LOWEST, MIDDLE, HIGHEST = 1, 3, 5
LEVELS = range(LOWEST, HIGHEST + 1)
FEWEST = 3
"""With fewer statements a self-evaluation says little."""


@dataclass(frozen=True, slots=True)
class Competence:
    """A statement beginning with “I can”; `modules` are the keys of the modules in which one learns it."""

    key: UUID
    statement: str
    modules: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A place on the scale. Between the anchors `words` may be empty: the number says enough."""

    number: int
    words: str


def scale(own: Sequence[str], default: Sequence[str]) -> tuple[Level, ...]:
    """The scale in words: those of a course for both ends and the middle, if it gives all three, else the default for every level."""
    words = dict(zip(LEVELS, default, strict=True))
    if all(own):
        words = dict(zip((LOWEST, MIDDLE, HIGHEST), own, strict=True))
    return tuple(Level(number, words.get(number, "")) for number in LEVELS)


class Gap(StrEnum):
    """What a self-evaluation lacks to be of use. It works all the same."""

    FEW_STATEMENTS = "few_statements"
    NO_MODULE = "no_module"
    SCALE_INCOMPLETE = "scale_incomplete"


def gaps(
    competences: Sequence[Competence], modules: Iterable[UUID], own_scale: Sequence[str]
) -> list[tuple[Gap, str]]:
    """The gaps, each with the statement that has it, if it is one of them; `modules` are those of the course."""
    if not competences:
        return []
    known = set(modules)
    found = [(Gap.FEW_STATEMENTS, "")] if len(competences) < FEWEST else []
    if any(own_scale) and not all(own_scale):
        found.append((Gap.SCALE_INCOMPLETE, ""))
    return found + [(Gap.NO_MODULE, each.statement) for each in competences if not known & set(each.modules)]
