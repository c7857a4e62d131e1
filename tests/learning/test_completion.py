"""When a course is finished, and that it stays so."""

from __future__ import annotations

import pytest

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage
from learning import actions
from learning.progress import evaluate
from tests import factories

from .finishing import do_all_lessons, enrol, right_answers, sit

pytestmark = pytest.mark.django_db


class TestCompletion:
    def test_the_last_step_completes_the_course_once(self, learner: User, course: CoursePage) -> None:
        enrolment = enrol(learner, course)
        do_all_lessons(learner, course)
        enrolment.refresh_from_db()
        assert enrolment.completed_at is None
        sit(learner, course, is_right=True)
        enrolment.refresh_from_db()
        assert enrolment.completed_at is not None
        finished = enrolment.completed_at
        do_all_lessons(learner, course)
        sit(learner, course, is_right=True)
        enrolment.refresh_from_db()
        assert enrolment.completed_at == finished
        assert Certificate.objects.count() == 1

    def test_a_lesson_added_later_unfinishes_nobody(self, learner: User, course: CoursePage) -> None:
        enrolment = enrol(learner, course)
        do_all_lessons(learner, course)
        sit(learner, course, is_right=True)
        module = factories.lessons_of(course)[0].get_parent().specific
        factories.lesson(module, 9).save_revision().publish()
        enrolment.refresh_from_db()
        assert enrolment.completed_at is not None

    def test_a_withdrawn_lesson_holds_nobody_up(self, learner: User, course: CoursePage) -> None:
        enrolment = enrol(learner, course)
        first, *others = factories.lessons_of(course)
        for lesson in others:
            actions.mark_as_done(
                learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
            )
        first.unpublish()
        sit(learner, course, is_right=True)
        enrolment.refresh_from_db()
        assert enrolment.completed_at is not None

    def test_a_changed_rule_takes_no_done_lesson_away(self, learner: User, course: CoursePage) -> None:
        enrolment = enrol(learner, course)
        lesson = factories.lessons_of(course)[0]
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )
        lesson.body, lesson.rule = [factories.knowledge_check()], "activities"
        lesson.save_revision().publish()
        edition = actions.record(learner=learner, course_key=course.translation_key, facts=[]).edition
        assert evaluate(edition.shape, enrolment.evidence).step(lesson.translation_key).is_done

    def test_a_lowered_pass_mark_counts_for_those_who_reach_it(
        self, learner: User, course: CoursePage
    ) -> None:
        enrolment = enrol(learner, course)
        do_all_lessons(learner, course)
        test = factories.quiz_of(course)
        attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
        right = right_answers(attempt.paper)
        first = attempt.paper.questions[0].key
        actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers={first: right[first]})
        test.pass_mark = 50
        test.save_revision().publish()
        actions.record(learner=learner, course_key=course.translation_key, facts=[])
        enrolment.refresh_from_db()
        assert enrolment.completed_at is not None
        test.pass_mark = 90
        test.save_revision().publish()
        progress = actions.record(learner=learner, course_key=course.translation_key, facts=[]).progress
        assert progress.is_complete

    def test_without_its_test_a_course_awards_participation_only(
        self, learner: User, course: CoursePage
    ) -> None:
        enrol(learner, course)
        factories.quiz_of(course).unpublish()
        do_all_lessons(learner, course)
        assert Certificate.objects.get().kind == "participation"
