"""What people say of their own competence, and what follows: the change, what to learn next, figures of a group.

Plain values only. Levels are those of `courses.competences`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from uuid import UUID

from courses.competences import MIDDLE, Competence

Levels = Mapping[UUID, int]
"""The level that somebody gave to each competence, by its key."""

FROZEN_AT = 50
"""Per cent of the course. From here on nobody remembers what they knew before."""

GROUP = 10
"""Figures are shown of this many people, or of a multiple."""


class Occasion(StrEnum):
    BEFORE = "before"
    AFTER = "after"


def open_occasion(percent: int, *, is_complete: bool) -> Occasion | None:
    """The occasion on which somebody with this progress may rate themselves; None in the second half of the course."""
    if is_complete:
        return Occasion.AFTER
    return Occasion.BEFORE if percent < FROZEN_AT else None


@dataclass(frozen=True, slots=True)
class Change:
    """How somebody rated one competence before and after; None where they did not."""

    key: UUID
    before: int | None
    after: int | None

    @property
    def steps(self) -> int | None:
        """How many levels lie between; negative where somebody rates themselves lower than before."""
        return None if self.before is None or self.after is None else self.after - self.before


def changes(competences: Iterable[Competence], before: Levels, after: Levels) -> list[Change]:
    return [Change(each.key, before.get(each.key), after.get(each.key)) for each in competences]


def is_low(level: int) -> bool:
    """Below the middle of the scale, whatever its words are."""
    return level < MIDDLE


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A module, and the competences for whose sake it is recommended."""

    module: UUID
    competences: tuple[Competence, ...]


def recommendations(
    competences: Sequence[Competence], latest: Levels, modules: Sequence[UUID]
) -> list[Recommendation]:
    """The `modules` in which somebody learns what they rated low, the greatest need first.

    That is where the lowest level is; then where more statements are low; then in the order of the course. A module that
    is not among `modules` is not recommended.
    """
    low = [each for each in competences if each.key in latest and is_low(latest[each.key])]
    found = [
        Recommendation(module, tuple(each for each in low if module in each.modules)) for module in modules
    ]
    return sorted(
        (each for each in found if each.competences),
        key=lambda each: (
            min(latest[competence.key] for competence in each.competences),
            -len(each.competences),
        ),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """What one person said of one competence, both times."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians, in half levels; of the same people before and after."""

    people: int
    before: float
    after: float


def figures(pairs: Sequence[Pair]) -> Figures | None:
    """The figures of a group, or None where it is too small to hide the single person in it.

    `pairs` are in the order in which they became complete. Only full tens count: between two looks either nothing changes
    or ten people have joined, and nobody can subtract one from the other to learn what a single person said. The median
    says nothing of the one who stands out.
    """
    count = len(pairs) // GROUP * GROUP
    if not count:
        return None
    told = pairs[:count]
    return Figures(
        people=count,
        before=float(median(pair.before for pair in told)),
        after=float(median(pair.after for pair in told)),
    )
