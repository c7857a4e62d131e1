"""Holders renew certificates that expire, where the terms of the course let them: by passing its tests again."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from certificates import actions, refusals
from certificates.models import Certificate, Event, Renewal, State, Terms, today
from certificates.renewal import is_earned, opens_on
from courses import outline
from courses.models import CoursePage, Edition, QuizPage
from courses.outline import CertificateKind, ModuleOrder
from learning.models import Attempt, Enrolment
from tests.at_once import at_once

from .conftest import complete
from .test_life import _quietly

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(learner, course) -> Certificate:
    """Valid for another month, and renewed by its holder."""
    Terms.objects.create(course_key=course.translation_key, valid_years=2, renewal=Renewal.BY_TESTS)
    complete(learner, course)
    Certificate.objects.update(valid_until=today() + timedelta(days=30))
    return Certificate.objects.get()


def pass_again(certificate: Certificate, *, days_ago: int = 0, is_void: bool = False) -> None:
    """Every test of the course."""
    edition = Edition.objects.current().get(course_key=certificate.course_key)
    enrolment = Enrolment.objects.get(learner=certificate.holder)
    for test in QuizPage.objects.live():
        Attempt.objects.create(
            enrolment=enrolment,
            test_key=test.translation_key,
            number=1 + enrolment.attempts.count(),
            language="en",
            edition=edition,
            paper_data={"questions": []},
            submitted_at=timezone.now() - timedelta(days=days_ago),
            score=1,
            is_passed=True,
            is_void=is_void,
        )


def test_passing_the_tests_again_earns_a_fresh_one(certificate, learner, course):
    CoursePage.objects.update(awarding_body="Town of Musterstadt")
    Certificate.objects.update(shows_name=True)
    pass_again(certificate)
    new = actions.renew_own(holder=learner, certificate=certificate)
    old = Certificate.objects.get(pk=certificate.pk)
    assert (old.state, old.successor) == (State.REPLACED, new)
    assert (new.is_current, new.shows_name, new.kind) == (True, True, "achievement")
    assert new.valid_until == new.facts.valid_until == today().replace(year=today().year + 2)
    assert (new.facts.issued_on, new.facts.completed_on) == (today(), today())
    assert new.facts.awarding_body == "Town of Musterstadt"
    assert new.facts.tests[0].attempts == 1
    event = Event.objects.get()
    assert (event.certificate, event.what, event.by_key) == (old, "renewed", learner.learner_key)


def test_a_name_that_was_corrected_stays_right(certificate, learner, administrator):
    new = actions.reissue(by=administrator, certificate=certificate, name="Lena Lehrer", reason="Typo")
    Certificate.objects.filter(pk=new.pk).update(valid_until=today())
    pass_again(new)
    assert actions.renew_own(holder=learner, certificate=new).facts.holder == "Lena Lehrer"


def test_what_was_passed_too_early_or_does_not_count_is_not_enough(certificate, learner):
    pass_again(certificate, days_ago=61)
    pass_again(certificate, is_void=True)
    with pytest.raises(refusals.TestsToPass):
        actions.renew_own(holder=learner, certificate=certificate)
    pass_again(certificate, days_ago=59)
    actions.renew_own(holder=learner, certificate=certificate)


def test_an_expired_one_can_still_be_renewed_but_none_before_its_time(certificate, learner):
    pass_again(certificate)
    Certificate.objects.update(valid_until=today() + timedelta(days=91))
    with pytest.raises(refusals.TestsToPass):
        actions.renew_own(holder=learner, certificate=certificate)
    Certificate.objects.update(valid_until=today() - timedelta(days=400))
    actions.renew_own(holder=learner, certificate=certificate)


def test_it_is_for_the_holder_and_where_the_terms_say_so(certificate, learner, other_learner):
    pass_again(certificate)
    with pytest.raises(refusals.NotAllowed):
        actions.renew_own(holder=other_learner, certificate=certificate)
    Terms.objects.update(renewal=Renewal.ON_REQUEST)
    with pytest.raises(refusals.RenewalOnRequest):
        actions.renew_own(holder=learner, certificate=certificate)
    Certificate.objects.update(valid_until=None)
    with pytest.raises(refusals.DoesNotExpire):
        actions.renew_own(holder=learner, certificate=certificate)


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_gives_one(certificate, learner):
    pass_again(certificate)
    at_once([partial(_quietly, actions.renew_own, holder=learner, certificate=certificate) for _ in range(6)])
    assert (Certificate.objects.current().count(), Certificate.objects.count()) == (1, 2)


def test_terms_cannot_promise_to_renew_what_does_not_expire(course):
    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.create(course_key=course.translation_key, renewal=Renewal.BY_TESTS)


def test_the_page_of_the_holder_says_what_to_do_and_does_it(
    certificate, learner_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        said = learner_client.get(certificate.own_url).content.decode()
    address = reverse("certificates:renew", args=[certificate.code])
    assert "not passed again yet" in said
    assert address not in said
    refused = learner_client.post(address, follow=True)
    assert "pass every required test" in refused.content.decode()
    pass_again(certificate)
    assert address in learner_client.get(certificate.own_url).content.decode()
    done = learner_client.post(address, follow=True).content.decode()
    assert "Your certificate is renewed." in done
    assert "From " in done


def test_the_reminder_leads_to_it(certificate):
    actions.remind(certificate=certificate)
    (message,) = mail.outbox
    assert "You can renew it yourself" in message.body
    assert certificate.own_url in message.body


tests = st.builds(
    outline.Test,
    key=st.integers(1, 6).map(lambda number: UUID(int=number)),
    minutes=st.just(10),
    is_required=st.booleans(),
    pass_mark=st.just(60),
)


@given(st.lists(tests, unique_by=lambda test: test.key).map(tuple), st.sets(st.integers(1, 6)))
def test_every_required_test_of_today_counts_and_no_other(found, numbers):
    shape = outline.Outline(UUID(int=9), ModuleOrder.FREE, CertificateKind.ACHIEVEMENT, (), found)
    passed = {UUID(int=number) for number in numbers}
    required = {test.key for test in found if test.is_required}
    assert is_earned(shape, passed) == (bool(required) and required <= passed)
    assert opens_on(today()) < today()
