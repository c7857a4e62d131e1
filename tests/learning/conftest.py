"""A learner in a course, the queue of their browser, the lesson it begins with, and a trainer who corrects."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment
from tests import factories

from .finishing import enrol
from .queueing import Queue


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    return enrol(learner, course)


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


@pytest.fixture
def queue(learner: User, course: CoursePage, enrolment: Enrolment) -> Queue:
    return Queue(learner, course)


@pytest.fixture
def correction(learner: User, course: CoursePage, trainer: User, enrolment: Enrolment) -> dict[str, Any]:
    """What every correction by a trainer is about."""
    return {"by": trainer, "learner": learner, "course_key": course.translation_key}
