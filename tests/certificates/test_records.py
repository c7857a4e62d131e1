"""What was issued once is shown, printed and verified for ever."""

from __future__ import annotations

import pytest
from django.urls import reverse

from certificates.facts import from_data, to_data
from certificates.pdf import render

from .records import NAMES, PICTURES, record


@pytest.mark.parametrize("name", NAMES)
def test_every_record_loads_and_keeps_its_words(name):
    certificate = record(name)
    again = to_data(certificate.facts)
    assert {key: again[key] for key in certificate.facts_data if key not in {"modules", "tests"}} == {
        key: value for key, value in certificate.facts_data.items() if key not in {"modules", "tests"}
    }
    assert from_data(again) == certificate.facts


@pytest.mark.parametrize("name", NAMES)
def test_every_record_still_prints(name):
    certificate = record(name)
    assert render(certificate, pictures=PICTURES).startswith(b"%PDF-")
    assert PICTURES.keys() >= set(certificate.facts.look.pictures())


def test_the_pictures_on_them_are_under_their_digests():
    assert all(each.digest == name for name, each in PICTURES.items())


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_record_still_verifies_and_has_a_transcript(name, client, learner):
    certificate = record(name)
    certificate.holder, certificate.shows_name = learner, True
    certificate.save()
    page = client.get(certificate.verify_url)
    assert page.status_code == 200
    assert certificate.facts.holder in page.content.decode()
    assert client.get(f"/v/{certificate.code}.json").json()["facts"]["edition"] == 3
    client.force_login(learner)
    for name in ("own", "transcript", "europass"):
        assert client.get(reverse(f"certificates:{name}", args=[certificate.code])).status_code == 200
