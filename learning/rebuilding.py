"""Recomputes from the ledger what is derived from it, and says where the two differ.

Works through the enrolments in batches and reads their statements as a stream, so that memory stays the same however many
statements there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from . import ledger
from .models import Attempt, Enrolment, EvidenceItem, ObjectType, Statement, Verb
from .progress import Evidence
from .projection import evidence_of, rows_of

BATCH = 200
ROWS = 2000


@dataclass(frozen=True)
class Difference:
    """What is stored for an enrolment, and what the ledger says."""

    enrolment: Enrolment
    stored: Evidence
    derived: Evidence
    completed_at: datetime | None
    wrongly_void: frozenset[UUID] = frozenset()
    wrongly_counting: frozenset[UUID] = frozenset()

    def __str__(self) -> str:
        parts = [
            f"{name}: stored {len(getattr(self.stored, name))}, derived {len(getattr(self.derived, name))}"
            for name in ("opened", "done", "finished", "scores")
            if getattr(self.stored, name) != getattr(self.derived, name)
        ]
        if self.enrolment.completed_at != self.completed_at:
            parts.append(f"completed: stored {self.enrolment.completed_at}, derived {self.completed_at}")
        for attempts, word in ((self.wrongly_void, "void"), (self.wrongly_counting, "counting")):
            parts += [f"attempt {attempt}: wrongly {word}" for attempt in sorted(attempts)]
        return f"enrolment {self.enrolment.pk}: {'; '.join(parts)}"


def differences() -> Iterator[Difference | None]:
    """For each enrolment None when all is well, otherwise the difference."""
    batch: list[Enrolment] = []
    for enrolment in Enrolment.objects.select_related("learner").order_by("pk").iterator(BATCH):
        batch.append(enrolment)
        if len(batch) == BATCH:
            yield from _compare(batch)
            batch = []
    yield from _compare(batch)


@transaction.atomic
def repair(difference: Difference) -> None:
    """Make what is stored equal to what the ledger says now, under the lock that recording takes."""
    enrolment = (
        Enrolment.objects.select_for_update().select_related("learner").get(pk=difference.enrolment.pk)
    )
    current = next(iter(_compare([enrolment])))
    if current is None:
        return
    project(enrolment, current.derived, current.completed_at)
    enrolment.attempts.filter(pk__in=current.wrongly_void).update(is_void=False)
    enrolment.attempts.filter(pk__in=current.wrongly_counting).update(is_void=True)


def project(enrolment: Enrolment, evidence: Evidence, completed_at: datetime | None) -> None:
    """Store `evidence` and `completed_at` for `enrolment` in place of what is stored."""
    enrolment.items.all().delete()
    EvidenceItem.objects.bulk_create(
        EvidenceItem(enrolment_id=enrolment.pk, **row) for row in rows_of(evidence, before=Evidence())
    )
    enrolment.completed_at = completed_at
    enrolment.save(update_fields=["completed_at"])


def _compare(batch: list[Enrolment]) -> Iterator[Difference | None]:
    items: dict[int, list[EvidenceItem]] = {enrolment.pk: [] for enrolment in batch}
    for item in EvidenceItem.objects.filter(enrolment__in=batch):
        items[item.enrolment_id].append(item)
    attempts: dict[int, list[Attempt]] = {enrolment.pk: [] for enrolment in batch}
    for attempt in Attempt.objects.submitted().filter(enrolment__in=batch).only("enrolment_id", "is_void"):
        attempts[attempt.enrolment_id].append(attempt)
    without_statements = {_whose(enrolment): enrolment for enrolment in batch}
    found: dict[int, Difference | None] = {}
    for whose, statements in groupby(_statements(batch), lambda each: (each.learner_key, each.course_key)):
        enrolment = without_statements.pop(whose, None)
        if enrolment:
            own = (items[enrolment.pk], attempts[enrolment.pk])
            found[enrolment.pk] = _difference(enrolment, list(statements), *own)
    for enrolment in without_statements.values():
        own = (items[enrolment.pk], attempts[enrolment.pk])
        found[enrolment.pk] = _difference(enrolment, [], *own)
    for enrolment in batch:
        yield found[enrolment.pk]


def _statements(batch: list[Enrolment]) -> Iterator[Statement]:
    """Those of the learners and courses in `batch`, one enrolment after another: never more than one is in memory."""
    statements = Statement.objects.filter(
        learner_key__in={enrolment.learner.learner_key for enrolment in batch},
        course_key__in={enrolment.course_key for enrolment in batch},
    ).only("learner_key", "course_key", "verb", "object_type", "object_key", "score", "context", "stored")
    return statements.order_by("learner_key", "course_key", "stored").iterator(ROWS)


def _whose(enrolment: Enrolment) -> tuple[UUID, UUID]:
    return enrolment.learner.learner_key, enrolment.course_key


def _difference(
    enrolment: Enrolment, statements: list[Statement], items: list[EvidenceItem], attempts: list[Attempt]
) -> Difference | None:
    voided = ledger.voided(statements)
    void = {attempt.pk for attempt in attempts if attempt.is_void}
    should_be = {attempt.pk for attempt in attempts if attempt.statement_id in voided}
    found = Difference(
        enrolment,
        stored=evidence_of(items),
        derived=ledger.evidence(statements),
        completed_at=completed_at(statements),
        wrongly_void=frozenset(void - should_be),
        wrongly_counting=frozenset(should_be - void),
    )
    is_same = (
        found.stored == found.derived and enrolment.completed_at == found.completed_at and void == should_be
    )
    return None if is_same else found


def completed_at(statements: list[Statement]) -> datetime | None:
    """When the course was finished as `statements` say, or None: also when that was withdrawn."""
    voided = ledger.voided(statements)
    completions = [
        statement.stored
        for statement in statements
        if statement.verb == Verb.COMPLETED
        and statement.object_type == ObjectType.COURSE
        and statement.pk not in voided
    ]
    return min(completions, default=None)
