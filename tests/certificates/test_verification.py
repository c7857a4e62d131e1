"""What strangers are told: by code, by name, by file, and as JSON. Names are the holder's to show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certificates import actions, sealed_file
from certificates.codes import new_code
from certificates.models import Certificate, today
from certificates.sealed_file import Examined, Verdict

pytestmark = pytest.mark.django_db

LOOK_UP = "/en/certificates/verify/"


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


class TestTheName:
    def test_is_hidden_until_its_holder_shows_it(self, client, certificate):
        assert "Lena Lerner" not in text(client.get(certificate.verify_url))
        assert "L… L…" in text(client.get(certificate.verify_url))
        actions.choose(certificate=certificate, shows_name=True)
        page = text(client.get(certificate.verify_url))
        assert "Lena Lerner" in page
        assert "Is it the right name?" not in page

    def test_can_be_compared_by_whoever_knows_it(self, client, certificate):
        for typed, answer in (("lena  LERNER", "is the name"), ("Lena Lernen", "is not the name")):
            response = client.post(certificate.verify_url, {"name": typed})
            assert response.status_code == 200
            assert answer in text(response)
        assert "Please check what you entered" in text(client.post(certificate.verify_url, {"name": " "}))

    def test_cannot_be_tried_for_ever(self, client, certificate):
        answers = [
            client.post(certificate.verify_url, {"name": f"Lena {number}"}).status_code
            for number in range(31)
        ]
        assert answers == [200] * 30 + [429]

    def test_that_was_corrected_is_shown_and_compared_no_more(self, client, certificate, administrator):
        actions.choose(certificate=certificate, shows_name=True)
        certificate.refresh_from_db()
        new = actions.reissue(by=administrator, certificate=certificate, name="Len Lerner", reason="Why")
        response = client.post(certificate.verify_url, {"name": "Lena Lerner"})
        assert "Lena" not in text(response)
        assert "is the name" not in text(response)
        assert new.verify_url in text(response)
        assert client.get(f"/v/{certificate.code}.json").json()["name"] == ""


class TestStates:
    def test_of_a_revoked_one_are_plain_and_keep_the_reason_private(
        self, client, certificate, administrator, learner_client
    ):
        actions.revoke(by=administrator, certificate=certificate, reason="A secret reason")
        page = text(client.get(certificate.verify_url))
        assert "This certificate was revoked" in page
        assert "genuine" not in page
        assert "secret reason" not in page
        assert "A secret reason" in text(learner_client.get(certificate.own_url))

    def test_of_an_expired_one(self, client, certificate):
        Certificate.objects.update(valid_until=today() - timedelta(days=1))
        assert "has expired" in text(client.get(certificate.verify_url))
        report = client.get(f"/v/{certificate.code}.json").json()
        assert (report["state"], report["is_valid"]) == ("expired", False)

    def test_of_a_replaced_one_lead_on(self, client, certificate, administrator):
        new = actions.reissue(by=administrator, certificate=certificate, name="New", reason="Why")
        page = text(client.get(certificate.verify_url))
        assert "This certificate was replaced" in page
        report = client.get(f"/v/{certificate.code}.json").json()
        assert (report["state"], report["replaced_by"]) == ("replaced", new.printed_address)


class TestForMachines:
    @pytest.mark.parametrize("way", ["address", "accept short", "accept page"])
    def test_the_answer_is_json(self, client, certificate, way):
        accept = {"accept": "application/json"}
        response = {
            "address": lambda: client.get(f"/v/{certificate.code}.json"),
            "accept short": lambda: client.get(f"/v/{certificate.code}/", headers=accept),
            "accept page": lambda: client.get(certificate.verify_url, headers=accept),
        }[way]()
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["X-Robots-Tag"] == "noindex"
        assert "Accept" in response["Vary"]
        report = response.json()
        assert (report["code"], report["state"], report["is_valid"]) == (certificate.code, "valid", True)
        assert report["name"] == "L… L…"
        assert report["is_name_complete"] is False
        assert "holder" not in report["facts"]
        assert report["facts"]["edition_digest"] == certificate.facts.edition_digest
        assert b"Lerner" not in response.content

    def test_an_unknown_code_is_an_error_they_understand(self, client):
        response = client.get(f"/v/{new_code()}.json")
        assert (response.status_code, response.json()) == (404, {"error": "unknown-code"})

    def test_the_limit_is_the_same(self, client, certificate):
        answers = [client.get(f"/v/{certificate.code}.json") for _ in range(31)]
        assert [answer.status_code for answer in answers] == [200] * 30 + [429]
        assert answers[-1].json() == {"error": "too-many-requests"}
        assert client.get(certificate.verify_url).status_code == 429

    def test_browsers_get_the_page(self, client, certificate):
        browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        for headers in (browser, {"accept": "*/*"}, {}):
            assert "text/html" in client.get(certificate.verify_url, headers=headers)["Content-Type"]


class TestByFile:
    """What the page says of each verdict; the verdicts themselves are tested with `sealed_file`."""

    def upload(self, client, content=b"%PDF-1.7"):
        return client.post(
            LOOK_UP, {"file": SimpleUploadedFile("certificate.pdf", content, "application/pdf")}
        )

    @pytest.fixture
    def says(self, monkeypatch):
        return lambda *given, **more: monkeypatch.setattr(
            sealed_file, "examine", lambda file: Examined(*given, **more)
        )

    def test_an_unchanged_one_shows_everything_with_the_name(self, client, certificate, says):
        says(Verdict.UNCHANGED, certificate.code, datetime(2026, 5, 3, tzinfo=UTC), "CN=City")
        page = text(self.upload(client))
        for words in (
            "This certificate is genuine",
            "nothing in it was changed",
            "Lena Lerner",
            "CN=City",
            "3 May 2026",
        ):
            assert words in page, words

    def test_an_unchanged_one_that_was_revoked_is_not_called_genuine(
        self, client, certificate, administrator, says
    ):
        actions.revoke(by=administrator, certificate=certificate, reason="Why")
        says(Verdict.UNCHANGED, certificate.code, datetime(2026, 5, 3, tzinfo=UTC))
        page = text(self.upload(client))
        assert "This certificate was revoked" in page
        assert "genuine" not in page

    @pytest.mark.parametrize(
        ("verdict", "words"),
        [
            (Verdict.CHANGED, "This file was changed"),
            (Verdict.FOREIGN, "This file is not from here"),
            (Verdict.UNSEALED, "This file carries no seal"),
            (Verdict.NOT_A_PDF, "This is not a PDF"),
            (Verdict.TOO_LARGE, "This file is too large"),
        ],
    )
    def test_any_other_one_proves_nothing(self, client, certificate, says, verdict, words):
        says(verdict, certificate.code)
        page = text(self.upload(client))
        assert words in page
        assert "Lerner" not in page
        assert "genuine" not in page
        assert certificate.verify_url in page

    def test_one_that_we_sealed_and_do_not_know_is_no_proof(self, client, says):
        says(Verdict.UNCHANGED, new_code())
        assert "not in our records" in text(self.upload(client))

    def test_no_more_is_read_than_is_examined(self, client, monkeypatch):
        seen = []
        monkeypatch.setattr(sealed_file, "MOST_BYTES", 10)
        monkeypatch.setattr(
            sealed_file, "examine", lambda file: seen.append(len(file)) or Examined(Verdict.TOO_LARGE)
        )
        self.upload(client, b"x" * 1000)
        assert seen == [11]

    def test_without_a_file_the_form_says_so(self, client):
        assert "Please check what you entered" in text(client.post(LOOK_UP, {}))

    def test_ten_a_minute_are_examined(self, client, says):
        says(Verdict.NOT_A_PDF)
        answers = [self.upload(client).status_code for _ in range(11)]
        assert answers == [200] * 10 + [429]

    def test_nobody_keeps_the_answer(self, client, says, certificate):
        says(Verdict.UNSEALED)
        response = self.upload(client)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


class TestTheHoldersPage:
    def test_offers_everything_and_notes_the_choices(self, learner_client, certificate):
        page = text(learner_client.get(certificate.own_url))
        for words in (
            "Certificate (PDF)",
            "Transcript",
            certificate.printed_address,
            "European Learning Model",
        ):
            assert words in page, words
        assert "remind me" not in page
        learner_client.post(certificate.own_url, {"shows_name": "on"})
        assert Certificate.objects.get().shows_name
        learner_client.post(certificate.own_url, {})
        assert not Certificate.objects.get().shows_name

    def test_does_not_exist_for_others(self, client, certificate, administrator):
        client.force_login(administrator)
        for name in ("own", "transcript"):
            address = reverse(f"certificates:{name}", args=[certificate.code])
            assert client.get(address).status_code == 404

    def test_hands_out_nothing_that_was_replaced(self, learner_client, certificate, administrator):
        new = actions.reissue(by=administrator, certificate=certificate, name="New", reason="Why")
        assert learner_client.get(certificate.url)["Location"] == certificate.own_url
        assert new.own_url in text(learner_client.get(certificate.own_url))
        mine = text(learner_client.get("/en/learn/"))
        assert new.own_url in mine
        assert certificate.own_url not in mine

    def test_the_transcript_lists_every_step(self, learner_client, certificate):
        page = text(learner_client.get(reverse("certificates:transcript", args=[certificate.code])))
        for words in ("Lena Lerner", "Module 1", "Lesson 2", "Test of Module 2", "90 %", "(pass mark 60 %)"):
            assert words in page, words
