"""A learner in a course, their browser, the lesson it begins with, and a trainer who corrects."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.models import Enrolment
from tests import factories

from .queueing import Browser


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


@pytest.fixture
def browser(learner: User, course: CoursePage, enrolment: Enrolment) -> Browser:
    return Browser(learner, course)


@pytest.fixture
def common(learner: User, course: CoursePage, trainer: User, enrolment: Enrolment) -> dict[str, Any]:
    """What every correction by a trainer is about."""
    return {"by": trainer, "learner": learner, "course_key": course.translation_key}
