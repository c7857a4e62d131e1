"""What trainers put right: statements about statements, with an author and a reason."""

from __future__ import annotations

import uuid
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning import actions, refusals
from learning.ledger import evidence
from learning.models import Attempt, Enrolment, ObjectType, Statement, Verb
from learning.progress import Evidence, evaluate
from tests import editions, factories
from tests.strategies import Entry, entries, right_answer

WHY = {"reason": "The line was down."}


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


@pytest.fixture
def common(learner: User, course: CoursePage, trainer: User, enrolment: Enrolment) -> dict[str, Any]:
    return {"by": trainer, "learner": learner, "course_key": course.translation_key}


def is_sound() -> bool:
    out = StringIO()
    call_command("rebuild_progress", "--check", stdout=out)
    return "0 differed" in out.getvalue()


def sit(learner: User, course: CoursePage, *, is_right: bool) -> Attempt:
    attempt = actions.start_attempt(
        learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
    )
    answers = {question.key: right_answer(question) for question in attempt.paper.questions}
    return actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers=answers if is_right else {})


def finish(learner: User, course: CoursePage) -> Attempt:
    for lesson in factories.lessons_of(course):
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )
    return sit(learner, course, is_right=True)


def fresh(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.get(pk=enrolment.pk)


class TestVoidingInTheLedger:
    """The pure rule."""

    ledgers = st.lists(entries, max_size=8)

    @given(ledgers, st.data())
    def test_does_not_depend_on_the_order(self, ledger: list[Entry], data: st.DataObject) -> None:
        chosen = data.draw(st.lists(st.sampled_from(ledger), max_size=3)) if ledger else []
        voidings = [Entry("voided", "statement", entry.id) for entry in chosen]
        whole = [*ledger, *voidings, *voidings[:1]]
        left = [entry for entry in ledger if entry.id not in {each.object_key for each in voidings}]
        assert evidence(data.draw(st.permutations(whole))) == evidence(left)

    def test_cannot_be_voided_itself(self) -> None:
        lesson = Entry("completed", "lesson", uuid.uuid4())
        voiding = Entry("voided", "statement", lesson.id)
        again = Entry("voided", "statement", voiding.id)
        assert evidence([lesson, voiding, again]) == Evidence()


@pytest.mark.django_db
class TestMarkingAsDone:
    def test_is_a_statement_with_author_and_reason(
        self, common: dict[str, Any], course: CoursePage, trainer: User, enrolment: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0]
        recorded = actions.mark_as_done_for(**common, key=lesson.translation_key, **WHY)
        assert recorded.progress.step(lesson.translation_key).is_done
        statement = Statement.objects.get(object_key=lesson.translation_key)
        assert statement.context == {"by": str(trainer.learner_key), "reason": "The line was down."}
        assert trainer.email not in str(statement.__dict__)
        assert fresh(enrolment).last_step_key is None
        assert is_sound()

    def test_a_test_is_passed_without_a_score_and_may_finish_the_course(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        for lesson in factories.lessons_of(course):
            actions.mark_as_done_for(**common, key=lesson.translation_key, **WHY)
        test = factories.quiz_of(course).translation_key
        assert actions.mark_as_done_for(**common, key=test, **WHY).has_completed
        statement = Statement.objects.get(object_key=test)
        assert (statement.verb, statement.score) == (Verb.PASSED, None)
        assert Certificate.objects.get().facts.tests == ()

    def test_issues_the_certificate_in_the_language_of_the_learner(
        self, learner: User, trainer: User
    ) -> None:
        course = factories.course(modules=1, lessons=2, with_test=False)
        key = course.translation_key
        german = course.copy_for_translation(factories.catalogue("de").locale, copy_parents=True)
        german.title = "Sichere Plätze"
        german.save_revision()
        german.live = True
        german.save()
        factories.record_edition(course_key=key)
        with translation.override("de"):
            actions.enrol(learner=learner, course_key=key, certificate_name="Lena Lerner")
        for lesson in factories.lessons_of(course):
            actions.mark_as_done_for(
                by=trainer, learner=learner, course_key=key, key=lesson.translation_key, **WHY
            )
        assert Certificate.objects.get().language == "de"

    def test_an_activity_completes_its_lesson_by_its_rule(
        self, common: dict[str, Any], course: CoursePage, enrolment: Enrolment
    ) -> None:
        lesson = with_activity(course)
        activity = uuid.UUID(lesson.body[0].id)
        actions.mark_as_done_for(**common, key=activity, **WHY)
        assert {activity, lesson.translation_key} <= enrolment.evidence.done
        assert is_sound()

    def test_what_is_done_is_not_done_again(self, common: dict[str, Any], course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0].translation_key
        actions.mark_as_done_for(**common, key=lesson, **WHY)
        with pytest.raises(refusals.AlreadyDone):
            actions.mark_as_done_for(**common, key=lesson, **WHY)

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_needs_a_reason(self, common: dict[str, Any], course: CoursePage, reason: str) -> None:
        with pytest.raises(refusals.ReasonMissing):
            actions.mark_as_done_for(
                **common, key=factories.lessons_of(course)[0].translation_key, reason=reason
            )

    def test_what_is_not_in_the_course_is_refused(self, common: dict[str, Any]) -> None:
        with pytest.raises(refusals.NotPartOfCourse):
            actions.mark_as_done_for(**common, key=uuid.uuid4(), **WHY)


def with_activity(course: CoursePage) -> LessonPage:
    lesson = factories.lessons_of(course)[0]
    lesson.body, lesson.rule = [factories.reflection(is_required=True)], "activities"
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


@pytest.mark.django_db
class TestVoiding:
    def test_takes_the_result_out_of_the_evidence(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        attempt = sit(learner, course, is_right=True)
        before = list(Statement.objects.values())
        actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)
        assert enrolment.evidence == Evidence()
        assert [row for row in Statement.objects.values() if row["verb"] != "voided"] == before
        attempt.refresh_from_db()
        assert attempt.is_void
        assert is_sound()

    def test_twice_is_once(self, common: dict[str, Any], course: CoursePage, learner: User) -> None:
        attempt = sit(learner, course, is_right=True)
        for _ in range(2):
            actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)
        assert Statement.objects.filter(verb=Verb.VOIDED).count() == 1

    def test_gives_the_attempt_back(self, common: dict[str, Any], course: CoursePage, learner: User) -> None:
        test = factories.quiz_of(course)
        test.attempts = 1
        test.save_revision().publish()
        attempt = sit(learner, course, is_right=False)
        with pytest.raises(refusals.NoAttemptsLeft):
            sit(learner, course, is_right=True)
        actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)
        assert sit(learner, course, is_right=True).is_passed

    def test_may_come_before_what_it_voids(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0].translation_key
        late = uuid.uuid4()
        actions.void_statement(**common, statement_id=late, **WHY)
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson, fact_id=late
        )
        assert Statement.objects.filter(pk=late).exists()
        assert enrolment.evidence == Evidence()
        assert is_sound()

    def test_may_come_before_the_attempt_is_handed_in(
        self, common: dict[str, Any], course: CoursePage, learner: User
    ) -> None:
        attempt = actions.start_attempt(
            learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
        )
        actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)
        assert actions.submit_attempt(learner=learner, attempt_id=attempt.pk).is_void
        assert is_sound()

    def test_takes_along_the_lesson_that_was_done_because_of_it(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        lesson = with_activity(course)
        activity = {
            "learner": learner,
            "course_key": course.translation_key,
            "lesson_key": lesson.translation_key,
            "activity_key": uuid.UUID(lesson.body[0].id),
            "text": "A thought.",
        }
        first, second = uuid.uuid4(), uuid.uuid4()
        actions.save_reflection(**activity, fact_id=first)
        assert lesson.translation_key in enrolment.evidence.done
        actions.void_statement(**common, statement_id=first, **WHY)
        assert not fresh(enrolment).evidence.done
        # What is true again is said again, under an id of its own.
        actions.save_reflection(**activity, fact_id=second)
        assert lesson.translation_key in fresh(enrolment).evidence.done
        actions.void_statement(**common, statement_id=second, **WHY)
        assert not fresh(enrolment).evidence.done
        assert is_sound()

    def test_leaves_a_lesson_that_rests_on_something_else(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        lesson = with_activity(course)
        activity = {
            "learner": learner,
            "course_key": course.translation_key,
            "lesson_key": lesson.translation_key,
            "activity_key": uuid.UUID(lesson.body[0].id),
            "text": "A thought.",
        }
        first = uuid.uuid4()
        actions.save_reflection(**activity, fact_id=first)
        actions.save_reflection(**activity)
        actions.void_statement(**common, statement_id=first, **WHY)
        assert lesson.translation_key in fresh(enrolment).evidence.done

    def test_of_what_follows_from_other_results_is_refused(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        lesson = with_activity(course)
        actions.mark_as_done_for(**common, key=uuid.UUID(lesson.body[0].id), **WHY)
        derived = Statement.objects.get(object_key=lesson.translation_key)
        with pytest.raises(refusals.StillFollows):
            actions.void_statement(**common, statement_id=derived.pk, **WHY)
        assert not Statement.objects.filter(verb=Verb.VOIDED).exists()
        assert lesson.translation_key in fresh(enrolment).evidence.done

    def test_reaches_neither_enrolment_nor_other_learners(
        self, common: dict[str, Any], course: CoursePage, other_learner: User
    ) -> None:
        with pytest.raises(refusals.NotVoidable):
            actions.void_statement(
                **common, statement_id=Statement.objects.get(verb=Verb.REGISTERED).pk, **WHY
            )
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Other")
        attempt = sit(other_learner, course, is_right=True)
        with pytest.raises(refusals.NotPartOfCourse):
            actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)


@pytest.mark.django_db
class TestWhoFinished:
    def test_stays_finished_when_a_result_is_voided(
        self, common: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        attempt = finish(learner, course)
        actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)
        assert fresh(enrolment).completed_at
        assert evaluate(editions.newest().shape, fresh(enrolment).evidence).percent == 80
        completion = Statement.objects.get(object_type=ObjectType.COURSE, verb=Verb.COMPLETED)
        with pytest.raises(refusals.NotVoidable):
            actions.void_statement(**common, statement_id=completion.pk, **WHY)
        assert is_sound()

    def test_until_an_administrator_withdraws_exactly_that(
        self,
        common: dict[str, Any],
        course: CoursePage,
        learner: User,
        enrolment: Enrolment,
        administrator: User,
    ) -> None:
        attempt = finish(learner, course)
        by_administrator = common | {"by": administrator}
        with pytest.raises(refusals.StillFollows):
            actions.withdraw_completion(**by_administrator, **WHY)
        actions.void_statement(**common, statement_id=attempt.statement_id, **WHY)
        with pytest.raises(refusals.NotAllowed):
            actions.withdraw_completion(**common, **WHY)
        actions.withdraw_completion(**by_administrator, **WHY)
        assert fresh(enrolment).completed_at is None
        assert is_sound()
        with pytest.raises(refusals.NotFinished):
            actions.withdraw_completion(**by_administrator, **WHY)
        # Finished again, it is finished from then on; the certificate is the first one.
        sit(learner, course, is_right=True)
        assert fresh(enrolment).completed_at
        assert Certificate.objects.count() == 1
        assert is_sound()


@pytest.mark.django_db
class TestWhoMayCorrect:
    @pytest.fixture
    def lesson(self, course: CoursePage) -> uuid.UUID:
        return factories.lessons_of(course)[0].translation_key

    def test_trainers_and_administrators_may(
        self, common: dict[str, Any], course: CoursePage, administrator: User
    ) -> None:
        one, two, *_others = factories.lessons_of(course)
        actions.mark_as_done_for(**common, key=one.translation_key, **WHY)
        actions.mark_as_done_for(**common | {"by": administrator}, key=two.translation_key, **WHY)

    def test_others_may_not(
        self, common: dict[str, Any], lesson: uuid.UUID, other_learner: User, learner: User, trainer: User
    ) -> None:
        for nobody in (other_learner, learner):
            with pytest.raises(refusals.NotAllowed):
                actions.mark_as_done_for(**common | {"by": nobody}, key=lesson, **WHY)
        trainer.is_active = False
        with pytest.raises(refusals.NotAllowed):
            actions.mark_as_done_for(**common | {"by": trainer}, key=lesson, **WHY)

    def test_nobody_may_correct_their_own_record(
        self, common: dict[str, Any], lesson: uuid.UUID, administrator: User, course: CoursePage
    ) -> None:
        actions.enrol(
            learner=administrator, course_key=course.translation_key, certificate_name="Administrator"
        )
        own = common | {"by": administrator, "learner": administrator}
        with pytest.raises(refusals.OwnRecord):
            actions.mark_as_done_for(**own, key=lesson, **WHY)
        with pytest.raises(refusals.OwnRecord):
            actions.withdraw_completion(**own, **WHY)
        with pytest.raises(refusals.OwnRecord):
            actions.void_statement(**own, statement_id=uuid.uuid4(), **WHY)


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
