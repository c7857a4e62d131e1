"""Facts become statements, statements become evidence, evidence becomes completion: the one way of the data."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from accounts.models import User
from courses.models import Edition
from courses.outline import Lesson, Outline

from .. import ledger
from ..models import Enrolment, EvidenceItem, ObjectType, Statement, Verb, evidence_of
from ..progress import Evidence, Progress, evaluate
from ..refusals import NotEnrolled, Refusal, StatementConflict
from ..signals import course_completed


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, before it is a statement. Its `id` makes sending it twice harmless."""

    verb: Verb
    object_type: ObjectType
    object_key: UUID
    score: Decimal | None = None
    id: UUID = field(default_factory=uuid.uuid4)
    timestamp: datetime | None = None
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The state after recording. `has_completed` is true only for the call that completed the course.

    `voided` names the statements of the learner in this course that trainers took back, some before they arrived.
    """

    enrolment: Enrolment
    edition: Edition
    progress: Progress
    has_completed: bool = False
    voided: frozenset[UUID] = frozenset()


Check = Callable[[Outline, Progress], None]


def current_edition(course_key: UUID) -> Edition | None:
    return Edition.objects.filter(course_key=course_key).order_by("-number").first()


@transaction.atomic
def record(
    *,
    learner: User,
    course_key: UUID,
    facts: Iterable[Fact],
    check: Check | None = None,
    position: UUID | None = None,
) -> Recorded:
    """Append `facts` to the ledger and bring everything that follows from them up to date.

    `check` may refuse, given the outline and the progress so far; `position` is the step at which the learner is.
    The number of queries does not depend on the size of the course. Raises NotEnrolled, StatementConflict, and what
    `check` raises.
    """
    everything = list(facts)
    recording = Recording(learner, course_key, [fact.id for fact in everything])
    if check:
        recording.ask(check)
    for fact in everything:
        recording.add(fact)
    return recording.write(position)


class Recording:
    """One learner in one course: takes facts one after another, and writes them at once with all that follows from them.

    Opened inside a transaction, it locks the row of the enrolment, so that the moment of completion is found exactly once.
    `ids` are those of the facts to come: what the ledger knows of them is read in one query, with all that was voided.
    Raises NotEnrolled.
    """

    def __init__(self, learner: User, course_key: UUID, ids: Collection[UUID]) -> None:
        edition = current_edition(course_key)
        enrolment = (
            Enrolment.objects.select_for_update().filter(learner=learner, course_key=course_key).first()
        )
        if enrolment is None or edition is None:
            raise NotEnrolled
        # Known already: derived facts ask for it.
        enrolment.learner = learner
        self.edition, self.enrolment, self.learner = edition, enrolment, learner
        self._items = {item.object_key: item for item in enrolment.items.all()}
        self._before = self.evidence = evidence_of(list(self._items.values()))
        self._seen, self._progress = self.evidence, evaluate(edition.shape, self.evidence)
        self._fresh: dict[UUID, Fact] = {}
        self.known: dict[UUID, Statement] = {}
        voidings = []
        own = Q(learner_key=learner.learner_key, course_key=course_key)
        for statement in Statement.objects.filter(Q(pk__in=ids) | (own & Q(verb=Verb.VOIDED))).order_by():
            if statement.verb == Verb.VOIDED and self.is_own(statement):
                voidings.append(statement)
            if statement.pk in ids:
                self.known[statement.pk] = statement
        self.voided = ledger.voided(voidings)

    @property
    def outline(self) -> Outline:
        return self.edition.shape

    @property
    def progress(self) -> Progress:
        """With everything that was added so far."""
        if self._seen is not self.evidence:
            self._seen, self._progress = self.evidence, evaluate(self.outline, self.evidence)
        return self._progress

    def is_own(self, statement: Statement) -> bool:
        """Whether a statement is about this learner in this course."""
        about = (statement.learner_key, statement.course_key)
        return about == (self.learner.learner_key, self.enrolment.course_key)

    def ask(self, check: Check) -> None:
        """Raises what `check` raises, given the progress with everything that was added so far."""
        try:
            check(self.outline, self._progress)
        except Refusal:
            # Evidence only grows here, so what was allowed before is still allowed: only a refusal needs a second look.
            if self._seen is self.evidence:
                raise
            check(self.outline, self.progress)

    def add(self, fact: Fact) -> None:
        """Take a fact; one that the ledger holds already changes nothing. Raises StatementConflict."""
        statement = self.known.get(fact.id)
        if statement is None:
            if not _same(self._fresh.setdefault(fact.id, fact), fact):
                raise StatementConflict
        elif not self.is_own(statement) or not _same(statement, fact):
            raise StatementConflict
        self.evidence = self.evidence.merge(ledger.evidence([fact], self.voided))

    def write(self, position: UUID | None = None) -> Recorded:
        """Append what is new, and bring projection, completion and the learner's position up to date."""
        now, course_key = timezone.now(), self.enrolment.course_key
        progress = self.progress
        derived = self._steps_now_done(progress)
        after = self.evidence.merge(ledger.evidence(derived))
        has_completed = progress.is_complete and self.enrolment.completed_at is None
        if has_completed:
            derived.append(self._derived(ObjectType.COURSE, course_key))
        self.append([*self._fresh.values(), *derived], now)
        _project(self.enrolment, self._items, self._before, after)
        _move(self.enrolment, position, now, is_completed=has_completed)
        if has_completed:
            course_completed.send(
                sender=Enrolment,
                enrolment=self.enrolment,
                edition=self.edition,
                evidence=after,
                language=translation.get_language() or "",
                at=now,
            )
        return Recorded(self.enrolment, self.edition, progress, has_completed, self.voided)

    def append(self, facts: Iterable[Fact], now: datetime) -> None:
        """Write `facts` into the ledger, and nothing else."""
        Statement.objects.bulk_create(
            [
                Statement(
                    id=fact.id,
                    learner_key=self.learner.learner_key,
                    course_key=self.enrolment.course_key,
                    verb=fact.verb,
                    object_type=fact.object_type,
                    object_key=fact.object_key,
                    score=fact.score,
                    context=fact.context,
                    language=translation.get_language() or "",
                    edition=self.edition,
                    timestamp=fact.timestamp or now,
                    stored=now,
                )
                for fact in facts
            ]
        )

    def _steps_now_done(self, progress: Progress) -> list[Fact]:
        """Steps whose rule the evidence meets, said as facts of their own: a later change of the rule takes none away."""
        steps = (*(step for module in progress.modules for step in module.steps), *progress.tests)
        return [
            self._derived(ObjectType.LESSON if isinstance(step.step, Lesson) else ObjectType.TEST, step.key)
            for step in steps
            if step.is_done and step.key not in self.evidence.done
        ]

    def _derived(self, object_type: ObjectType, key: UUID) -> Fact:
        """The name makes the id the same whoever derives the fact, so that it enters the ledger once.

        Once it was voided, the same thing may become true again under the next id.
        """
        name = f"{self.learner.learner_key}/{self.enrolment.course_key}/{Verb.COMPLETED}/{key}"
        ids = (uuid.uuid5(uuid.NAMESPACE_URL, f"{name}/{time}" if time else name) for time in count())
        fact_id = next(each for each in ids if each not in self.voided)
        return Fact(Verb.COMPLETED, object_type, key, id=fact_id, context={"derived": True})


def _same(one: Fact | Statement, other: Fact) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("verb", "object_type", "object_key", "score", "context")
    )


def _project(
    enrolment: Enrolment, items: dict[UUID, EvidenceItem], before: Evidence, after: Evidence
) -> None:
    """Write what `after` says of every object about which `before` said something else."""
    changed = [
        EvidenceItem(
            enrolment=enrolment,
            object_key=key,
            is_opened=key in after.opened,
            is_done=key in after.done,
            score=after.scores.get(key),
        )
        for key in sorted(after.opened | after.done | set(after.scores))
        if key not in items
        or (key in after.opened) != (key in before.opened)
        or (key in after.done) != (key in before.done)
        or after.scores.get(key) != before.scores.get(key)
    ]
    EvidenceItem.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["enrolment", "object_key"],
        update_fields=["is_opened", "is_done", "score"],
    )


def _move(enrolment: Enrolment, position: UUID | None, now: datetime, *, is_completed: bool) -> None:
    changed = []
    if is_completed:
        enrolment.completed_at = now
        changed.append("completed_at")
    if position:
        enrolment.last_step_key = position
        enrolment.last_opened_at = now
        changed += ["last_step_key", "last_opened_at"]
    if changed:
        enrolment.save(update_fields=changed)
