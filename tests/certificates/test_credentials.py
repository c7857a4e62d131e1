"""Credentials, verified by a library that is not ours, and by the rules of the standards."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.verifier import OB3VerificationError

from certificates import actions, checks, status_list
from certificates.badge import badge
from certificates.credential import Issuer
from certificates.issuer import credential_of, signed_status_list
from certificates.keys import BadKeys, new_key_file, read_keys
from certificates.models import Certificate, Credential, Terms

from .conftest import complete
from .records import NAMES, record

pytestmark = pytest.mark.django_db

SITE = "https://learn.example.org"
DID = "did:web:learn.example.org"


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path) -> Path:
    settings.WAGTAILADMIN_BASE_URL = SITE
    settings.CREDENTIAL_KEYS = str(tmp_path / "keys.json")
    call_command("create_credential_key", stdout=StringIO())
    return tmp_path / "keys.json"


def download(address: str) -> bytes:
    """What a verifier anywhere gets from our addresses."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == SITE
    response = Client().get(parts.path)
    assert response.status_code == 200, address
    return response.content


def verified(token: bytes, *, status: bool = True):
    verifier = OB3Verifier.for_issuer_did(DID, download=download)
    return verifier.verify(token.decode(), check_status=status, download=download)


def payload(token: bytes | str) -> dict:
    text = token.decode() if isinstance(token, bytes) else token
    part = text.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


class TestTheCredential:
    def test_is_verified_by_an_independent_library(self, certificate):
        badge = verified(credential_of(certificate))
        assert badge.issuer.id == DID
        assert badge.name == badge.achievement.name == "Safer squares"
        assert badge.achievement.achievement_type == "MicroCredential"
        assert badge.recipient_id is None
        (identifier,) = badge.identifiers
        assert (identifier.identity_hash, identifier.identity_type, identifier.hashed) == (
            "Lena Lerner",
            "name",
            False,
        )
        assert [result.value for result in badge.results] == ["90"]
        assert "Read a place" in badge.achievement.criteria_narrative
        assert badge.expiration_date is None

    def test_any_changed_character_is_noticed(self, certificate):
        token = credential_of(certificate).decode()
        # All but the last one, of which four bits mean nothing
        for place in range(0, len(token) - 1, 37):
            other = "A" if token[place] != "A" else "B"
            changed = token[:place] + other + token[place + 1 :]
            with pytest.raises(OB3VerificationError):
                verified(changed.encode(), status=False)

    def test_names_a_key_of_its_issuer(self, certificate):
        head = credential_of(certificate).decode().split(".")[0]
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
        document = json.loads(download(f"{SITE}/.well-known/did.json"))
        assert header["alg"] == "EdDSA"
        assert header["kid"] in document["assertionMethod"]

    def test_runs_out_with_its_certificate(self, learner, course):
        Terms.objects.create(course_key=course.translation_key, valid_years=1)
        complete(learner, course)
        certificate = Certificate.objects.get()
        expiry = verified(credential_of(certificate)).expiration_date
        assert timezone.localtime(expiry).date() == certificate.valid_until

    def test_is_signed_once_and_stays_the_same(self, certificate, django_assert_num_queries):
        before = credential_of(certificate)
        call_command("create_credential_key", "--rotate", stdout=StringIO())
        again = Certificate.objects.get()
        with django_assert_num_queries(1):
            assert credential_of(again) == before

    def test_has_the_same_bytes_from_the_same_record_and_key(self, certificate):
        before = credential_of(certificate)
        Credential.objects.all().delete()
        assert credential_of(certificate) == before

    def test_is_missing_without_a_key_and_for_what_is_not_stored(self, certificate, key_file):
        assert credential_of(record(NAMES[0])) is None
        key_file.unlink()
        assert credential_of(certificate) is None

    def test_of_one_who_took_part_is_no_micro_credential(self, learner):
        from tests import factories

        complete(learner, factories.course(with_test=False))
        token = credential_of(Certificate.objects.get())
        assert verified(token).achievement.achievement_type == "Certificate"
        assert "result" not in payload(token)["credentialSubject"]


