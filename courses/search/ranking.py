"""How well an entry answers a question: Okapi BM25 over fields (Robertson and Zaragoza, 2009), in plain numbers.

What depends on one entry only is counted when it is indexed, what depends on all of them when somebody asks. So an
entry is never written again because of another one, and both databases rank alike.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from .vocabulary import Meant

SATURATION, LENGTH = 2.0, 0.6
"""k1 and b of the formula."""
USUAL_LENGTH = 700
"""Words of a usual lesson. A constant: an average would change with every entry."""
IN_TITLE = 0.5
"""How much it counts that a word stands in a title, by how rare it is among titles: many texts tell of walks, few lessons are
called after one."""


class Field(NamedTuple):
    """Words of one part of an entry, and how many times each of them counts."""

    forms: Sequence[str]
    boost: float


def weights(fields: Iterable[Field]) -> dict[str, float]:
    """For each word how strongly the entry is about it, between 0 and 1."""
    frequency: Counter[str] = Counter()
    length = 0
    for field in fields:
        length += len(field.forms)
        for form in field.forms:
            frequency[form] += field.boost  # type: ignore[assignment]
    damping = SATURATION * (1 - LENGTH + LENGTH * length / USUAL_LENGTH)
    return {form: count / (count + damping) for form, count in frequency.items()}


def rank(
    question: Sequence[Sequence[Meant]],
    postings: Mapping[int, Sequence[tuple[int, float]]],
    *,
    titled: Mapping[int, Collection[int]],
    size: int,
) -> list[tuple[int, float]]:
    """Entries with their scores, the best first.

    `question` holds for each word what it may stand for, `postings` for each number of a word the entries it is in and
    their weights, `titled` the entries whose title it is in, `size` the number of all entries. Who answers every word of a question comes before who answers one
    of them often.
    """
    scores: dict[int, float] = {}
    answered: dict[int, float] = {}
    most = 0.0
    for meanings in question:
        best: dict[int, float] = {}
        worth = 0.0
        for meant in meanings:
            found: dict[int, float] = {}
            for word, factor in meant.ids.items():
                for entry, weight in postings.get(word, ()):
                    found[entry] = 1 - (1 - found.get(entry, 0.0)) * (1 - factor * weight)
            rarity = _rarity(len(found), size) * meant.share
            worth = max(worth, rarity)
            for entry, weight in found.items():
                best[entry] = best.get(entry, 0.0) + rarity * weight
            named = _named(meant, titled)
            title_rarity = _rarity(len(named), size) * meant.share * IN_TITLE
            for entry in named.keys() & found.keys():
                best[entry] += title_rarity * named[entry]
        most += worth
        for entry, score in best.items():
            scores[entry] = scores.get(entry, 0.0) + score
            answered[entry] = answered.get(entry, 0.0) + worth * min(1.0, 2 * score / worth if worth else 0)
    return sorted(
        ((entry, score * (0.3 + 0.7 * answered[entry] / (most or 1))) for entry, score in scores.items()),
        key=lambda scored: (-scored[1], scored[0]),
    )


def _named(meant: Meant, titled: Mapping[int, Collection[int]]) -> dict[int, float]:
    """The entries that have the idea in their title, each with the most that one of its words counts."""
    named: dict[int, float] = {}
    for word, factor in meant.ids.items():
        for entry in titled.get(word, ()):
            named[entry] = max(factor, named.get(entry, 0.0))
    return named


def _rarity(found: int, size: int) -> float:
    """A word that few entries have says more about them: the inverse document frequency, never below zero."""
    return math.log(1 + (max(size, found) - found + 0.5) / (found + 0.5))
