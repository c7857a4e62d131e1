"""What trainers put right: statements about statements, with an author and a reason."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning import actions, refusals
from learning.ledger import evidence
from learning.models import Enrolment, ObjectType, Statement, Verb
from learning.progress import Evidence, evaluate
from tests import editions, factories
from tests.strategies import Entry, entries

from .correcting import WHY
from .finishing import finish, sit
from .rebuilt import is_sound


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
        self, correction: dict[str, Any], course: CoursePage, trainer: User, enrolment: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0]
        recorded = actions.mark_as_done_for(**correction, key=lesson.translation_key, **WHY)
        assert recorded.progress.step(lesson.translation_key).is_done
        statement = Statement.objects.get(object_key=lesson.translation_key)
        assert statement.context == {"by": str(trainer.learner_key), "reason": "The line was down."}
        assert trainer.email not in str(statement.__dict__)
        assert fresh(enrolment).last_step_key is None
        assert is_sound()

    def test_a_test_is_passed_without_a_score_and_may_finish_the_course(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        for lesson in factories.lessons_of(course):
            actions.mark_as_done_for(**correction, key=lesson.translation_key, **WHY)
        test = factories.quiz_of(course).translation_key
        assert actions.mark_as_done_for(**correction, key=test, **WHY).has_completed
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
        self, correction: dict[str, Any], course: CoursePage, enrolment: Enrolment
    ) -> None:
        lesson = with_activity(course)
        activity = uuid.UUID(lesson.body[0].id)
        actions.mark_as_done_for(**correction, key=activity, **WHY)
        assert {activity, lesson.translation_key} <= enrolment.evidence.done
        assert is_sound()

    def test_what_is_done_is_not_done_again(self, correction: dict[str, Any], course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0].translation_key
        actions.mark_as_done_for(**correction, key=lesson, **WHY)
        with pytest.raises(refusals.AlreadyDone):
            actions.mark_as_done_for(**correction, key=lesson, **WHY)

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_needs_a_reason(self, correction: dict[str, Any], course: CoursePage, reason: str) -> None:
        with pytest.raises(refusals.ReasonMissing):
            actions.mark_as_done_for(
                **correction, key=factories.lessons_of(course)[0].translation_key, reason=reason
            )

    def test_what_is_not_in_the_course_is_refused(self, correction: dict[str, Any]) -> None:
        with pytest.raises(refusals.NotPartOfCourse):
            actions.mark_as_done_for(**correction, key=uuid.uuid4(), **WHY)


def with_activity(course: CoursePage) -> LessonPage:
    lesson = factories.lessons_of(course)[0]
    lesson.body, lesson.rule = [factories.reflection(is_required=True)], "activities"
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


@pytest.mark.django_db
class TestVoiding:
    def test_takes_the_result_out_of_the_evidence(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        attempt = sit(learner, course, is_right=True)
        before = list(Statement.objects.values())
        actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)
        assert enrolment.evidence == Evidence()
        assert [row for row in Statement.objects.values() if row["verb"] != "voided"] == before
        attempt.refresh_from_db()
        assert attempt.is_void
        assert is_sound()

    def test_twice_is_once(self, correction: dict[str, Any], course: CoursePage, learner: User) -> None:
        attempt = sit(learner, course, is_right=True)
        for _ in range(2):
            actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)
        assert Statement.objects.filter(verb=Verb.VOIDED).count() == 1

    def test_gives_the_attempt_back(
        self, correction: dict[str, Any], course: CoursePage, learner: User
    ) -> None:
        test = factories.quiz_of(course)
        test.attempts = 1
        test.save_revision().publish()
        attempt = sit(learner, course, is_right=False)
        with pytest.raises(refusals.NoAttemptsLeft):
            sit(learner, course, is_right=True)
        actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)
        assert sit(learner, course, is_right=True).is_passed

    def test_may_come_before_what_it_voids(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0].translation_key
        late = uuid.uuid4()
        actions.void_statement(**correction, statement_id=late, **WHY)
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson, fact_id=late
        )
        assert Statement.objects.filter(pk=late).exists()
        assert enrolment.evidence == Evidence()
        assert is_sound()

    def test_may_come_before_the_attempt_is_handed_in(
        self, correction: dict[str, Any], course: CoursePage, learner: User
    ) -> None:
        attempt = actions.start_attempt(
            learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
        )
        actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)
        assert actions.submit_attempt(learner=learner, attempt_id=attempt.pk).is_void
        assert is_sound()

    def test_takes_along_the_lesson_that_was_done_because_of_it(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
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
        actions.void_statement(**correction, statement_id=first, **WHY)
        assert not fresh(enrolment).evidence.done
        # What is true again is said again, under an id of its own.
        actions.save_reflection(**activity, fact_id=second)
        assert lesson.translation_key in fresh(enrolment).evidence.done
        actions.void_statement(**correction, statement_id=second, **WHY)
        assert not fresh(enrolment).evidence.done
        assert is_sound()

    def test_leaves_a_lesson_that_rests_on_something_else(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
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
        actions.void_statement(**correction, statement_id=first, **WHY)
        assert lesson.translation_key in fresh(enrolment).evidence.done

    def test_of_what_follows_from_other_results_is_refused(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        lesson = with_activity(course)
        actions.mark_as_done_for(**correction, key=uuid.UUID(lesson.body[0].id), **WHY)
        derived = Statement.objects.get(object_key=lesson.translation_key)
        with pytest.raises(refusals.StillFollows):
            actions.void_statement(**correction, statement_id=derived.pk, **WHY)
        assert not Statement.objects.filter(verb=Verb.VOIDED).exists()
        assert lesson.translation_key in fresh(enrolment).evidence.done

    def test_reaches_neither_enrolment_nor_other_learners(
        self, correction: dict[str, Any], course: CoursePage, other_learner: User
    ) -> None:
        with pytest.raises(refusals.NotVoidable):
            actions.void_statement(
                **correction, statement_id=Statement.objects.get(verb=Verb.REGISTERED).pk, **WHY
            )
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Other")
        attempt = sit(other_learner, course, is_right=True)
        with pytest.raises(refusals.NotPartOfCourse):
            actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)


@pytest.mark.django_db
class TestWhoFinished:
    def test_stays_finished_when_a_result_is_voided(
        self, correction: dict[str, Any], course: CoursePage, learner: User, enrolment: Enrolment
    ) -> None:
        attempt = finish(learner, course)
        actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)
        assert fresh(enrolment).completed_at
        assert evaluate(editions.newest().shape, fresh(enrolment).evidence).percent == 80
        completion = Statement.objects.get(object_type=ObjectType.COURSE, verb=Verb.COMPLETED)
        with pytest.raises(refusals.NotVoidable):
            actions.void_statement(**correction, statement_id=completion.pk, **WHY)
        assert is_sound()

    def test_until_an_administrator_withdraws_exactly_that(
        self,
        correction: dict[str, Any],
        course: CoursePage,
        learner: User,
        enrolment: Enrolment,
        administrator: User,
    ) -> None:
        attempt = finish(learner, course)
        by_administrator = correction | {"by": administrator}
        with pytest.raises(refusals.StillFollows):
            actions.withdraw_completion(**by_administrator, **WHY)
        actions.void_statement(**correction, statement_id=attempt.statement_id, **WHY)
        with pytest.raises(refusals.NotAllowed):
            actions.withdraw_completion(**correction, **WHY)
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
