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
from ..models import FACETS, Enrolment, EvidenceItem, ObjectType, Statement, Verb
from ..progress import Evidence, Progress, evaluate
from ..projection import evidence_of, rows_of
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
    """The state after recording. `has_completed` is true only for the call that completed the course."""

    enrolment: Enrolment
    edition: Edition
    progress: Progress
    has_completed: bool = False


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
    recording = Recording(locked_enrolment(learner, course_key), [fact.id for fact in everything])
    recording.take(everything, check)
    return recording.write(position)


def locked_enrolment(learner: User, course_key: UUID) -> Enrolment:
    """The enrolment, with its row locked until the transaction ends. Raises NotEnrolled."""
    enrolment = Enrolment.objects.select_for_update().filter(learner=learner, course_key=course_key).first()
    if enrolment is None:
        raise NotEnrolled
    # Known already: without it, whoever asks would cause a query.
    enrolment.learner = learner
    return enrolment


class Recording:
    """One learner in one course: takes facts one after another, and writes them at once with all that follows from them.

    The row of `enrolment` has to be locked, so that the moment of completion is found exactly once. `ids` are those of the
    facts to come: what the ledger knows of them is read in one query, with all that was voided. Raises NotEnrolled.
    """

    def __init__(self, enrolment: Enrolment, ids: Collection[UUID]) -> None:
        learner, course_key = enrolment.learner, enrolment.course_key
        edition = current_edition(course_key)
        if edition is None:
            raise NotEnrolled
        self.edition, self.enrolment, self.learner = edition, enrolment, learner
        # Rows without models, of which there may be hundreds.
        items = enrolment.items.values_list("object_key", *FACETS, named=True)
        self._before = self._evidence = evidence_of(items)
        self._seen, self._progress = self._before, evaluate(edition.shape, self._before)
        self._added: list[Fact] = []
        self._fresh: dict[UUID, Fact] = {}
        self.known: dict[UUID, Statement] = {}
        voidings = []
        own = Q(learner_key=learner.learner_key, course_key=course_key)
        for statement in Statement.objects.filter(Q(pk__in=ids) | (own & Q(verb=Verb.VOIDED))).order_by():
            if statement.verb == Verb.VOIDED and self.is_own(statement):
                voidings.append(statement)
            if statement.pk in ids:
                self.known[statement.pk] = statement
        # What trainers took back, some of it before it arrived.
        self.voided = ledger.voided(voidings)

    @property
    def outline(self) -> Outline:
        return self.edition.shape

    @property
    def evidence(self) -> Evidence:
        """With everything that was added so far; merged when somebody asks, since each merge copies all of it."""
        if self._added:
            self._evidence = self._evidence.merge(ledger.evidence(self._added, self.voided))
            self._added = []
        return self._evidence

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

    def take(self, facts: Iterable[Fact], check: Check | None = None) -> None:
        """Add `facts`, which belong together, once `check` has allowed them. Raises StatementConflict, and what `check` raises."""
        if check:
            self._ask(check)
        for fact in facts:
            self.add(fact)

    def _ask(self, check: Check) -> None:
        """Ask `check`, given the progress with everything that was added so far."""
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
        self._added.append(fact)

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
        _project(self.enrolment, self._before, after)
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
        return Recorded(self.enrolment, self.edition, progress, has_completed)

    def append(self, facts: Iterable[Fact], now: datetime) -> None:
        """Write `facts` into the ledger, and nothing else."""
        language = translation.get_language() or ""
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
                    language=language,
                    edition_id=self.edition.pk,
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
    return one is other or all(
        getattr(one, name) == getattr(other, name)
        for name in ("verb", "object_type", "object_key", "score", "context")
    )


def _project(enrolment: Enrolment, before: Evidence, after: Evidence) -> None:
    """Write what `after` says of every object about which `before` said something else."""
    EvidenceItem.objects.bulk_create(
        [EvidenceItem(enrolment_id=enrolment.pk, **row) for row in rows_of(after, before=before)],
        update_conflicts=True,
        unique_fields=["enrolment", "object_key"],
        update_fields=FACETS,
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
