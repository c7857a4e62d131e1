"""Credentials by the rules of JSON-LD and of the models they follow. Nothing is downloaded: the contexts come with a library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from django.conf import settings
from pyld import jsonld

from certificates.credential import CONTEXT, Issuer, open_badge

from .records import NAMES, europass_of, record

FILES = dict(
    zip(
        CONTEXT, ("credentials-v2.json", "ob-v3p0-context-3.0.3.json", "ob-v3p0-extensions.json"), strict=True
    )
)
# Registered claims of a JWT stand beside the credential and are not part of it.
CLAIMS = {"iss", "jti", "nbf", "exp"}


def loaded(address: str, options: Any = None) -> dict[str, Any]:
    content = json.loads((files("openbadgeslib") / "ob3" / "contexts" / FILES[address]).read_text())
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": content,
    }


def badge_of(name: str) -> dict[str, Any]:
    certificate = record(name)
    credential = open_badge(
        certificate.facts,
        issuer=Issuer("https://learn.example.org", "City of Musterstadt"),
        course_key=certificate.course_key,
        address="https://learn.example.org/v/7K3M-PXR4-HWTN-6/",
        issued_at=certificate.issued_at,
        valid_until=certificate.issued_at,
        status={
            "id": "https://learn.example.org/credentials/status/1.jwt#5",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "5",
            "statusListCredential": "https://learn.example.org/credentials/status/1.jwt",
        },
    )
    return {name: value for name, value in credential.items() if name not in CLAIMS}


def plain(value: Any) -> Any:
    """JSON-LD does not tell a list of one from the one."""
    if isinstance(value, list):
        return plain(value[0]) if len(value) == 1 else [plain(each) for each in value]
    return {name: plain(each) for name, each in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("name", NAMES)
def test_every_term_of_a_badge_means_something(name: str):
    """What a context does not know is dropped by expanding, and does not come back."""
    badge = badge_of(name)
    expanded = jsonld.expand(badge, {"documentLoader": loaded})
    again = jsonld.compact(expanded, {"@context": CONTEXT}, {"documentLoader": loaded})
    assert plain(again) == plain(badge)
    assert not [term for term in terms_of(expanded) if ":" not in term and not term.startswith("@")]


def test_a_term_of_our_own_would_be_noticed():
    badge = badge_of(NAMES[0]) | {"madeUp": "x"}
    expanded = jsonld.expand(badge, {"documentLoader": loaded})
    again = jsonld.compact(expanded, {"@context": CONTEXT}, {"documentLoader": loaded})
    assert plain(again) != plain(badge)


def terms_of(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            for term, inside in each.items():
                yield term
                yield from terms_of(inside)


# What the European Learning Model asks of each kind of thing that we write.
REQUIRED = {
    "EuropeanDigitalCredential": {
        "credentialSchema", "credentialProfiles", "credentialSubject", "displayParameter", "issuanceDate", "validFrom",
    },
    "DisplayParameter": {"title", "language", "primaryLanguage"},
    "Person": {"fullName", "hasClaim"},
    "LearningAchievement": {"title", "awardedBy", "specifiedBy", "provenBy"},
    "LearningActivity": {"title", "awardedBy", "specifiedBy", "levelOfCompletion"},
    "LearningAchievementSpecification": {"title", "learningOutcome", "volumeOfLearning", "language"},
    "LearningActivitySpecification": {"title", "volumeOfLearning", "language"},
    "Qualification": {"title", "learningOutcome", "volumeOfLearning", "language", "eqfLevel"},
    "LearningOutcome": {"title"},
    "LearningAssessment": {"title", "grade", "awardedBy", "specifiedBy"},
    "LearningAssessmentSpecification": {"title"},
    "AwardingProcess": {"awardingBody", "awardingDate"},
    "Organisation": {"legalName", "location"},
    "Location": {"address"},
    "Address": {"fullAddress"},
    "Note": {"noteLiteral"},
    "Concept": {"inScheme", "prefLabel"},
}  # fmt: skip
OF_THE_FRAME = {"ConceptScheme", "ShaclValidator2017"}


def things_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from things_in(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from things_in(each)


@pytest.mark.parametrize("name", NAMES)
def test_everything_in_a_file_for_europass_has_the_shape_of_its_kind(name: str):
    document = europass_of(record(name))
    kinds = set()
    for thing in things_in(document):
        kind = thing.get("type")
        kind = kind[-1] if isinstance(kind, list) else kind
        if kind is None:
            assert all(language in dict(settings.LANGUAGES) for language in thing), thing
        elif kind not in OF_THE_FRAME:
            assert thing["id"]
            assert REQUIRED[kind] <= thing.keys(), kind
            kinds.add(kind)
    assert {"EuropeanDigitalCredential", "Person", "Organisation"} <= kinds