class TestRevocation:
    @pytest.mark.parametrize("action", ["revoke", "reissue"])
    def test_is_found_in_the_status_list(self, certificate, administrator, action):
        token = credential_of(certificate)
        verified(token)
        given = {"name": "New Name"} if action == "reissue" else {}
        new = getattr(actions, action)(by=administrator, certificate=certificate, reason="Why", **given)
        with pytest.raises(OB3VerificationError, match="revocation"):
            verified(token)
        if new:
            verified(credential_of(new))

    def test_status_list_follows_the_rules_of_the_standard(
        self, certificate, administrator, other_learner, course
    ):
        complete(other_learner, course)
        current = payload(credential_of(Certificate.objects.get(holder=other_learner)))["credentialStatus"]
        actions.revoke(by=administrator, certificate=certificate, reason="Why")
        response = Client().get("/credentials/status/0.jwt")
        assert response["Content-Type"] == "application/vc+jwt"
        assert "max-age=300" in response["Cache-Control"]
        document = payload(response.content)
        entry = payload(credential_of(certificate))["credentialStatus"]
        assert (
            document["id"]
            == document["jti"]
            == entry["statusListCredential"]
            == f"{SITE}/credentials/status/0.jwt"
        )
        assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
        assert document["issuer"] == document["iss"] == DID
        subject = document["credentialSubject"]
        assert subject["type"] == "BitstringStatusList"
        assert subject["statusPurpose"] == entry["statusPurpose"] == "revocation"
        assert subject["encodedList"].startswith("u")
        bits = decode_encoded_list(subject["encodedList"])
        assert len(bits) * 8 == 131_072
        withdrawn = set_indices(bits)
        assert int(entry["statusListIndex"]) in withdrawn
        assert int(current["statusListIndex"]) not in withdrawn
        # Numbers beyond the last certificate are still to be given
        assert max(withdrawn) < int(current["statusListIndex"])

    def test_who_was_erased_counts_as_withdrawn(self, certificate, administrator, other_learner, course):
        erased, revoked = credential_of(certificate), None
        complete(other_learner, course)
        second = Certificate.objects.get(holder=other_learner)
        revoked = credential_of(second)
        actions.revoke(by=administrator, certificate=second, reason="Why")
        complete(administrator, course)
        certificate.delete()
        second.delete()
        for token in (erased, revoked):
            with pytest.raises(OB3VerificationError, match="revocation"):
                verified(token)
        verified(credential_of(Certificate.objects.get()))

    def test_lists_are_there_for_the_certificates_that_are(self, certificate, key_file):
        assert signed_status_list(1) is None
        assert Client().get("/credentials/status/1.jwt").status_code == 404
        key_file.unlink()
        assert Client().get("/credentials/status/0.jwt").status_code == 404

    @given(st.sets(st.integers(0, status_list.SIZE - 1), max_size=50))
    def test_every_index_comes_back(self, indices):
        encoded = status_list.encode(indices)
        assert set_indices(decode_encoded_list(encoded)) == indices
        assert len(zlib.decompress(base64.urlsafe_b64decode(encoded[1:] + "==="), wbits=31)) == 16_384

    @given(st.integers(1, 10**7))
    def test_every_certificate_has_a_place_of_its_own(self, number):
        which, index = status_list.place_of(number)
        assert 0 <= index < status_list.SIZE
        assert status_list.numbers_in(which)[index] == number


