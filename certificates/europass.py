"""A certificate in the European Learning Model 3, as JSON-LD: a file that an operator can seal as a European Digital Credential.

Plain values only. What the model wants from a register (the country and the organisation's legal identifier) stands in our
records as words; whoever seals the file adds it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from courses.outline import CertificateKind

from .facts import Facts, PassedTest
from .moments import iso

CONTEXT = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
SCHEMA = {"id": "http://data.europa.eu/snb/model/ap/edc-generic-full", "type": "ShaclValidator2017"}
# The languages of the European Union in the spelling of its Publications Office
LANGUAGES = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST", "fi": "FIN",
    "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lt": "LIT", "lv": "LAV", "mt": "MLT", "nl": "NLD",
    "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK", "sl": "SLV", "sv": "SWE",
}  # fmt: skip
LANGUAGE_LIST = "http://publications.europa.eu/resource/authority/language"
EQF = "http://data.europa.eu/snb/eqf/25831c2"
PROFILES = "http://data.europa.eu/snb/credential/25831c2"
GENERIC = "http://data.europa.eu/snb/credential/e34929035b"


def learning_credential(
    facts: Facts,
    *,
    kind: str,
    address: str,
    issued_at: datetime,
    valid_until: datetime | None,
    course_key: UUID,
) -> dict[str, Any]:
    """`kind` is the name of the certificate in its language, `address` where it is verified."""
    return _Writer(facts, course_key, address).document(kind, issued_at, valid_until)


class _Writer:
    def __init__(self, facts: Facts, course_key: UUID, address: str) -> None:
        self.facts, self.course_key, self.address = facts, course_key, address

    def document(self, kind: str, issued_at: datetime, valid_until: datetime | None) -> dict[str, Any]:
        facts, issued = self.facts, iso(issued_at)
        return {
            "@context": CONTEXT,
            "id": self.id("credential"),
            "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
            "credentialSchema": [SCHEMA],
            "credentialProfiles": [self.concept(GENERIC, PROFILES, "en", "Generic")],
            "issuanceDate": issued,
            "issued": issued,
            "validFrom": issued,
            **({"expirationDate": iso(valid_until), "validUntil": iso(valid_until)} if valid_until else {}),
            "displayParameter": {
                "id": self.id("displayParameter"),
                "type": "DisplayParameter",
                "title": self.text(f"{kind}: {facts.course}"),
                **({"description": self.text(facts.summary)} if facts.summary else {}),
                "language": [self.language()],
                "primaryLanguage": self.language(),
            },
            "credentialSubject": {
                "id": self.id("person"),
                "type": "Person",
                "fullName": self.text(facts.holder),
                "hasClaim": [self.claim()],
            },
        }

    def claim(self) -> dict[str, Any]:
        """What was achieved: assessed by the tests, or for those who took part, an activity."""
        facts = self.facts
        is_achievement = facts.kind is CertificateKind.ACHIEVEMENT
        claim: dict[str, Any] = {
            "id": self.id("learningAchievement" if is_achievement else "learningActivity"),
            "type": "LearningAchievement" if is_achievement else "LearningActivity",
            "title": self.text(facts.course),
            "awardedBy": self.awarding(),
            "additionalNote": [self.note("edition", f"{facts.edition} {facts.edition_digest}")],
        }
        if is_achievement:
            claim["specifiedBy"] = self.specification()
            claim["provenBy"] = [self.assessment(index, test) for index, test in enumerate(facts.tests)]
        else:
            claim["specifiedBy"] = {
                "id": self.id("learningActivitySpecification"),
                "type": "LearningActivitySpecification",
                **self.described(),
            }
            claim["levelOfCompletion"] = facts.share
        return claim

    def specification(self) -> dict[str, Any]:
        facts = self.facts
        found: dict[str, Any] = {
            "id": self.id("qualification" if facts.eqf_level else "learningAchievementSpecification"),
            "type": "Qualification" if facts.eqf_level else "LearningAchievementSpecification",
            **self.described(),
            "learningOutcome": [
                {
                    "id": self.id(f"learningOutcome/{index}"),
                    "type": "LearningOutcome",
                    "title": self.text(outcome),
                }
                for index, outcome in enumerate(facts.outcomes)
            ],
        }
        if facts.eqf_level:
            level = f"http://data.europa.eu/snb/eqf/{facts.eqf_level}"
            found["eqfLevel"] = self.concept(level, EQF, "en", f"Level {facts.eqf_level}")
        if facts.prerequisites:
            found["entryRequirement"] = self.note("entryRequirement", facts.prerequisites)
        return found

    def described(self) -> dict[str, Any]:
        """What the specifications of achievements and activities have in common."""
        facts = self.facts
        notes = [
            ("participation", facts.participation),
            ("supervision", facts.supervision),
            ("qualityAssurance", facts.quality_assurance),
            ("stackability", facts.stackability),
            ("furtherInformation", facts.further_information),
        ]
        return {
            "title": self.text(facts.course),
            **({"description": self.text(facts.summary)} if facts.summary else {}),
            "volumeOfLearning": f"PT{facts.minutes // 60}H{facts.minutes % 60}M",
            "language": [self.language()],
            "additionalNote": [self.note(name, words) for name, words in notes if words],
        }

    def assessment(self, index: int, test: PassedTest) -> dict[str, Any]:
        specified: dict[str, Any] = {
            "id": self.id(f"learningAssessmentSpecification/{index}"),
            "type": "LearningAssessmentSpecification",
            "title": self.text(test.title),
        }
        if self.facts.assessment:
            specified["description"] = self.text(self.facts.assessment)
        return {
            "id": self.id(f"learningAssessment/{index}"),
            "type": "LearningAssessment",
            "title": self.text(test.title),
            "grade": self.note(f"grade/{index}", f"{test.result} %"),
            "awardedBy": self.awarding(),
            "specifiedBy": specified,
        }

    def awarding(self) -> dict[str, Any]:
        facts = self.facts
        body: dict[str, Any] = {
            "id": f"urn:epass:org:{uuid5(self.course_key, facts.awarding_body)}",
            "type": "Organisation",
            "legalName": self.text(facts.awarding_body),
            "location": [
                {
                    "id": self.id("location"),
                    "type": "Location",
                    "address": [
                        {
                            "id": self.id("address"),
                            "type": "Address",
                            "fullAddress": self.note("fullAddress", facts.country),
                        }
                    ],
                }
            ],
        }
        return {
            "id": self.id("awardingProcess"),
            "type": "AwardingProcess",
            "awardingBody": [body],
            "awardingDate": f"{facts.issued_on.isoformat()}T00:00:00Z",
        }

    def text(self, words: str) -> dict[str, list[str]]:
        return {self.facts.language: [words]}

    def note(self, name: str, words: str) -> dict[str, Any]:
        return {"id": self.id(f"note/{name}"), "type": "Note", "noteLiteral": self.text(words)}

    def language(self) -> dict[str, Any]:
        code = LANGUAGES.get(self.facts.language, "ENG")
        return self.concept(f"{LANGUAGE_LIST}/{code}", LANGUAGE_LIST, "en", code)

    def concept(self, which: str, scheme: str, language: str, label: str) -> dict[str, Any]:
        return {
            "id": which,
            "type": "Concept",
            "inScheme": {"id": scheme, "type": "ConceptScheme"},
            "prefLabel": {language: [label]},
        }

    def id(self, name: str) -> str:
        """An id of its own for each thing in the file, the same whenever the file is written."""
        return f"urn:epass:{name.split('/')[0]}:{uuid5(self.course_key, f'{self.address}{name}')}"
