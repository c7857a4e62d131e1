"""A batch of facts from a browser: each is recorded or refused on its own, all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import LessonPage
from courses.outline import Lesson
from courses.translations import live_pages

from ..activities import block_of, items_of, question_of
from ..models import Attempt, ObjectType, Receipt
from ..refusals import NotPartOfCourse, Refusal, StatementConflict
from ..sent import Check, Checklist, Done, InLesson, Opened, Reflection, Sent, TestAnswers
from .attempts import keep_in_time
from .contributions import (
    Contribution,
    Seen,
    answering,
    keep_notes,
    marking_as_done,
    opening,
    reflecting,
    ticking,
)
from .record import Recorded, Recording, locked_enrolment


@dataclass(frozen=True, slots=True)
class Ingested:
    """By the id of each fact: None, or why it was refused; and the state after all of them."""

    results: Mapping[UUID, Refusal | None]
    recorded: Recorded


def ingest(*, learner: User, course_key: UUID, facts: Sequence[Sent], language: str) -> Ingested:
    """Record `facts` of one course in their order.

    A refused fact stops no other, and one that is sent again changes nothing. Where notes and answers come in several
    versions, the one that arrives last wins. The number of queries does not depend on the number of facts; those made in
    lessons are read with the lesson in `language`. Raises NotEnrolled.
    """
    # Before the transaction: on SQLite everybody else who writes waits for its end.
    steps = {fact.step for fact in facts if isinstance(fact, InLesson)}
    lessons = live_pages(LessonPage, steps, language, fields=["body"]) if steps else {}
    with transaction.atomic():
        return _Batch(learner, course_key, facts, lessons).ingested()


class _Batch:
    def __init__(
        self, learner: User, course_key: UUID, facts: Sequence[Sent], lessons: Mapping[UUID, LessonPage]
    ) -> None:
        ids = {fact.id for fact in facts}
        self.learner, self.facts, self.lessons = learner, facts, lessons
        self.recording = Recording(locked_enrolment(learner, course_key), ids)
        self.receipts = Receipt.objects.in_bulk(ids)
        attempts = {fact.attempt for fact in facts if isinstance(fact, TestAnswers)}
        own = Attempt.objects.select_for_update().filter(enrolment=self.recording.enrolment)
        self.attempts = own.in_bulk(attempts) if attempts else {}
        self.now = timezone.now()
        self.contributions: list[Contribution] = []
        self.changed: dict[UUID, Attempt] = {}
        self.left: list[UUID] = []
        self.position: UUID | None = None

    def ingested(self) -> Ingested:
        results: dict[UUID, Refusal | None] = {}
        for fact in self.facts:
            if fact.id in results:
                continue
            try:
                self._take(fact)
                results[fact.id] = None
            except Refusal as refusal:
                results[fact.id] = refusal
        recorded = self.recording.write(self.position)
        keep_notes(self.recording.enrolment, self.contributions)
        Attempt.objects.bulk_update(self.changed.values(), ["answers"])
        Receipt.objects.bulk_create(
            Receipt(pk=each, enrolment_id=self.recording.enrolment.pk) for each in self.left
        )
        return Ingested(results, recorded)

    def _take(self, fact: Sent) -> None:
        if self._is_known(fact):
            return
        if isinstance(fact, TestAnswers):
            self._keep_answers(fact)
            return
        contribution = self._contribution(fact)
        self.recording.take(contribution.facts, contribution.check)
        self.contributions.append(contribution)
        self.position = contribution.step
        if not contribution.facts:
            self.left.append(fact.id)

    def _is_known(self, fact: Sent) -> bool:
        """Whether this very fact was recorded before. Raises StatementConflict when its id stands for another one."""
        statement, receipt = self.recording.known.get(fact.id), self.receipts.get(fact.id)
        about = fact.activity if isinstance(fact, InLesson) else fact.step
        if statement and not (self.recording.is_own(statement) and statement.object_key == about):
            raise StatementConflict
        if receipt and receipt.enrolment_id != self.recording.enrolment.pk:
            raise StatementConflict
        return bool(statement or receipt)

    def _contribution(self, fact: Sent) -> Contribution:
        seen = Seen(fact.id, fact.at)
        match fact:
            case Opened(step=step):
                return opening(step, self._type_of(step), seen)
            case Done(step=step):
                return marking_as_done(step, seen)
            case Check(step=step, activity=key, answer=answer):
                question = question_of(self._block(fact, "knowledge_check"), self.learner)
                return answering(step, key, question, answer, seen)
            case Checklist(step=step, activity=key, ticks=ticks, text=text):
                return ticking(step, key, items_of(self._block(fact, "checklist")), ticks, text, seen)
            case Reflection(step=step, activity=key, text=text):
                return reflecting(step, key, text, seen)
        raise TypeError(type(fact).__name__)

    def _type_of(self, key: UUID) -> ObjectType:
        return ObjectType.LESSON if isinstance(self.recording.outline.step(key), Lesson) else ObjectType.TEST

    def _block(self, fact: InLesson, kind: str) -> object:
        lesson = self.lessons.get(fact.step)
        block = block_of(lesson, fact.activity) if lesson else None
        if block is None or block.block_type != kind:
            raise NotPartOfCourse
        return block

    def _keep_answers(self, fact: TestAnswers) -> None:
        attempt = self.attempts.get(fact.attempt)
        if attempt is None:
            raise NotPartOfCourse
        keep_in_time(attempt, fact.answers, self.now)
        self.changed[attempt.pk] = attempt
        self.left.append(fact.id)
