"""A certificate that machines understand: an Open Badge 3.0 on the W3C's Verifiable Credentials 2.0. Plain values only.

In the form that is signed as a JWT the credential itself is the payload, with the registered claims beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from courses.outline import CertificateKind

from .facts import Facts, PassedTest
from .moments import iso

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    # Knows the type of the schema
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
TYPES = {CertificateKind.ACHIEVEMENT: "MicroCredential", CertificateKind.PARTICIPATION: "Certificate"}


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whoever runs this site. `site` is its address, without a path."""

    site: str
    name: str

    @property
    def did(self) -> str:
        """The name under which the site is found by did:web: its host, a port included."""
        return f"did:web:{quote(urlsplit(self.site).netloc, safe='.-')}"

    @property
    def profile(self) -> dict[str, Any]:
        return {"id": self.did, "type": ["Profile"], "name": self.name, "url": self.site}


def open_badge(
    facts: Facts,
    *,
    issuer: Issuer,
    course_key: UUID,
    address: str,
    issued_at: datetime,
    valid_until: datetime | None,
    status: dict[str, Any],
) -> dict[str, Any]:
    """The credential of a certificate, to be signed. `address` is where it is verified, and names it."""
    credential: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.course,
        "issuer": issuer.profile,
        "validFrom": iso(issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            # Nobody here has an address that would name them everywhere: the holder is identified by name.
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": facts.holder,
                    "identityType": "name",
                    "hashed": False,
                }
            ],
            "achievement": _achievement(facts, course_key),
            **({"result": _results(facts.tests, course_key)} if facts.tests else {}),
        },
        "evidence": [
            {"id": address, "type": ["Evidence"], "name": facts.course, "narrative": _workload(facts)}
        ],
        "credentialStatus": status,
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "iss": issuer.did,
        "jti": address,
        "nbf": int(issued_at.timestamp()),
    }
    if valid_until:
        credential |= {"validUntil": iso(valid_until), "exp": int(valid_until.timestamp())}
    return credential


def _achievement(facts: Facts, course_key: UUID) -> dict[str, Any]:
    achievement: dict[str, Any] = {
        "id": course_key.urn,
        "type": ["Achievement"],
        "achievementType": TYPES[facts.kind],
        "name": facts.course,
        "description": facts.summary or facts.course,
        "criteria": {"narrative": "\n\n".join(_criteria(facts))},
        "inLanguage": facts.language,
        "version": str(facts.edition),
    }
    if facts.awarding_body:
        achievement["creator"] = {
            "id": uuid5(NAMESPACE_URL, f"{course_key}/{facts.awarding_body}").urn,
            "type": ["Profile"],
            "name": facts.awarding_body,
        } | ({"address": {"type": ["Address"], "addressCountry": facts.country}} if facts.country else {})
    if facts.eqf_level:
        achievement["alignment"] = [
            {
                "type": ["Alignment"],
                "targetName": f"EQF {facts.eqf_level}",
                "targetUrl": f"http://data.europa.eu/snb/eqf/{facts.eqf_level}",
                "targetFramework": "European Qualifications Framework",
            }
        ]
    if facts.tests:
        achievement["resultDescription"] = _result_descriptions(facts.tests, course_key)
    return achievement


def _criteria(facts: Facts) -> Iterator[str]:
    if facts.outcomes:
        yield "\n".join(f"* {outcome}" for outcome in facts.outcomes)
    yield from filter(
        None,
        (
            facts.prerequisites,
            facts.assessment,
            facts.supervision,
            facts.participation,
            facts.quality_assurance,
            facts.stackability,
            facts.further_information,
        ),
    )
    if not facts.outcomes and not facts.assessment:
        yield facts.course


def _workload(facts: Facts) -> str:
    """Workload and edition, in signs that need no translation."""
    return f"{facts.minutes} min; {facts.edition}: {facts.edition_digest}"


def _results(tests: Sequence[PassedTest], course_key: UUID) -> list[dict[str, Any]]:
    return [
        {"type": ["Result"], "resultDescription": _result_id(course_key, index), "value": str(test.result)}
        for index, test in enumerate(tests)
    ]


def _result_descriptions(tests: Sequence[PassedTest], course_key: UUID) -> list[dict[str, Any]]:
    return [
        {
            "id": _result_id(course_key, index),
            "type": ["ResultDescription"],
            "name": test.title,
            "resultType": "Percent",
            "valueMin": "0",
            "valueMax": "100",
        }
        for index, test in enumerate(tests)
    ]


def _result_id(course_key: UUID, index: int) -> str:
    return uuid5(course_key, f"result/{index}").urn


def did_document(issuer: Issuer, keys: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Who signs here, and with which keys; the retired ones stay, so that old signatures can be verified."""
    methods = [
        {
            "id": f"{issuer.did}#{key['kid']}",
            "type": "JsonWebKey2020",
            "controller": issuer.did,
            "publicKeyJwk": key,
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
        "id": issuer.did,
        "alsoKnownAs": [issuer.site],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def profile_document(issuer: Issuer) -> dict[str, Any]:
    return {"@context": CONTEXT} | issuer.profile
