"""The ledger is the only truth: whatever is derived from it can be recomputed, checked and repaired."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from courses.models import CoursePage, LessonPage, QuizPage
from courses.quiz import Question
from learning import actions
from learning.management.commands.rebuild_progress import bar
from learning.models import Enrolment, EvidenceItem, ObjectType, Statement
from learning.refusals import Refusal
from tests import factories
from tests.strategies import right_answer

from .rebuilt import check, findings, finished, repair

pytestmark = pytest.mark.django_db

ITEMS = ("corner one", "corner two")


class Walk:
    """Everything a learner can do in one course, by names that Hypothesis strings together."""

    def __init__(self, learner: User, course: CoursePage) -> None:
        self.learner = learner
        self.course_key = course.translation_key
        self.lessons = factories.lessons_of(course)
        self.test = factories.quiz_of(course)
        self.common = {"learner": learner, "course_key": self.course_key}

    def take(self, step: str, which: int, *, is_right: bool) -> None:
        lesson = self.lessons[which % len(self.lessons)]
        with suppress(Refusal):
            getattr(self, step)(lesson, is_right)

    def enrol(self, lesson: LessonPage, is_right: bool) -> None:
        actions.enrol(**self.common, certificate_name="Lena Lerner")

    def open_lesson(self, lesson: LessonPage, is_right: bool) -> None:
        actions.open_step(**self.common, step_key=lesson.translation_key, object_type=ObjectType.LESSON)

    def mark_as_done(self, lesson: LessonPage, is_right: bool) -> None:
        actions.mark_as_done(**self.common, lesson_key=lesson.translation_key)

    def answer_check(self, lesson: LessonPage, is_right: bool) -> None:
        question: Question = self.test.quiz.entries[0]
        answer = right_answer(question) if is_right else "something else"
        actions.answer_check(**self._activity(lesson, 0), question=question, answer=answer)

    def tick(self, lesson: LessonPage, is_right: bool) -> None:
        ticks = ITEMS if is_right else ITEMS[:1]
        actions.save_checklist(**self._activity(lesson, 1), items=ITEMS, ticks=ticks, text="notes")

    def reflect(self, lesson: LessonPage, is_right: bool) -> None:
        actions.save_reflection(**self._activity(lesson, 2), text="a thought" if is_right else "")

    def sit_the_test(self, lesson: LessonPage, is_right: bool) -> None:
        attempt = actions.start_attempt(**self.common, test=self.test)
        answers = {question.key: right_answer(question) for question in attempt.paper.questions}
        actions.submit_attempt(
            learner=self.learner, attempt_id=attempt.pk, answers=answers if is_right else {}
        )

    def _activity(self, lesson: LessonPage, place: int) -> dict[str, object]:
        blocks = [block for block in lesson.body.raw_data if block["type"] != "text"]
        key = UUID(blocks[place]["id"]) if blocks else uuid.uuid4()
        return self.common | {"lesson_key": lesson.translation_key, "activity_key": key}


STEPS = ("open_lesson", "mark_as_done", "answer_check", "tick", "reflect", "sit_the_test", "enrol")
walks = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.booleans()), max_size=14)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def varied_course(db: None) -> CoursePage:
    """In order: a lesson to read; one with activities; one that waits for the test, which stands beside it."""
    course = factories.empty_course(module_order="in_order")
    first, second = factories.module(course, 1, lessons=1), factories.module(course, 2, lessons=0)
    activities = [factories.knowledge_check(), factories.checklist(), factories.reflection()]
    factories.lesson(second, 1, body=activities, rule="activities")
    test: QuizPage = factories.quiz(second)
    factories.lesson(second, 2, rule="test", test=test)
    factories.record_edition(course_key=course.translation_key)
    assert first.get_children().count() == 1
    return course


class TestWhateverLearnersDo:
    @settings(max_examples=30)
    @given(steps=walks)
    def test_the_check_finds_no_difference(
        self, learner: User, varied_course: CoursePage, steps: list[tuple[str, int, bool]]
    ) -> None:
        with undone():
            walk = Walk(learner, varied_course)
            walk.take("enrol", 0, is_right=True)
            for step, which, is_right in steps:
                walk.take(step, which, is_right=is_right)
            assert "0 differed" in check()

    def test_the_walk_can_finish_the_course(self, learner: User, varied_course: CoursePage) -> None:
        """Otherwise the test above would never see a completion."""
        walk = Walk(learner, varied_course)
        for step, which in [
            ("enrol", 0),
            ("open_lesson", 0),
            ("mark_as_done", 0),
            ("answer_check", 1),
            ("tick", 1),
            ("reflect", 1),
            ("sit_the_test", 1),
        ]:
            walk.take(step, which, is_right=True)
        assert Enrolment.objects.completed().count() == 1
        assert "1 enrolments checked, 0 differed" in check()


def delete_an_item(enrolment: Enrolment) -> None:
    enrolment.items.filter(is_done=True).first().delete()


def undo_an_item(enrolment: Enrolment) -> None:
    enrolment.items.filter(pk=enrolment.items.first().pk).update(is_done=False)


def open_an_item(enrolment: Enrolment) -> None:
    enrolment.items.filter(pk=enrolment.items.first().pk).update(is_opened=True)


def lower_a_score(enrolment: Enrolment) -> None:
    enrolment.items.filter(score__isnull=False).update(score=Decimal("0.9999"))


def invent_a_score(enrolment: Enrolment) -> None:
    enrolment.items.filter(pk=enrolment.items.filter(score=None).first().pk).update(score=Decimal(1))


def add_an_item(enrolment: Enrolment) -> None:
    EvidenceItem.objects.create(enrolment=enrolment, object_key=uuid.uuid4(), is_done=True)


def change_the_completion(enrolment: Enrolment) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=timezone.now() - timedelta(days=1))


def remove_the_completion(enrolment: Enrolment) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=None)


def void_an_attempt(enrolment: Enrolment) -> None:
    enrolment.attempts.update(is_void=True)


TAMPERINGS = [
    void_an_attempt,
    delete_an_item,
    undo_an_item,
    open_an_item,
    lower_a_score,
    invent_a_score,
    add_an_item,
    change_the_completion,
    remove_the_completion,
]


class TestTampering:
    @pytest.fixture
    def untouched(self, course: CoursePage) -> Enrolment:
        return finished("untouched@example.org", course)

    @pytest.fixture
    def touched(self, course: CoursePage) -> Enrolment:
        return finished("touched@example.org", course)

    @pytest.mark.parametrize("tamper", TAMPERINGS)
    def test_is_found_named_and_repaired(
        self, untouched: Enrolment, touched: Enrolment, tamper: Callable[[Enrolment], None]
    ) -> None:
        before = (touched.evidence, touched.completed_at)
        tamper(touched)
        said = findings()
        assert f"enrolment {touched.pk}:" in said
        assert f"enrolment {untouched.pk}:" not in said
        # Checking repairs nothing.
        assert findings() == said
        repair()
        assert "2 enrolments checked, 0 differed" in check()
        touched.refresh_from_db()
        assert (touched.evidence, touched.completed_at) == before

    def test_a_completion_that_never_was_is_found(self, learner: User, course: CoursePage) -> None:
        enrolment = actions.enrol(
            learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner"
        )
        Enrolment.objects.update(completed_at=timezone.now())
        assert f"enrolment {enrolment.pk}: completed: stored" in findings()
        repair()
        assert not Enrolment.objects.completed().exists()

    def test_repairing_writes_nothing_into_the_ledger(self, touched: Enrolment) -> None:
        before = list(Statement.objects.values())
        touched.items.all().delete()
        repair()
        assert list(Statement.objects.values()) == before


class TestCorrections:
    """Voiding is part of what is recomputed."""

    @pytest.fixture
    def voided(self, course: CoursePage, trainer: User) -> Enrolment:
        enrolment = finished("voided@example.org", course)
        attempt = enrolment.attempts.get()
        actions.void_statement(
            by=trainer,
            learner=enrolment.learner,
            course_key=course.translation_key,
            statement_id=attempt.statement_id,
            reason="Somebody else sat it.",
        )
        return enrolment

    def test_are_recomputed(self, voided: Enrolment) -> None:
        before = voided.evidence
        assert "0 differed" in check()
        EvidenceItem.objects.filter(enrolment=voided).delete()
        voided.attempts.update(is_void=False)
        said = findings()
        assert f"attempt {voided.attempts.get().pk}: wrongly counting" in said
        repair()
        assert voided.evidence == before
        assert voided.attempts.get().is_void

    def test_a_withdrawn_completion_stays_withdrawn(
        self, voided: Enrolment, administrator: User, course: CoursePage
    ) -> None:
        actions.withdraw_completion(
            by=administrator, learner=voided.learner, course_key=course.translation_key, reason="So."
        )
        Enrolment.objects.update(completed_at=timezone.now())
        assert "completed: stored" in findings()
        repair()
        assert not Enrolment.objects.completed().exists()


def test_the_bar_says_how_far_it_is() -> None:
    assert bar(0, 0) == f"\r[{'.' * 40}] 0 of 0 enrolments"
    assert bar(1500, 3000) == f"\r[{'#' * 20}{'.' * 20}] 1,500 of 3,000 enrolments"
