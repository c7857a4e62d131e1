"""The file for Europass, by the model that it names."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from .records import NAMES, europass_of, record

pytestmark = pytest.mark.django_db


class TestEuropass:
    @pytest.mark.parametrize("name", NAMES)
    def test_has_what_the_model_requires(self, name):
        certificate = record(name)
        document = europass_of(certificate)
        assert document["@context"][1] == "http://data.europa.eu/snb/model/context/edc-ap"
        for member in (
            "id",
            "type",
            "credentialSchema",
            "credentialProfiles",
            "issuanceDate",
            "validFrom",
            "displayParameter",
            "credentialSubject",
        ):
            assert document[member], member
        (claim,) = document["credentialSubject"]["hasClaim"]
        assert claim["type"] == (
            "LearningAchievement" if certificate.kind == "achievement" else "LearningActivity"
        )
        assert claim["awardedBy"]["awardingBody"]
        ids = list(_ids(document))
        same = {each for each in ids if ids.count(each) > 1 and each.startswith("urn:")}
        assert same <= {claim["awardedBy"]["id"], *_ids(claim["awardedBy"])}

    def test_is_downloaded_as_json_ld(self, certificate, learner_client):
        response = learner_client.get(reverse("certificates:europass", args=[certificate.code]))
        assert response["Content-Type"] == "application/ld+json"
        subject = json.loads(response.content)["credentialSubject"]
        assert subject["fullName"] == {"en": ["Lena Lerner"]}


def _ids(value):
    if isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        for each in value.values():
            yield from _ids(each)
    elif isinstance(value, list):
        for each in value:
            yield from _ids(each)