class TestKeys:
    def test_that_retired_still_verify(self, certificate, learner, other_learner, course):
        old = credential_of(certificate)
        call_command("create_credential_key", "--rotate", stdout=StringIO())
        complete(other_learner, course)
        new = credential_of(Certificate.objects.get(holder=other_learner))
        verified(old)
        verified(new)
        assert len(json.loads(download(f"{SITE}/.well-known/jwks.json"))["keys"]) == 2

    def test_private_halves_are_kept_to_ourselves(self, key_file):
        call_command("create_credential_key", "--rotate", stdout=StringIO())
        secret = json.loads(key_file.read_text())["keys"][0]["d"]
        assert key_file.stat().st_mode & 0o777 == 0o600
        for name in ("did.json", "jwks.json", "issuer.json"):
            published = download(f"{SITE}/.well-known/{name}").decode()
            assert secret not in published
            assert '"d"' not in published
        assert [set(key) & {"d"} for key in json.loads(key_file.read_text())["keys"]] == [{"d"}, set()]

    def test_are_not_overwritten_by_mistake(self, key_file):
        before = key_file.read_text()
        call_command("create_credential_key", stdout=StringIO())
        assert key_file.read_text() == before
        key_file.write_text("not keys")
        with pytest.raises(CommandError, match="nothing was changed"):
            call_command("create_credential_key", "--rotate", stdout=StringIO())
        assert key_file.read_text() == "not keys"

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": []}', '{"keys": [{"kty": "RSA"}]}', "\x00"])
    def test_that_cannot_be_used_are_an_error_and_no_credentials(self, text, key_file, certificate):
        assert checks.credential_keys_can_be_read() == []
        key_file.write_text(text)
        with pytest.raises(BadKeys):
            read_keys(text)
        (error,) = checks.credential_keys_can_be_read()
        assert error.id == "certificates.E010"
        assert credential_of(certificate) is None

    def test_a_public_key_alone_cannot_sign(self):
        data = json.loads(new_key_file())
        del data["keys"][0]["d"]
        with pytest.raises(BadKeys, match="private"):
            read_keys(json.dumps(data))

    def test_missing_ones_are_a_warning_before_deployment(self, key_file):
        assert checks.there_are_credential_keys() == []
        key_file.unlink()
        assert checks.there_are_credential_keys()[0].id == "certificates.I010"

    def test_without_any_nobody_issues_here(self, key_file):
        key_file.unlink()
        for name in ("did.json", "jwks.json", "issuer.json"):
            assert Client().get(f"/.well-known/{name}").status_code == 404

    @pytest.mark.parametrize(
        ("site", "did"),
        [
            ("https://learn.example.org", "did:web:learn.example.org"),
            ("http://localhost:8000", "did:web:localhost%3A8000"),
        ],
    )
    def test_the_name_of_the_issuer_is_its_host(self, site, did):
        assert Issuer(site, "Agora").did == did


class TestTheBadge:
    def test_holds_the_credential_and_no_name_to_see(self, certificate, learner_client):
        address = reverse("certificates:badge", args=[certificate.code])
        response = learner_client.get(address)
        assert response["Content-Type"] == "image/svg+xml"
        token = OB3Verifier.extract_token_from_svg(response.content)
        assert token.encode() == credential_of(certificate)
        assert b"Lena" not in response.content.replace(token.encode(), b"")
        verified(token.encode())

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=120))
    def test_is_well_formed_whatever_the_title(self, title):
        picture = badge(title=title, kind="<&>", year=2026, language='e"n', token="a.b.c")
        assert OB3Verifier.extract_token_from_svg(picture) == "a.b.c"
        assert picture.decode().count('font-weight="700"') <= 4

    def test_and_credential_are_for_the_holder(self, certificate, client, other_learner):
        for name in ("badge", "credential", "europass"):
            address = reverse(f"certificates:{name}", args=[certificate.code])
            assert client.get(address).status_code == 302
            client.force_login(other_learner)
            assert client.get(address).status_code == 404
            client.logout()

    def test_are_not_offered_without_a_key(self, certificate, learner_client, key_file):
        key_file.unlink()
        assert learner_client.get(reverse("certificates:badge", args=[certificate.code])).status_code == 404
        assert "Open Badges" not in learner_client.get(certificate.own_url).content.decode()

    def test_download_of_the_credential(self, certificate, learner_client):
        response = learner_client.get(reverse("certificates:credential", args=[certificate.code]))
        assert response["Content-Type"] == "application/vc+jwt"
        assert response.content == credential_of(certificate)
        assert certificate.code in response["Content-Disposition"]


def test_old_copies_of_the_status_list_run_out(certificate):
    document = payload(signed_status_list(0))
    assert document["exp"] - document["nbf"] == timedelta(hours=24).total_seconds()
