"""What an H5P package says about the learner's work in it, as far as it counts.

A package is a program in the browser of whoever is examined: what it says may be wrong or forged. It is taken for the
activity itself and for nothing else, and only if it is possible at all. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

VERBS = ("answered", "completed", "passed", "failed")
NUMBERS = ("raw", "min", "max", "scaled")
MOST_POINTS = 10**6
_PART = re.compile(r"[\w-]{1,64}", re.ASCII)
# Durations as ISO 8601 writes them (xAPI 1.0.3, part 2, 4.6), with no more digits than a life needs.
_DURATION = re.compile(
    r"P(?=.)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,6}D)?"
    r"(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One result. `part` names a question or page inside the package by its subContentId; empty: it is about the whole.

    `points` holds what was given of raw, min, max and scaled.
    """

    verb: str
    part: str = ""
    points: Mapping[str, Any]
    completion: bool | None = None
    success: bool | None = None
    duration: str = ""

    @property
    def score(self) -> Decimal | None:
        """From 0 to 1 with four decimals, rounded down; None where there was nothing to reach.

        Raises ValueError for what no score can be: less than nothing, more than its maximum, no number.
        """
        raw, lowest, most, scaled = (_number(self.points.get(name)) for name in NUMBERS)
        if raw is not None and raw < (lowest or 0):
            raise ValueError("a score below its minimum")
        if raw is not None and most is not None:
            if raw > most:
                raise ValueError("a score above its maximum")
            scaled = raw / most if most else None
        if scaled is not None and scaled > 1:
            raise ValueError("a score above 1")
        return None if scaled is None else scaled.quantize(Decimal("0.0001"), ROUND_DOWN)

    @property
    def is_finished(self) -> bool:
        """Whether it was worked through to its end: as the package says, or because it would have no result otherwise."""
        if self.completion is not None:
            return self.completion
        return self.verb in ("completed", "passed") or bool(self.points)

    @property
    def kept(self) -> dict[str, Any]:
        """What the ledger keeps beside verb and score. Answers are not among it."""
        given = dict(self.points) | {"success": self.success, "duration": self.duration or None}
        return {name: value for name, value in given.items() if value is not None} | {
            "completion": self.is_finished
        }


def read(data: Mapping[str, Any]) -> Report:
    """The report that `data` describes. Raises ValueError, TypeError and AttributeError for what is none."""
    score = data.get("score") or {}
    report = Report(
        verb=data["verb"],
        part=data.get("part") or "",
        points={name: score[name] for name in NUMBERS if score.get(name) is not None},
        completion=_flag(data.get("completion")),
        success=_flag(data.get("success")),
        duration=data.get("duration") or "",
    )
    if report.verb not in VERBS:
        raise ValueError("a verb that is no result")
    if report.part and not _PART.fullmatch(report.part):
        raise ValueError("no name of a part")
    if report.duration and not _DURATION.fullmatch(report.duration):
        raise ValueError("no duration")
    return report


def _flag(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    # What is not a number (NaN) is neither above nor below.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_POINTS:
        raise ValueError("no possible number of points")
    return Decimal(str(value))
