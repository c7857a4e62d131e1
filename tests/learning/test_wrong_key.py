"""The key of a question was wrong: it is put right, and the test is marked again for everybody."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from accounts.models import User
from courses.models import CoursePage
from learning import actions, refusals
from learning.models import Attempt, Enrolment, Statement, Verb
from learning.progress import Evidence
from tests import factories
from tests.strategies import right_answer

from .correcting import WHY
from .rebuilt import is_sound


@pytest.mark.django_db
class TestAWrongKey:
    """The first question of the test has its key on the wrong choice."""

    @pytest.fixture
    def wrong(self, course: CoursePage) -> CoursePage:
        self.set_key(course, "Wrong")
        return course

    def set_key(self, course: CoursePage, right: str) -> str:
        test = factories.quiz_of(course)
        raw = [dict(block) for block in test.questions.raw_data]
        for option in raw[0]["value"]["options"]:
            option["value"]["is_right"] = option["value"]["text"] == right
        test.questions = raw
        test.pass_mark = 100
        test.save_revision().publish()
        return raw[0]["id"]

    def attempt(self, learner: User, course: CoursePage, choice: str, number: str = "4.2") -> Attempt:
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Somebody")
        attempt = actions.start_attempt(
            learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
        )
        first, second = attempt.paper.questions
        key = next(option.key for option in first.options if option.text == choice)
        return actions.submit_attempt(
            learner=learner, attempt_id=attempt.pk, answers={first.key: key, second.key: number}
        )

    def re_mark(self, course: CoursePage, by: User, question: str) -> list[actions.Gain]:
        return actions.re_mark(
            by=by,
            course_key=course.translation_key,
            test_key=factories.quiz_of(course).translation_key,
            question_key=question,
            reason="The key was wrong.",
        )

    def test_is_put_right_and_a_list_says_who_gained(
        self, wrong: CoursePage, learner: User, other_learner: User, trainer: User
    ) -> None:
        knew, guessed = self.attempt(learner, wrong, "Right"), self.attempt(other_learner, wrong, "Wrong")
        assert (knew.is_passed, guessed.is_passed) == (False, True)
        paper = knew.paper_data
        question = self.set_key(wrong, "Right")
        half = Decimal("0.5")
        assert self.re_mark(wrong, trainer, question) == [actions.Gain(learner, half, Decimal(1), True)]
        knew = Attempt.objects.get(pk=knew.pk)
        assert (knew.is_passed, knew.score, knew.paper_data) == (True, 1, paper)
        assert knew.paper.questions[0].options != paper
        # Who had passed with the wrong key keeps it.
        guessed = Attempt.objects.get(pk=guessed.pk)
        assert (guessed.is_passed, guessed.score) == (True, 1)
        statement = Statement.objects.exclude(context__question=None).get()
        assert (statement.verb, statement.context["by"]) == (Verb.PASSED, str(trainer.learner_key))
        assert is_sound()

    def test_again_changes_nothing(self, wrong: CoursePage, learner: User, trainer: User) -> None:
        self.attempt(learner, wrong, "Right")
        question = self.set_key(wrong, "Right")
        self.re_mark(wrong, trainer, question)
        before = Statement.objects.count()
        assert self.re_mark(wrong, trainer, question) == []
        assert Statement.objects.count() == before

    def test_may_raise_a_result_that_still_fails(
        self, wrong: CoursePage, learner: User, trainer: User
    ) -> None:
        self.attempt(learner, wrong, "Right", number="99")
        question = self.set_key(wrong, "Right")
        assert self.re_mark(wrong, trainer, question) == [
            actions.Gain(learner, Decimal(0), Decimal("0.5"), False)
        ]
        assert Enrolment.objects.get().evidence.scores == {
            factories.quiz_of(wrong).translation_key: Decimal("0.5")
        }

    def test_reaches_attempts_that_are_still_open(
        self, wrong: CoursePage, learner: User, trainer: User
    ) -> None:
        actions.enrol(learner=learner, course_key=wrong.translation_key, certificate_name="Somebody")
        test = factories.quiz_of(wrong)
        attempt = actions.start_attempt(learner=learner, course_key=wrong.translation_key, test=test)
        self.re_mark(wrong, trainer, self.set_key(wrong, "Right"))
        attempt = Attempt.objects.get(pk=attempt.pk)
        answers = {question.key: right_answer(question) for question in attempt.paper.questions}
        chosen = next(
            option.text
            for option in attempt.paper.questions[0].options
            if option.key == answers[attempt.paper.questions[0].key]
        )
        assert chosen == "Right"
        assert actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers=answers).is_passed

    def test_leaves_out_what_is_void(self, wrong: CoursePage, learner: User, trainer: User) -> None:
        attempt = self.attempt(learner, wrong, "Right")
        actions.void_statement(
            by=trainer,
            learner=learner,
            course_key=wrong.translation_key,
            statement_id=attempt.statement_id,
            **WHY,
        )
        assert self.re_mark(wrong, trainer, self.set_key(wrong, "Right")) == []

    def test_a_result_marked_again_is_voided_as_a_whole(
        self, wrong: CoursePage, learner: User, trainer: User
    ) -> None:
        attempt = self.attempt(learner, wrong, "Right")
        self.re_mark(wrong, trainer, self.set_key(wrong, "Right"))
        better = Statement.objects.exclude(context__question=None).get()
        actions.void_statement(
            by=trainer, learner=learner, course_key=wrong.translation_key, statement_id=better.pk, **WHY
        )
        assert Enrolment.objects.get().evidence == Evidence()
        assert Attempt.objects.get(pk=attempt.pk).is_void
        assert is_sound()

    def test_is_for_trainers_and_for_questions_that_exist(
        self, wrong: CoursePage, learner: User, trainer: User
    ) -> None:
        question = self.set_key(wrong, "Right")
        with pytest.raises(refusals.NotAllowed):
            self.re_mark(wrong, learner, question)
        with pytest.raises(refusals.QuestionGone):
            self.re_mark(wrong, trainer, str(uuid.uuid4()))
