from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from certificates import composing
from certificates.actions import issue
from certificates.facts import CURRENT_LAYOUT, Facts, ModuleFact, PassedTest, StepFact
from certificates.models import Certificate
from courses.actions import record_edition
from courses.models import CoursePage, Edition
from courses.outline import CertificateKind
from learning.models import Enrolment, Statement
from learning.progress import Evidence
from tests import factories
from tests.at_once import at_once

from .conftest import complete

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def issue_again(learner: User, course: CoursePage, **fields: Any) -> None:
    fields.setdefault("enrolment", Enrolment.objects.get(learner=learner))
    fields.setdefault("edition", Edition.objects.current().get(course_key=course.translation_key))
    issue(**{"evidence": Evidence(), "language": "en", "at": NOON} | fields)


def in_german(course: CoursePage) -> CoursePage:
    """A live translation of the course page and nothing else."""
    page = course.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
    page.title, page.slug, page.live = "Sichere Plätze", "sichere-plaetze", True
    page.outcomes = [("outcome", "Einen Ort lesen")]
    page.save()
    record_edition(course_key=course.translation_key)
    return page


def lesson(title: str) -> StepFact:
    return StepFact(title, False, True, True, minutes=10)


def test_a_finished_course_earns_a_certificate_with_every_word_frozen(certificate, course):
    edition = Edition.objects.get(course_key=course.translation_key)
    assert certificate.facts == Facts(
        kind=CertificateKind.ACHIEVEMENT,
        language="en",
        layout=CURRENT_LAYOUT,
        holder="Lena Lerner",
        course="Safer squares",
        summary="How to see a square.",
        outcomes=("Read a place", "Propose measures"),
        modules=(
            ModuleFact("Module 1", 20, (lesson("Lesson 1"), lesson("Lesson 2"))),
            ModuleFact(
                "Module 2",
                20,
                (
                    lesson("Lesson 1"),
                    lesson("Lesson 2"),
                    StepFact("Test of Module 2", True, True, True, minutes=10, result=90, pass_mark=60),
                ),
            ),
        ),
        tests=(PassedTest("Test of Module 2", 90),),
        minutes=40,
        completed_on=certificate.facts.completed_on,
        issued_on=certificate.facts.completed_on,
        awarding_body="City of Musterstadt",
        country="Germany",
        eqf_level=4,
        assessment="A test of two questions",
        participation="Online",
        quality_assurance="Reviewed by peers",
        edition=edition.number,
        edition_digest=edition.digest,
        edition_on=timezone.localdate(edition.created_at),
    )
    assert certificate.kind == "achievement"
    assert certificate.title == "Certificate of achievement: Safer squares"


def test_optional_elements_are_frozen_too(earn, course):
    elements = {
        "eqf_level": None,
        "has_no_level": True,
        "supervision": "Nobody watches",
        "stackability": "Counts towards a diploma",
        "further_information": "In two languages",
    }
    CoursePage.objects.update(**elements)
    facts = earn().facts
    assert {name: getattr(facts, name) for name in elements} == elements


def test_a_course_without_a_test_earns_a_certificate_of_participation(learner):
    page = factories.course(with_test=False)
    complete(learner, page)
    certificate = Certificate.objects.get()
    assert certificate.kind == certificate.facts.kind == "participation"
    assert certificate.facts.tests == ()


def test_a_course_that_promises_none_earns_none(learner):
    page = factories.course(certificate_kind="none")
    complete(learner, page)
    assert not Certificate.objects.exists()


def test_an_unfinished_course_earns_none(learner, course):
    from learning import actions

    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    assert not Certificate.objects.exists()


def test_dates_are_those_of_the_place_of_the_site(learner, course, certificate, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    Certificate.objects.all().delete()
    issue_again(learner, course, at=datetime(2026, 5, 3, 22, 30, tzinfo=UTC))
    assert Certificate.objects.get().facts.completed_on == date(2026, 5, 4)


def test_the_best_result_is_rounded_down(learner, course, certificate):
    Certificate.objects.all().delete()
    key = factories.quiz_of(course).translation_key
    evidence = Evidence(done=frozenset([key]), scores={key: Decimal("0.8799")})
    issue_again(learner, course, evidence=evidence)
    assert Certificate.objects.get().facts.tests == (PassedTest("Test of Module 2", 87),)


def test_attempts_are_counted_with_the_one_that_finishes(learner, course):
    from learning import actions
    from tests.strategies import right_answer

    common = {"learner": learner, "course_key": course.translation_key}
    actions.enrol(**common, certificate_name="Lena Lerner")
    for page in factories.lessons_of(course):
        actions.mark_as_done(**common, lesson_key=page.translation_key)
    for is_right in (False, True):
        attempt = actions.start_attempt(**common, test=factories.quiz_of(course))
        answers = {each.key: right_answer(each) for each in attempt.paper.questions} if is_right else {}
        actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers=answers)
    facts = Certificate.objects.get().facts
    assert facts.tests == (PassedTest("Test of Module 2", 100, 2),)
    assert facts.modules[1].steps[-1].attempts == 2


