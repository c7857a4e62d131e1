"""In the admin: administrators find, revoke, reissue and renew; trainers set the terms of their courses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.models import Certificate, Terms, today
from tests import factories

from .conftest import complete

pytestmark = pytest.mark.django_db

INDEX = "/admin/certificates/"


@pytest.fixture
def admin(administrator) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def address(name: str, certificate: Certificate) -> str:
    return reverse(f"certificates_admin:{name}", args=[certificate.pk])


class TestTheList:
    @pytest.mark.parametrize("words", ["lerner", "LEARNER@example", "Safer", "code"])
    def test_is_searched_by_code_name_address_and_course(self, admin, certificate, words):
        wanted = certificate.code[:6].lower() if words == "code" else words
        assert certificate.code in admin.get(INDEX, {"q": wanted}).content.decode()
        assert certificate.code not in admin.get(INDEX, {"q": "nothing like it"}).content.decode()

    @pytest.mark.parametrize("state", ["valid", "expired", "revoked"])
    def test_is_filtered_by_state_kind_and_course(self, admin, certificate, state):
        if state == "expired":
            Certificate.objects.update(valid_until=today() - timedelta(days=1))
        if state == "revoked":
            admin.post(address("revoke", certificate), {"reason": "Why"})
        for wanted in ("valid", "expired", "revoked"):
            found = certificate.code in admin.get(INDEX, {"state": wanted}).content.decode()
            assert found == (wanted == state)
        assert certificate.code not in admin.get(INDEX, {"kind": "participation"}).content.decode()
        other = factories.course(slug="other")
        for key, is_found in ((certificate.course_key, True), (other.translation_key, False)):
            assert (certificate.code in admin.get(INDEX, {"course_key": key}).content.decode()) == is_found

    def test_costs_the_same_for_one_and_for_many(self, admin, certificate):
        admin.get(INDEX)
        with CaptureQueriesContext(connection) as one:
            admin.get(INDEX)
        course = factories.course(slug="second", modules=1, lessons=1, with_test=False)
        for number in range(5):
            complete(factories.user(f"more{number}@example.org"), course)
        with CaptureQueriesContext(connection) as many:
            admin.get(INDEX)
        assert len(many) <= len(one)


class TestChanging:
    def test_revoking_asks_for_a_reason_and_shows_the_trail(self, admin, certificate, administrator):
        assert "cannot be undone" in admin.get(address("revoke", certificate)).content.decode()
        assert admin.post(address("revoke", certificate), {"reason": " "}).status_code == 200
        response = admin.post(address("revoke", certificate), {"reason": "By mistake"}, follow=True)
        page = response.content.decode()
        for words in ("The certificate is revoked", "By mistake", str(administrator)):
            assert words in page
        assert address("reissue", certificate) not in page
        again = admin.post(address("revoke", certificate), {"reason": "Again"})
        assert "revoked or replaced already" in again.content.decode()

    def test_reissuing_leads_to_the_new_one_and_back(self, admin, certificate):
        assert 'value="Lena Lerner"' in admin.get(address("reissue", certificate)).content.decode()
        response = admin.post(
            address("reissue", certificate), {"name": "Len Lerner", "reason": "Why"}, follow=True
        )
        new = Certificate.objects.current().get()
        page = response.content.decode()
        assert new.code in page
        assert address("detail", certificate) in page
        assert address("detail", new) in admin.get(address("detail", certificate)).content.decode()

    def test_renewing_is_offered_for_what_expires(self, admin, certificate):
        assert address("renew", certificate) not in admin.get(address("detail", certificate)).content.decode()
        Certificate.objects.update(valid_until=today() + timedelta(days=9))
        Terms.objects.create(course_key=certificate.course_key, valid_years=1)
        assert address("renew", certificate) in admin.get(address("detail", certificate)).content.decode()
        admin.post(address("renew", certificate), {"reason": "Refreshed"})
        assert Certificate.objects.current().get().valid_until > today() + timedelta(days=300)

    def test_is_for_those_who_have_the_permission(self, certificate, trainer):
        client = Client()
        client.force_login(trainer)
        names = ("detail", "revoke", "reissue", "renew")
        for where in (INDEX, *(address(name, certificate) for name in names)):
            assert client.get(where).status_code in {302, 403}
        client.post(address("revoke", certificate), {"reason": "Why"})
        assert Certificate.objects.get().is_current
        trainer.user_permissions.add(Permission.objects.get(codename="manage_certificates"))
        for where in (INDEX, *(address(name, certificate) for name in names)):
            assert client.get(where).status_code == 200

    def test_hostile_names_are_words(self, admin, learner, course):
        complete(learner, course, name="<script>alert(1)</script>")
        for where in (INDEX, address("detail", Certificate.objects.get())):
            assert "<script>alert(1)" not in admin.get(where).content.decode()


class TestTerms:
    def test_are_set_by_the_trainers_of_the_course(self, course, trainer):
        client = Client()
        client.force_login(trainer)
        where = reverse("certificates_admin:terms", args=[course.translation_key])
        edit = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
        assert where in edit
        assert "Safer squares" in client.get(where).content.decode()
        for _ in range(2):
            client.post(where, {"valid_years": "3", "renewal": "by_tests", "participation_share": "80"})
        terms = Terms.objects.get()
        assert (terms.valid_years, terms.renewal, terms.participation_share) == (3, "by_tests", 80)
        assert "are not renewed" in client.post(where, {"renewal": "by_tests"}).content.decode()
        assert "error" in client.post(where, {"valid_years": "0"}).content.decode()

    def test_are_no_business_of_learners(self, course, learner_client):
        where = reverse("certificates_admin:terms", args=[course.translation_key])
        assert learner_client.get(where).status_code == 302
        learner_client.post(where, {"valid_years": "3"})
        assert not Terms.objects.exists()
