"""Learners who do what a course asks for, at once."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from courses.models import CoursePage
from courses.quiz import Paper
from learning import actions
from learning.models import Attempt, Enrolment, ObjectType
from tests import factories
from tests.strategies import right_answer


def enrol(learner: User, course: CoursePage) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def right_answers(paper: Paper) -> dict[str, Any]:
    return {question.key: right_answer(question) for question in paper.questions}


def open_all_lessons(learner: User, course: CoursePage) -> None:
    for lesson in factories.lessons_of(course):
        actions.open_step(
            learner=learner,
            course_key=course.translation_key,
            step_key=lesson.translation_key,
            object_type=ObjectType.LESSON,
        )


def do_all_lessons(learner: User, course: CoursePage) -> None:
    for lesson in factories.lessons_of(course):
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )


def sit(learner: User, course: CoursePage, *, is_right: bool) -> Attempt:
    test = factories.quiz_of(course)
    attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
    answers = right_answers(attempt.paper) if is_right else {}
    return actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers=answers)


def finish(learner: User, course: CoursePage) -> Attempt:
    do_all_lessons(learner, course)
    return sit(learner, course, is_right=True)
