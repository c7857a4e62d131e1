"""Evidence as rows, one for each thing a learner touched, and rows as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from .progress import Evidence


class Row(Protocol):
    """An evidence item, or a tuple with the same names."""

    @property
    def object_key(self) -> UUID: ...
    @property
    def is_opened(self) -> bool: ...
    @property
    def is_done(self) -> bool: ...
    @property
    def is_finished(self) -> bool: ...
    @property
    def score(self) -> Decimal | None: ...


def evidence_of(rows: Iterable[Row]) -> Evidence:
    known = list(rows)
    return Evidence(
        opened=frozenset(row.object_key for row in known if row.is_opened),
        done=frozenset(row.object_key for row in known if row.is_done),
        scores={row.object_key: row.score for row in known if row.score is not None},
        finished=frozenset(row.object_key for row in known if row.is_finished),
    )


def rows_of(evidence: Evidence, *, before: Evidence) -> Iterator[dict[str, Any]]:
    """The values of each row of which `evidence` says something else than `before`."""
    for key in sorted(evidence.about):
        if (said := _said(evidence, key)) != _said(before, key):
            yield {"object_key": key, **said}


def _said(evidence: Evidence, key: UUID) -> dict[str, Any]:
    return {
        "is_opened": key in evidence.opened,
        "is_done": key in evidence.done,
        "is_finished": key in evidence.finished,
        "score": evidence.scores.get(key),
    }
