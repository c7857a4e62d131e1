"""Facts in, statements and completion out."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning import actions, refusals
from learning.actions.attempts import GRACE
from learning.models import Attempt, Enrolment, EvidenceItem, Note, ObjectType, Statement, Verb
from tests import factories

from .finishing import do_all_lessons, enrol, right_answers, sit

pytestmark = pytest.mark.django_db


class TestEnrolling:
    def test_enrolling_twice_is_one_enrolment_with_the_first_name(
        self, learner: User, course: CoursePage
    ) -> None:
        first = enrol(learner, course)
        again = actions.enrol(
            learner=learner, course_key=course.translation_key, certificate_name="Somebody else"
        )
        assert again == first
        assert again.certificate_name == "Lena Lerner"
        assert Statement.objects.filter(verb=Verb.REGISTERED).count() == 1

    def test_a_course_that_is_not_live_takes_nobody(self, learner: User, course: CoursePage) -> None:
        course.unpublish()
        with pytest.raises(refusals.CourseNotOpen):
            enrol(learner, course)
        assert not Enrolment.objects.exists()


class TestLessons:
    def test_marking_as_done_needs_an_enrolment(self, learner: User, course: CoursePage) -> None:
        with pytest.raises(refusals.NotEnrolled):
            do_all_lessons(learner, course)
        assert not Statement.objects.exists()

    def test_a_lesson_with_open_activities_cannot_be_marked(self, learner: User, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        check = factories.knowledge_check()
        lesson.body, lesson.rule = [check], "activities"
        lesson.save_revision().publish()
        enrol(learner, course)
        with pytest.raises(refusals.NotYetDone):
            actions.mark_as_done(
                learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
            )

    def test_the_last_required_activity_finishes_the_lesson(self, learner: User, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        worksheet = factories.checklist(items=2)
        lesson.body, lesson.rule = [worksheet], "activities"
        lesson.save_revision().publish()
        enrol(learner, course)
        items = [item["id"] for item in worksheet["value"]["items"]]
        common = {
            "learner": learner,
            "course_key": course.translation_key,
            "lesson_key": lesson.translation_key,
            "activity_key": uuid.UUID(worksheet["id"]),
            "items": items,
            "text": "my notes",
        }
        half = actions.save_checklist(**common, ticks=items[:1])
        assert not half.progress.step(lesson.translation_key).is_done
        whole = actions.save_checklist(**common, ticks=items)
        assert whole.progress.step(lesson.translation_key).is_done
        assert Statement.objects.filter(verb=Verb.COMPLETED, object_key=lesson.translation_key).exists()
        assert Note.objects.get().text == "my notes"

    def test_unticking_takes_nothing_away(self, learner: User, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        worksheet = factories.checklist(items=1)
        lesson.body, lesson.rule = [worksheet], "activities"
        lesson.save_revision().publish()
        enrol(learner, course)
        item = worksheet["value"]["items"][0]["id"]
        for ticks in ([item], []):
            recorded = actions.save_checklist(
                learner=learner,
                course_key=course.translation_key,
                lesson_key=lesson.translation_key,
                activity_key=uuid.UUID(worksheet["id"]),
                items=[item],
                ticks=ticks,
                text="",
            )
        assert recorded.progress.step(lesson.translation_key).is_done

    def test_what_is_private_stays_out_of_the_ledger(self, learner: User, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        thought = factories.reflection()
        lesson.body = [thought]
        lesson.save_revision().publish()
        enrol(learner, course)
        actions.save_reflection(
            learner=learner,
            course_key=course.translation_key,
            lesson_key=lesson.translation_key,
            activity_key=uuid.UUID(thought["id"]),
            text="a private thought",
        )
        assert Note.objects.get().text == "a private thought"
        assert not [row for row in Statement.objects.values() if "private thought" in str(row)]

    def test_locked_steps_refuse(self, learner: User) -> None:
        course = factories.course(module_order="in_order")
        enrol(learner, course)
        with pytest.raises(refusals.StepLocked):
            actions.mark_as_done(
                learner=learner,
                course_key=course.translation_key,
                lesson_key=factories.lessons_of(course)[-1].translation_key,
            )
        with pytest.raises(refusals.StepLocked):
            sit(learner, course, is_right=True)


class TestSendingTwice:
    def test_the_same_fact_is_one_statement(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        key = factories.lessons_of(course)[0].translation_key
        fact = actions.Fact(Verb.COMPLETED, ObjectType.LESSON, key)
        for _repeat in range(3):
            actions.record(learner=learner, course_key=course.translation_key, facts=[fact, fact])
        assert Statement.objects.filter(pk=fact.id).count() == 1

    def test_an_id_with_other_content_is_refused(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        one, two = (lesson.translation_key for lesson in factories.lessons_of(course)[:2])
        fact = actions.Fact(Verb.COMPLETED, ObjectType.LESSON, one)
        forged = actions.Fact(Verb.COMPLETED, ObjectType.LESSON, two, id=fact.id)
        actions.record(learner=learner, course_key=course.translation_key, facts=[fact])
        with pytest.raises(refusals.StatementConflict):
            actions.record(learner=learner, course_key=course.translation_key, facts=[forged])
        assert not EvidenceItem.objects.filter(object_key=two).exists()

    def test_an_id_of_somebody_else_is_refused(
        self, learner: User, other_learner: User, course: CoursePage
    ) -> None:
        enrol(learner, course)
        enrol(other_learner, course)
        fact = actions.Fact(
            Verb.COMPLETED, ObjectType.LESSON, factories.lessons_of(course)[0].translation_key
        )
        actions.record(learner=learner, course_key=course.translation_key, facts=[fact])
        with pytest.raises(refusals.StatementConflict):
            actions.record(learner=other_learner, course_key=course.translation_key, facts=[fact])


class TestTests:
    def test_one_open_attempt_whatever_one_clicks(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        test = factories.quiz_of(course)
        started = {
            actions.start_attempt(learner=learner, course_key=course.translation_key, test=test).pk
            for _click in range(3)
        }
        assert len(started) == 1

    def test_handing_in_twice_is_one_result(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        attempt = sit(learner, course, is_right=True)
        again = actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers={})
        assert again.score == attempt.score == Decimal(1)
        assert Statement.objects.filter(object_type=ObjectType.TEST).count() == 1

    def test_answers_after_handing_in_are_refused(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        attempt = sit(learner, course, is_right=False)
        with pytest.raises(refusals.AttemptClosed):
            actions.save_answers(learner=learner, attempt_id=attempt.pk, answers=right_answers(attempt.paper))

    def test_an_attempt_of_somebody_else_does_not_exist(
        self, learner: User, other_learner: User, course: CoursePage
    ) -> None:
        enrol(learner, course)
        attempt = actions.start_attempt(
            learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
        )
        with pytest.raises(refusals.NotPartOfCourse):
            actions.submit_attempt(learner=other_learner, attempt_id=attempt.pk)

    def test_a_failed_retake_lowers_nothing(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        key = factories.quiz_of(course).translation_key
        sit(learner, course, is_right=True)
        sit(learner, course, is_right=False)
        item = EvidenceItem.objects.get(object_key=key)
        assert (item.is_done, item.score) == (True, Decimal(1))
        assert [attempt.is_passed for attempt in Attempt.objects.all()] == [True, False]

    def test_a_fail_is_a_fail(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        sit(learner, course, is_right=False)
        item = EvidenceItem.objects.get(object_key=factories.quiz_of(course).translation_key)
        assert (item.is_done, item.score) == (False, Decimal(0))

    def test_the_limit_of_attempts_holds(self, learner: User, course: CoursePage) -> None:
        test = factories.quiz_of(course)
        test.attempts = 2
        test.save()
        enrol(learner, course)
        sit(learner, course, is_right=False)
        sit(learner, course, is_right=False)
        with pytest.raises(refusals.NoAttemptsLeft):
            sit(learner, course, is_right=True)

    def test_time_is_kept_by_the_server(self, learner: User, course: CoursePage) -> None:
        test = factories.quiz_of(course)
        test.time_limit = 5
        test.save()
        enrol(learner, course)
        attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
        right = right_answers(attempt.paper)
        first = attempt.paper.questions[0].key
        actions.save_answers(learner=learner, attempt_id=attempt.pk, answers={first: right[first]})
        Attempt.objects.update(closes_at=timezone.now() - GRACE - timedelta(seconds=1))
        with pytest.raises(refusals.AttemptClosed):
            actions.save_answers(learner=learner, attempt_id=attempt.pk, answers=right)
        late = actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers=right)
        assert late.score == Decimal("0.5")

    def test_the_paper_stays_as_it_was_when_the_attempt_began(
        self, learner: User, course: CoursePage
    ) -> None:
        enrol(learner, course)
        test = factories.quiz_of(course)
        attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
        test.questions, test.pass_mark = [factories.number(answer="99")], 100
        test.save_revision().publish()
        handed_in = actions.submit_attempt(
            learner=learner, attempt_id=attempt.pk, answers=right_answers(attempt.paper)
        )
        assert handed_in.is_passed

    def test_settled_answers_cannot_be_changed(self, learner: User, course: CoursePage) -> None:
        test = factories.quiz_of(course)
        test.feedback = "each"
        test.save()
        enrol(learner, course)
        attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
        question = attempt.paper.questions[0]
        wrong = next(option.key for option in question.options if not option.is_right)
        actions.answer_question(
            learner=learner, attempt_id=attempt.pk, question_key=question.key, answers={question.key: wrong}
        )
        right = right_answers(attempt.paper)
        assert actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers=right).score == Decimal(
            "0.5"
        )
