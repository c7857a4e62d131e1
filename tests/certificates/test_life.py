"""Certificates end and are replaced, by actions that leave a trail. No word of one ever changes."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from certificates import actions, refusals
from certificates.composing import years_after
from certificates.models import Certificate, Ending, Event, State, Terms, today
from tests import factories
from tests.at_once import at_once

from .conftest import complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def expiring(learner, course) -> Certificate:
    Terms.objects.create(course_key=course.translation_key, valid_years=2)
    complete(learner, course)
    return Certificate.objects.get()


class TestRevoking:
    def test_ends_it_for_good_and_says_who_and_why(self, certificate, administrator):
        actions.revoke(by=administrator, certificate=certificate, reason="  Issued by  mistake ")
        certificate.refresh_from_db()
        assert (certificate.state, certificate.is_current) == (State.REVOKED, None)
        event = certificate.events.get()
        assert (event.what, event.reason, event.by_key) == (
            "revoked",
            "Issued by mistake",
            administrator.learner_key,
        )
        with pytest.raises(refusals.HasEnded):
            actions.revoke(by=administrator, certificate=certificate, reason="Again")
        with pytest.raises(refusals.HasEnded):
            actions.reissue(by=administrator, certificate=certificate, name="New", reason="Again")

    def test_leaves_the_facts_as_they_were(self, certificate, administrator):
        before = certificate.facts
        actions.revoke(by=administrator, certificate=certificate, reason="Why")
        assert Certificate.objects.get().facts == before

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_needs_a_reason(self, certificate, administrator, reason):
        with pytest.raises(refusals.ReasonMissing):
            actions.revoke(by=administrator, certificate=certificate, reason=reason)
        assert not Event.objects.exists()

    def test_is_for_those_who_have_the_permission(self, certificate, trainer, other_learner, learner):
        for somebody in (trainer, other_learner, learner):
            with pytest.raises(refusals.NotAllowed):
                actions.revoke(by=somebody, certificate=certificate, reason="Why")
        trainer.user_permissions.add(Permission.objects.get(codename="manage_certificates"))
        actions.revoke(by=User.objects.get(pk=trainer.pk), certificate=certificate, reason="Why")
        assert Certificate.objects.get().state == State.REVOKED

    def test_nobody_touches_their_own(self, administrator, course):
        complete(administrator, course)
        with pytest.raises(refusals.OwnCertificate):
            actions.revoke(by=administrator, certificate=Certificate.objects.get(), reason="Why")

    @pytest.mark.django_db(transaction=True)
    def test_at_once_happens_once(self, certificate, administrator):
        at_once(
            [
                partial(_quietly, actions.revoke, by=administrator, certificate=certificate, reason="Why")
                for _ in range(6)
            ]
        )
        assert Event.objects.count() == 1


def _quietly(action, **given):
    with suppress(refusals.HasEnded):
        action(**given)


class TestReissuing:
    def test_puts_the_right_name_in_a_new_one_and_keeps_the_chain(self, certificate, administrator):
        new = actions.reissue(
            by=administrator, certificate=certificate, name=" Lena  Lernerin ", reason="Married"
        )
        certificate.refresh_from_db()
        assert (certificate.state, certificate.ending) == (State.REPLACED, Ending.CORRECTED)
        assert (new.replaces, certificate.replaced_by, new.state) == (certificate, new, State.VALID)
        assert new.code != certificate.code
        assert new.facts.holder == "Lena Lernerin"
        assert certificate.facts.holder == "Lena Lerner"
        assert (new.facts.completed_on, new.facts.edition) == (
            certificate.facts.completed_on,
            certificate.facts.edition,
        )

    def test_keeps_validity_and_the_holders_choices(self, expiring, administrator):
        actions.choose(certificate=expiring, shows_name=True, wants_reminder=False)
        expiring.refresh_from_db()
        new = actions.reissue(by=administrator, certificate=expiring, name="New", reason="Why")
        assert (new.valid_until, new.shows_name, new.wants_reminder) == (expiring.valid_until, True, False)

    def test_needs_a_name(self, certificate, administrator):
        with pytest.raises(refusals.NameMissing):
            actions.reissue(by=administrator, certificate=certificate, name=" ", reason="Why")
        assert Certificate.objects.current().count() == 1

    def test_completing_again_changes_nothing(self, certificate, administrator, learner, course):
        from .test_issuing import issue_again

        actions.reissue(by=administrator, certificate=certificate, name="New", reason="Why")
        issue_again(learner, course)
        assert Certificate.objects.current().get().facts.holder == "New"


class TestExpiry:
    def test_comes_after_the_years_that_the_course_says(self, expiring):
        assert expiring.valid_until == expiring.facts.valid_until == years_after(today(), 2)
        assert expiring.state == State.VALID

    def test_begins_the_day_after_the_last_one(self, expiring):
        expiring.valid_until = today()
        assert expiring.state == State.VALID
        expiring.valid_until = today() - timedelta(days=1)
        assert expiring.state == State.EXPIRED

    def test_does_not_reach_what_was_issued_before_the_terms(self, certificate, course):
        Terms.objects.create(course_key=course.translation_key, valid_years=1)
        certificate.refresh_from_db()
        assert certificate.valid_until is None

    def test_of_a_leap_day_is_the_last_of_february(self):
        assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)
        assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)

    def test_renewing_puts_a_fresh_one_in_its_place(self, expiring, administrator):
        Certificate.objects.update(valid_until=today() - timedelta(days=30))
        expiring.refresh_from_db()
        new = actions.renew(by=administrator, certificate=expiring, reason="Refresher course")
        expiring.refresh_from_db()
        assert (expiring.state, expiring.ending) == (State.REPLACED, Ending.RENEWED)
        assert new.state == State.VALID
        assert new.valid_until == new.facts.valid_until == years_after(today(), 2)

    def test_without_an_end_there_is_nothing_to_renew(self, certificate, administrator):
        with pytest.raises(refusals.DoesNotExpire):
            actions.renew(by=administrator, certificate=certificate, reason="Why")


class TestConstraints:
    def test_two_current_ones_cannot_be(self, certificate):
        certificate.pk, certificate.code = None, "another"
        with pytest.raises(IntegrityError):
            certificate.save(force_insert=True)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"is_current": False},
            {"is_current": None},
            {"ending": "revoked"},
            {"is_current": None, "ending": "lost"},
        ],
    )
    def test_a_certificate_is_current_until_it_has_ended(self, certificate, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.update(**wrong)

    @pytest.mark.parametrize("terms", [{"valid_years": 0}, {"participation_share": 101}])
    def test_terms_make_sense(self, course, terms):
        with pytest.raises(DatabaseError), transaction.atomic():
            Terms.objects.create(course_key=course.translation_key, **terms)

    def test_a_person_can_be_erased_and_the_trail_leads_to_nobody(self, certificate, administrator, learner):
        new = actions.reissue(by=administrator, certificate=certificate, name="New", reason="Why")
        actions.revoke(by=administrator, certificate=new, reason="Why")
        learner.certificates.all().delete()
        assert not Certificate.objects.exists()
        assert Event.objects.count() == 2

    def test_the_trail_cannot_be_changed_or_deleted(self, certificate, administrator):
        actions.revoke(by=administrator, certificate=certificate, reason="Why")
        event = Event.objects.get()
        for change in (
            lambda: Event.objects.update(reason="Other"),
            lambda: Event.objects.filter(pk=event.pk)._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()


class TestParticipation:
    @pytest.fixture
    def course(self, db):
        return factories.course(modules=2, lessons=2)

    def learn(self, learner, course, count):
        from learning import actions as learning

        common = {"learner": learner, "course_key": course.translation_key}
        learning.enrol(**common, certificate_name="Lena Lerner")
        for page in factories.lessons_of(course)[:count]:
            learning.mark_as_done(**common, lesson_key=page.translation_key)
        return {**common, "language": "en"}

    def test_is_certified_from_the_share_that_the_course_asks_for(self, learner, course):
        Terms.objects.create(course_key=course.translation_key, participation_share=75)
        common = self.learn(learner, course, 2)
        with pytest.raises(refusals.NothingToCertify):
            actions.claim_participation(**common)
        self.learn(learner, course, 3)
        certificate = actions.claim_participation(**common)
        assert certificate.kind == "participation"
        assert (certificate.facts.share, certificate.facts.share_required) == (75, 75)
        assert actions.claim_participation(**common) == certificate

    def test_is_not_certified_where_the_course_has_no_such_share(self, learner, course):
        with pytest.raises(refusals.NothingToCertify):
            actions.claim_participation(**self.learn(learner, course, 3))

    def test_stands_beside_the_achievement(self, learner, course):
        Terms.objects.create(course_key=course.translation_key, participation_share=50)
        actions.claim_participation(**self.learn(learner, course, 2))
        complete(learner, course)
        assert set(learner.certificates.values_list("kind", flat=True)) == {"participation", "achievement"}

    def test_once_revoked_is_not_had_by_asking_again(self, learner, course, administrator):
        Terms.objects.create(course_key=course.translation_key, participation_share=50)
        common = self.learn(learner, course, 2)
        actions.revoke(
            by=administrator, certificate=actions.claim_participation(**common), reason="Somebody else learnt"
        )
        with pytest.raises(refusals.NothingToCertify):
            actions.claim_participation(**common)

    def test_is_offered_on_my_learning(self, learner_client, learner, course):
        Terms.objects.create(course_key=course.translation_key, participation_share=50)
        self.learn(learner, course, 1)
        assert "You have taken part" not in learner_client.get("/en/learn/").content.decode()
        self.learn(learner, course, 2)
        assert "You have taken part" in learner_client.get("/en/learn/").content.decode()
        response = learner_client.post(
            f"/en/certificates/participation/{course.translation_key}/", follow=True
        )
        assert "Certificate of participation" in response.content.decode()
        assert "You have taken part" not in learner_client.get("/en/learn/").content.decode()
