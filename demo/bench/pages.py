"""What a browser found about the pages of the demonstration, and the bounds that hold for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HOME, COURSE, LESSON = "home page", "course page", "text lesson"

MOST_FIRST, MOST_NEXT, MOST_SCRIPT = 100_000, 20_000, 25_000
"""Bytes that a text lesson may bring over the line, headers included; of them our own scripts."""
MOST_SHIFT = 0.005
"""Cumulative layout shift, which is given with two digits: it reads 0.00."""
MOST_SECONDS = 1.0
"""Until the largest part of the page is painted, on a phone."""
LEAST = {"accessibility": 100, "best-practices": 100, "performance": 98, "seo": 100}
"""Scores of Lighthouse."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of the first visit and of the next one; those of our scripts; and what is fetched ahead once the page is there,
    for reading without network."""

    first: int
    next: int
    script: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Paint:
    """Medians of several first visits: milliseconds until the first byte and until the largest paint; layout shift."""

    first_byte: float
    largest: float
    shift: float


@dataclass(frozen=True, slots=True)
class Found:
    """By name of the page. The phone is so many times `slower` than this machine; `scores` between 0 and 100, by category."""

    weight: Weight
    paints: dict[str, Paint]
    slower: float
    scores: dict[str, dict[str, int]]

    @property
    def keeps_bounds(self) -> bool:
        return all(is_kept for _words, is_kept in self._judged())

    @property
    def lines(self) -> list[str]:
        return [f"{words}{'' if is_kept else ': BROKEN'}" for words, is_kept in self._judged()]

    def _judged(self) -> Iterator[tuple[str, bool]]:
        weight = self.weight
        for words, found, most in (
            ("on the first visit", weight.first, MOST_FIRST),
            ("on the next one", weight.next, MOST_NEXT),
            ("of our own scripts", weight.script, MOST_SCRIPT),
        ):
            yield f"A text lesson: {found / 1000:.1f} kB {words} (bound: {most // 1000} kB)", found <= most
        yield f"Fetched ahead after that, for reading without network: {weight.ahead / 1000:.1f} kB", True
        yield f"A phone of the middle class is {self.slower:.1f} times slower than this machine", True
        for name, paint in self.paints.items():
            seconds, first_byte = paint.largest / 1000, paint.first_byte / 1000
            words = f"largest paint after {seconds:.2f} s, first byte after {first_byte:.2f} s"
            yield f"The {name}: {words} (bound: {MOST_SECONDS} s)", seconds <= MOST_SECONDS
            yield f"The {name}: layout shift {paint.shift:.3f} (bound: 0.00)", paint.shift < MOST_SHIFT
        for name, scores in self.scores.items():
            said = ", ".join(f"{category} {score}" for category, score in scores.items())
            is_kept = all(scores.get(category, 0) >= least for category, least in LEAST.items())
            yield f"The {name} by Lighthouse: {said}", is_kept
