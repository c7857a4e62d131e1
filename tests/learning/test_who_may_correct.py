"""Who may put evidence right, and whose never."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from accounts.models import User
from courses.models import CoursePage
from learning import actions, refusals
from tests import factories

from .correcting import WHY


@pytest.mark.django_db
class TestWhoMayCorrect:
    @pytest.fixture
    def lesson_key(self, course: CoursePage) -> uuid.UUID:
        return factories.lessons_of(course)[0].translation_key

    def test_trainers_and_administrators_may(
        self, correction: dict[str, Any], course: CoursePage, administrator: User
    ) -> None:
        one, two, *_others = factories.lessons_of(course)
        actions.mark_as_done_for(**correction, key=one.translation_key, **WHY)
        actions.mark_as_done_for(**correction | {"by": administrator}, key=two.translation_key, **WHY)

    def test_others_may_not(
        self,
        correction: dict[str, Any],
        lesson_key: uuid.UUID,
        other_learner: User,
        learner: User,
        trainer: User,
    ) -> None:
        for nobody in (other_learner, learner):
            with pytest.raises(refusals.NotAllowed):
                actions.mark_as_done_for(**correction | {"by": nobody}, key=lesson_key, **WHY)
        trainer.is_active = False
        with pytest.raises(refusals.NotAllowed):
            actions.mark_as_done_for(**correction | {"by": trainer}, key=lesson_key, **WHY)

    def test_nobody_may_correct_their_own_record(
        self, correction: dict[str, Any], lesson_key: uuid.UUID, administrator: User, course: CoursePage
    ) -> None:
        actions.enrol(
            learner=administrator, course_key=course.translation_key, certificate_name="Administrator"
        )
        own = correction | {"by": administrator, "learner": administrator}
        with pytest.raises(refusals.OwnRecord):
            actions.mark_as_done_for(**own, key=lesson_key, **WHY)
        with pytest.raises(refusals.OwnRecord):
            actions.withdraw_completion(**own, **WHY)
        with pytest.raises(refusals.OwnRecord):
            actions.void_statement(**own, statement_id=uuid.uuid4(), **WHY)
