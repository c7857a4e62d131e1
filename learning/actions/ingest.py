"""A batch of facts from a browser: each is recorded or refused on its own, all in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import H5PPackage, LessonPage
from courses.outline import Lesson
from courses.translations import live_pages

from ..activities import block_of, items_of, packages_of, question_of
from ..models import Attempt, ObjectType, Receipt, Statement
from ..refusals import NotPartOfCourse, Refusal, StatementConflict, TooManyResults
from ..sent import (
    Annotated,
    Check,
    Checklist,
    Done,
    H5PResult,
    H5PState,
    H5PViewed,
    InLesson,
    Opened,
    Reflection,
    Sent,
    TestAnswers,
)
from .attempts import keep_in_time
from .contributions import (
    Contribution,
    Seen,
    answering,
    keep_notes,
    keep_states,
    leaving,
    marking_as_done,
    opening,
    reflecting,
    reporting,
    ticking,
    viewing,
)
from .margin import Highlights, annotating
from .record import Recorded, Recording, locked_enrolment

MOST_A_MINUTE = 120
"""Results of one H5P activity as a whole, and of its parts together: far more than anybody achieves by hand."""
Reported = H5PViewed | H5PResult


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
    steps = {fact.step for fact in facts if isinstance(fact, InLesson) and not isinstance(fact, Reported)}
    lessons = live_pages(LessonPage, steps, language, fields=["body"]) if steps else {}
    states = {fact.activity for fact in facts if isinstance(fact, H5PState)}
    packages = packages_of(lessons.values(), states) if states else {}
    with transaction.atomic():
        return _Batch(learner, course_key, facts, lessons, packages).ingested()


class _Batch:
    def __init__(
        self,
        learner: User,
        course_key: UUID,
        facts: Sequence[Sent],
        lessons: Mapping[UUID, LessonPage],
        packages: Mapping[UUID, H5PPackage],
    ) -> None:
        ids = {fact.id for fact in facts}
        self.learner, self.facts, self.lessons, self.packages = learner, facts, lessons, packages
        self.recording = Recording(locked_enrolment(learner, course_key), ids)
        self.receipts = Receipt.objects.in_bulk(ids)
        attempts = {fact.attempt for fact in facts if isinstance(fact, TestAnswers)}
        own = Attempt.objects.select_for_update().filter(enrolment=self.recording.enrolment)
        self.attempts = own.in_bulk(attempts) if attempts else {}
        highlighted = {fact.step for fact in facts if isinstance(fact, Annotated) and fact.adds_highlight}
        self.highlights = Highlights(self.recording.enrolment, highlighted)
        self.now = timezone.now()
        has_reports = any(isinstance(fact, Reported) for fact in facts)
        self.reports = self._reports_of_this_minute() if has_reports else Counter()
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
        keep_states(self.recording.enrolment, self.contributions)
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
        self.position = contribution.step or self.position
        if not contribution.facts:
            self.left.append(fact.id)

    def _is_known(self, fact: Sent) -> bool:
        """Whether this very fact was recorded before. Raises StatementConflict when its id stands for another one."""
        statement, receipt = self.recording.known.get(fact.id), self.receipts.get(fact.id)
        if statement and not (self.recording.is_own(statement) and statement.object_key == fact.about):
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
            case Annotated(step=step, change=change):
                contribution = annotating(step, change)
                self.highlights.take(step, change)
                return contribution
            case H5PViewed(step=step, activity=key):
                self._count(key)
                return viewing(step, key, seen)
            case H5PResult(step=step, activity=key, about=about, report=report):
                self._count(key, part=report.part)
                return reporting(step, key, about, report, seen)
            case H5PState(step=step, activity=key, state=state, generation=generation):
                return leaving(step, key, state, generation, self._package(key))
        raise TypeError(type(fact).__name__)

    def _type_of(self, key: UUID) -> ObjectType:
        return ObjectType.LESSON if isinstance(self.recording.outline.step(key), Lesson) else ObjectType.TEST

    def _block(self, fact: InLesson, kind: str) -> object:
        lesson = self.lessons.get(fact.step)
        block = block_of(lesson, fact.activity) if lesson else None
        if block is None or block.block_type != kind:
            raise NotPartOfCourse
        return block

    def _package(self, key: UUID) -> H5PPackage:
        if key not in self.packages:
            raise NotPartOfCourse
        return self.packages[key]

    def _reports_of_this_minute(self) -> Counter[tuple[str, bool]]:
        """How many entries there are of each activity, and of its parts. Parts must not use up what the whole may say."""
        latest = Statement.objects.filter(
            learner_key=self.learner.learner_key,
            course_key=self.recording.enrolment.course_key,
            stored__gt=self.now - timedelta(minutes=1),
            object_type__in=[ObjectType.ACTIVITY, ObjectType.PART],
        )
        rows = latest.order_by().values_list("object_key", "context")
        return Counter((context.get("parent", str(key)), "parent" in context) for key, context in rows)

    def _count(self, activity: UUID, *, part: str = "") -> None:
        """Raises TooManyResults."""
        about = (str(activity), bool(part))
        if self.reports[about] >= MOST_A_MINUTE:
            raise TooManyResults
        self.reports[about] += 1

    def _keep_answers(self, fact: TestAnswers) -> None:
        attempt = self.attempts.get(fact.attempt)
        if attempt is None:
            raise NotPartOfCourse
        keep_in_time(attempt, fact.answers, self.now)
        self.changed[attempt.pk] = attempt
        self.left.append(fact.id)