def test_a_withdrawn_course_still_counts_attempts_and_years(learner, course, certificate):
    from certificates.models import Terms

    edition = Edition.objects.get(course_key=course.translation_key)
    Terms.objects.create(course_key=course.translation_key, valid_years=1)
    course.unpublish()
    Certificate.objects.all().delete()
    issue_again(learner, course, edition=edition)
    assert Certificate.objects.get().valid_until is not None


def test_a_test_that_was_not_passed_is_not_mentioned(learner, course, certificate):
    Certificate.objects.all().delete()
    key = factories.quiz_of(course).translation_key
    issue_again(learner, course, evidence=Evidence(scores={key: Decimal("0.3")}))
    assert Certificate.objects.get().facts.tests == ()


class TestLanguage:
    def test_is_the_one_in_which_the_course_was_finished(self, earn, course):
        in_german(course)
        certificate = earn(language="de")
        assert certificate.language == certificate.facts.language == "de"
        assert certificate.facts.course == "Sichere Plätze"
        assert certificate.facts.outcomes == ("Einen Ort lesen",)

    def test_is_the_first_one_of_the_course_when_it_has_no_other(self, earn):
        certificate = earn(language="de")
        assert certificate.language == "en"
        assert certificate.facts.course == "Safer squares"

    def test_of_a_withdrawn_course_is_that_of_its_edition(self, learner, course, certificate):
        edition = Edition.objects.get(course_key=course.translation_key)
        course.unpublish()
        Certificate.objects.all().delete()
        issue_again(learner, course, edition=edition, language="de")
        facts = Certificate.objects.get().facts
        assert (facts.language, facts.course, facts.minutes) == ("en", "Safer squares", 40)
        assert facts.outcomes == ()


class TestOnce:
    def test_issuing_again_changes_nothing(self, learner, course, certificate):
        before = Certificate.objects.values().get()
        Enrolment.objects.update(certificate_name="Somebody Else")
        issue_again(learner, course)
        assert Certificate.objects.values().get() == before

    def test_the_database_refuses_a_second_one(self, certificate):
        certificate.pk, certificate.code = None, "another"
        with pytest.raises(IntegrityError, match=r"one_current_certificate_per|UNIQUE"):
            certificate.save(force_insert=True)

    @pytest.mark.django_db(transaction=True)
    def test_eight_at_once_issue_one(self, learner, course, earn):
        earn()
        Certificate.objects.all().delete()
        at_once([partial(issue_again, learner, course) for _ in range(8)])
        assert Certificate.objects.count() == 1

    def test_each_learner_gets_one(self, learner, other_learner, course):
        complete(learner, course)
        complete(other_learner, course)
        assert Certificate.objects.of(learner).count() == Certificate.objects.of(other_learner).count() == 1

    def test_a_code_that_is_taken_is_an_error_and_not_a_certificate_lost(
        self, other_learner, course, certificate, monkeypatch
    ):
        monkeypatch.setattr(composing, "new_code", lambda: certificate.code)
        with pytest.raises(IntegrityError):
            complete(other_learner, course)


@pytest.mark.django_db(transaction=True)
def test_completion_and_certificate_are_kept_together_or_not_at_all(learner, course, earn, monkeypatch):
    def fails() -> str:
        raise OSError("no randomness left")

    with monkeypatch.context() as context:
        context.setattr(composing, "new_code", fails)
        with pytest.raises(OSError, match="no randomness left"):
            complete(learner, course)
    assert Enrolment.objects.get().completed_at is None
    assert not Statement.objects.filter(verb="passed").exists()
    assert earn().holder == learner
    assert Enrolment.objects.get().completed_at is not None


def test_issuing_costs_two_queries(learner, course, certificate, django_assert_num_queries):
    Certificate.objects.all().delete()
    enrolment = Enrolment.objects.get()
    edition = Edition.objects.get(course_key=course.translation_key)
    with transaction.atomic(), django_assert_num_queries(2):
        issue(enrolment=enrolment, edition=edition, evidence=Evidence(), language="en", at=NOON)


def test_nothing_that_changes_later_reaches_a_certificate(certificate, learner, course):
    before = certificate.facts
    Enrolment.objects.update(certificate_name="Lena Neuname")
    User.objects.update(first_name="Lena", last_name="Neuname")
    course.title, course.awarding_body, course.outcomes = "Other", "Other", [("outcome", "Other")]
    course.save_revision().publish()
    course.unpublish()
    assert Certificate.objects.get().facts == before


def test_whoever_holds_a_certificate_cannot_be_deleted(certificate, learner):
    Enrolment.objects.all().delete()
    with pytest.raises(ProtectedError):
        learner.delete()


def test_facts_cannot_be_changed(certificate):
    with pytest.raises(AttributeError):
        certificate.facts.holder = "Somebody Else"
    assert replace(certificate.facts, holder="Somebody Else") != certificate.facts


def test_issued_later_means_listed_first(learner, earn: Callable[..., Certificate]):
    first = earn()
    complete(learner, factories.course(slug="second"))
    assert list(Certificate.objects.of(learner))[-1] == first
