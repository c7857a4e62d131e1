"""To check is cheap: few queries and little memory, for however many learners."""

from __future__ import annotations

import tracemalloc
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning import rebuilding
from learning.models import Enrolment, Statement

from .finishing import enrol, open_all_lessons
from .rebuilt import check, finished

pytestmark = pytest.mark.django_db


class TestTheCostOfChecking:
    def queries(self) -> int:
        with CaptureQueriesContext(connection) as captured:
            check()
        return len(captured)

    def test_does_not_grow_with_the_statements(self, learner: User, course: CoursePage) -> None:
        enrol(learner, course)
        few = self.queries()
        for _ in range(5):
            open_all_lessons(learner, course)
        assert self.queries() == few

    def test_is_three_queries_for_each_batch(
        self, course: CoursePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(4):
            finished(f"learner-{number}@example.org", course)
        one_batch = self.queries()
        monkeypatch.setattr(rebuilding, "BATCH", 1)
        assert self.queries() == one_batch + 3 * 3

    def test_in_memory_does_not_grow_with_the_ledger(
        self, course: CoursePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rebuilding, "BATCH", 10)
        monkeypatch.setattr(rebuilding, "ROWS", 50)

        def peak(learners: int) -> int:
            enrolled(course, learners)
            tracemalloc.start()
            check()
            _now, highest = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return highest

        peak(10)
        assert peak(200) < 1.5 * peak(20)


def enrolled(course: CoursePage, count: int) -> None:
    """`count` more learners, each with forty statements that leave nothing to project."""
    now = timezone.now()
    learners = User.objects.bulk_create(User(email=f"{uuid.uuid4()}@example.org") for _ in range(count))
    Enrolment.objects.bulk_create(
        Enrolment(learner=learner, course_key=course.translation_key, certificate_name="Somebody")
        for learner in learners
    )
    Statement.objects.bulk_create(
        Statement(
            learner_key=learner.learner_key,
            course_key=course.translation_key,
            verb="registered",
            object_type="course",
            object_key=course.translation_key,
            timestamp=now,
        )
        for learner in learners
        for _ in range(40)
    )
