"""What the numbers must not exceed. Times are compared with those of the same run: another machine has other times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from .printing import BARE, SEALED
from .report import Result, Row
from .scenario import COURSE_PAGE, LAST_STATEMENT, LESSON_PAGE


class Bound(Protocol):
    """`judge` says whether the rows keep it; None where they say nothing of it."""

    def judge(self, rows: dict[str, Row]) -> Judgement | None: ...


@dataclass(frozen=True, slots=True)
class Judgement:
    is_kept: bool
    words: str


@dataclass(frozen=True, slots=True)
class AtMostTimes:
    """The median of `name` is at most `factor` times that of `than`."""

    name: str
    than: str
    factor: float

    def judge(self, rows: dict[str, Row]) -> Judgement | None:
        if not {self.name, self.than} <= rows.keys():
            return None
        ratio = rows[self.name].speed.median / rows[self.than].speed.median
        words = f"“{self.name}” takes {ratio:.2f} times as long as “{self.than}”, at most {self.factor} are allowed"
        return Judgement(ratio <= self.factor, words)


@dataclass(frozen=True, slots=True)
class AtMostQueries:
    name: str
    queries: int

    def judge(self, rows: dict[str, Row]) -> Judgement | None:
        found = rows[self.name].queries if self.name in rows else None
        if found is None:
            return None
        return Judgement(
            found <= self.queries, f"“{self.name}” costs {found} queries, at most {self.queries} are allowed"
        )


BOUNDS: tuple[Bound, ...] = (
    AtMostTimes(SEALED, BARE, 2.5),
    AtMostQueries(COURSE_PAGE, 10),
    AtMostQueries(LESSON_PAGE, 12),
    AtMostQueries(LAST_STATEMENT, 14),
)


def judged(result: Result, bounds: Iterable[Bound] = BOUNDS) -> Iterator[Judgement]:
    rows = {row.name: row for row in result.rows}
    for bound in bounds:
        if judgement := bound.judge(rows):
            yield judgement
