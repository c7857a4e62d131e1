from __future__ import annotations

import sys
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from certificates.codes import code_of, new_code
from tests import factories

from .conftest import complete

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return unescape(response.content.decode())


class TestDownload:
    def test_gives_its_holder_a_pdf_with_a_telling_name(self, learner_client, certificate):
        response = learner_client.get(certificate.url)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert (
            response["Content-Disposition"] == f'attachment; filename="safer-squares-{certificate.code}.pdf"'
        )
        assert response.content.startswith(b"%PDF-1.7")

    def test_is_kept_by_no_cache(self, learner_client, certificate):
        response = learner_client.get(certificate.url)
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]

    def test_is_the_same_file_every_time(self, learner_client, certificate, course):
        before = learner_client.get(certificate.url).content
        course.title = "Something else"
        course.save_revision().publish()
        assert learner_client.get(certificate.url).content == before

    def test_does_not_exist_for_others(self, client, other_learner, administrator, certificate):
        for user in (other_learner, administrator):
            client.force_login(user)
            assert client.get(certificate.url).status_code == 404

    def test_asks_strangers_to_sign_in_whether_it_exists_or_not(self, client, certificate):
        for code in (certificate.code, new_code()):
            response = client.get(reverse("certificates:download", args=[code]))
            assert response.status_code == 302
            assert "/accounts/login/" in response["Location"]

    def test_name_keeps_letters_of_all_languages_and_no_others(self, learner, learner_client):
        page = factories.course(slug="x", with_test=False)
        page.title = 'Plätze: "sicher"/../\r\n; ' + "lang" * 50
        page.save_revision().publish()
        complete(learner, page)
        certificate = learner.certificates.get()
        disposition = learner_client.get(certificate.url)["Content-Disposition"]
        assert disposition.startswith("attachment; filename*=utf-8''pl%C3%A4tze-sicher")
        assert len(disposition) < 200


class TestVerification:
    def test_shows_everybody_what_was_certified(self, client, certificate):
        response = client.get(certificate.verify_url)
        assert response.status_code == 200
        for words in (
            "This certificate is genuine",
            certificate.code,
            "Certificate of achievement",
            "L… L…",
            "Safer squares",
            "How to see a square.",
            "Read a place",
            "Module 2",
            "Test of Module 2",
            "90 %",
            "40 minutes",
            "City of Musterstadt",
            certificate.facts.edition_digest,
        ):
            assert words in text(response), words

    def test_is_read_from_the_frozen_row_alone(
        self, client, certificate, django_assert_num_queries, learner, course
    ):
        client.get(certificate.verify_url)
        course.get_parent().specific.delete()
        with django_assert_num_queries(4):  # the certificate, and three for the frame of every page
            assert "Safer squares" in text(client.get(certificate.verify_url))

    def test_renders_no_pdf(self, client, certificate, monkeypatch):
        monkeypatch.setitem(sys.modules, "certificates.pdf", None)
        assert client.get(certificate.verify_url).status_code == 200

    def test_is_not_for_search_engines(self, client, certificate):
        response = client.get(certificate.verify_url)
        assert response["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_marks_words_in_the_language_of_the_certificate(self, client, certificate):
        with translation.override("de"):
            response = client.get(certificate.verify_url)
        assert '<html lang="de">' in response.content.decode()
        assert "<li>Read a place</li>" in response.content.decode()
        assert '<ul lang="en">' in response.content.decode()

    def test_prints_hostile_words_as_words(self, client, learner, course):
        complete(learner, course, name="<script>alert(1)</script>{{ x }}")
        learner.certificates.update(shows_name=True)
        response = client.get(learner.certificates.get().verify_url)
        assert b"<script>alert" not in response.content
        assert "<script>alert(1)</script>{{ x }}" in text(response)

    def test_leads_any_spelling_to_the_printed_one(self, client, certificate):
        typed = certificate.code.replace("-", " ").lower()
        response = client.get(reverse("certificates:verify", args=[typed]))
        assert response.status_code == 302
        assert response["Location"] == certificate.verify_url

    @pytest.mark.parametrize("code", [code_of("222222222222"), "nonsense", "<script>"])
    def test_answers_an_unknown_code_calmly(self, client, certificate, code):
        response = client.get(reverse("certificates:verify", args=[code]))
        assert response.status_code == 404
        assert response["X-Robots-Tag"] == "noindex"
        assert "No certificate has this code" in text(response)
        assert 'name="code"' in text(response)
        assert b"<script>" not in response.content

    @pytest.mark.parametrize("method", ["put", "delete"])
    def test_can_only_be_read_and_asked(self, client, certificate, method):
        assert getattr(client, method)(certificate.verify_url).status_code == 405


class TestLookUp:
    def test_asks_for_a_code(self, client):
        response = client.get(reverse("certificates:look_up"))
        assert response.status_code == 200
        assert "error" not in response.content.decode()

    def test_leads_to_the_page_of_the_code(self, client, certificate):
        response = client.get(reverse("certificates:look_up"), {"code": f" {certificate.code.lower()} "})
        assert response.status_code == 302
        assert response["Location"] == certificate.verify_url

    @pytest.mark.parametrize("typed", ["", "   ", "2345", "2345-6789-CDFH-2", "x" * 500])
    def test_says_when_a_code_was_mistyped(self, client, typed):
        response = client.get(reverse("certificates:look_up"), {"code": typed})
        assert response.status_code == 200
        assert 'aria-invalid="true"' in response.content.decode()


class TestPrintedAddress:
    def test_leads_to_the_page_in_the_language_of_the_certificate(self, certificate):
        type(certificate).objects.update(language="de")
        response = Client(headers={"accept-language": "en"}).get(f"/v/{certificate.code}/")
        assert response.status_code == 302
        assert response["Location"] == f"/de/certificates/verify/{certificate.code}/"

    def test_forgives_case_and_a_missing_slash(self, client, certificate):
        response = client.get(f"/v/{certificate.code.lower()}", follow=True)
        assert response.status_code == 200
        assert response.redirect_chain[-1][0] == certificate.verify_url

    def test_of_an_unknown_code_leads_to_the_calm_page(self, client):
        response = client.get(f"/v/{new_code()}/", follow=True)
        assert response.status_code == 404
        assert "No certificate has this code" in text(response)

    def test_is_absolute_and_short(self, certificate, settings):
        settings.WAGTAILADMIN_BASE_URL = "https://learn.example.org/"
        assert certificate.printed_address == f"https://learn.example.org/v/{certificate.code}/"
