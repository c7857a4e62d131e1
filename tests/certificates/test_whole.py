"""From the holder's download to the stranger's page, with real keys: the credential inside, the seal around, both proved."""

from __future__ import annotations

import io
import json
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openbadgeslib.ob3 import OB3Verifier

from certificates import actions
from certificates.demo_seal import make_demo_seal
from certificates.issuer import credential_of
from certificates.keys import new_key_file

from .samples import failures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path: Path) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://learn.example.org"
    settings.CREDENTIAL_KEYS = tmp_path / "keys.json"
    settings.CREDENTIAL_KEYS.write_text(new_key_file())
    settings.SEAL_CERTIFICATES = str(tmp_path / "seal")
    settings.SEAL_KEY = str(make_demo_seal(tmp_path / "seal", "City of Musterstadt"))


@pytest.fixture
def pdf(certificate, learner_client) -> bytes:
    return learner_client.get(certificate.url).content


def said_of(pdf: bytes) -> str:
    file = SimpleUploadedFile("certificate.pdf", pdf, "application/pdf")
    return unescape(Client().post("/en/certificates/verify/", {"file": file}).content.decode())


def test_the_credential_is_inside_and_verifies(certificate, pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (token,) = [document.attachments[name].get_file().read_bytes() for name in document.attachments]
    assert token == credential_of(certificate)

    def download(address: str) -> bytes:
        return Client().get(address.removeprefix("https://learn.example.org")).content

    verifier = OB3Verifier.for_issuer_did("did:web:learn.example.org", download=download)
    assert verifier.verify(token.decode(), check_status=True, download=download).name == "Safer squares"


def test_it_keeps_both_standards(pdf):
    assert failures(pdf) == []


def test_a_stranger_who_has_the_file_reads_every_fact(pdf, certificate):
    page = said_of(pdf)
    for words in ("This certificate is genuine", "Lena Lerner", certificate.facts.edition_digest, "90 %"):
        assert words in page, words


def test_one_changed_byte_is_noticed_and_shows_no_name(pdf, certificate):
    place = pdf.index(b"/Type /Page") + 3
    changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    page = said_of(changed)
    assert "This file was changed" in page
    assert "genuine" not in page
    assert "Lena Lerner" not in page


def test_an_unchanged_file_of_a_revoked_certificate_is_not_genuine(pdf, certificate, administrator):
    actions.revoke(by=administrator, certificate=certificate, reason="Why")
    page = said_of(pdf)
    assert "This certificate was revoked" in page
    assert "genuine" not in page


def test_without_a_seal_the_page_leads_to_the_code(certificate, learner_client, settings):
    settings.SEAL_KEY = ""
    page = said_of(learner_client.get(certificate.url).content)
    assert "This file carries no seal" in page
    assert certificate.verify_url in page


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"GIF89a", b"%PDF-1.7\n" + b"x" * 5000])
def test_rubbish_is_answered_calmly(content, certificate):
    assert "genuine" not in said_of(content)


def test_the_download_is_the_same_without_a_seal(certificate, learner_client, settings):
    settings.SEAL_KEY = ""
    before = learner_client.get(certificate.url).content
    assert learner_client.get(certificate.url).content == before
    assert json.loads(Client().get(f"/v/{certificate.code}.json").content)["state"] == "valid"
