"""The words of a certificate, frozen. Plain values only: what is printed, shown and one day signed is read from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from courses.outline import CertificateKind

# The design of certificates issued from now on: templates/certificates/print/layout_<number>.html and its style sheet.
CURRENT_LAYOUT = 1


@dataclass(frozen=True, slots=True)
class ModuleFact:
    """A module of the course and its workload in minutes."""

    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PassedTest:
    """A test that the holder passed, and the best result in it, in per cent."""

    title: str
    result: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a certificate says.

    The elements are those that the Council of the European Union recommends for micro-credentials (2022/C 243/02,
    Annex I). Texts are plain and in `language`; empty where the course does not say. `minutes` is the
    workload of the course. `layout` is the number of the design in which the certificate is printed for good.
    """

    kind: CertificateKind
    language: str
    layout: int
    holder: str
    course: str
    summary: str
    outcomes: tuple[str, ...]
    modules: tuple[ModuleFact, ...]
    tests: tuple[PassedTest, ...]
    minutes: int
    completed_on: date
    issued_on: date
    awarding_body: str
    country: str
    eqf_level: int | None
    assessment: str
    participation: str
    quality_assurance: str
    edition: int
    edition_digest: str


def to_data(facts: Facts) -> dict[str, Any]:
    """The facts as JSON values; `from_data` is its inverse."""
    return asdict(facts) | {
        "kind": facts.kind.value,
        "outcomes": list(facts.outcomes),
        "modules": [asdict(module) for module in facts.modules],
        "tests": [asdict(test) for test in facts.tests],
        "completed_on": facts.completed_on.isoformat(),
        "issued_on": facts.issued_on.isoformat(),
    }


def from_data(data: Mapping[str, Any]) -> Facts:
    values = {field.name: data[field.name] for field in fields(Facts)}
    return Facts(
        **values
        | {
            "kind": CertificateKind(data["kind"]),
            "outcomes": tuple(data["outcomes"]),
            "modules": tuple(ModuleFact(**module) for module in data["modules"]),
            "tests": tuple(PassedTest(**test) for test in data["tests"]),
            "completed_on": date.fromisoformat(data["completed_on"]),
            "issued_on": date.fromisoformat(data["issued_on"]),
        }
    )
