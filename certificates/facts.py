"""The words of a certificate, frozen. Plain values only: what is printed, shown and one day signed is read from here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from courses.outline import CertificateKind

from .look import Look, look_from_data

# The arrangement of certificates issued from now on: templates/certificates/print/layout_<number>.html and its style sheet.
CURRENT_LAYOUT = 3


@dataclass(frozen=True, slots=True)
class StepFact:
    """A lesson or test as the holder left it. `result` and `pass_mark` are in per cent; lessons have neither, nor attempts."""

    title: str
    is_test: bool
    is_required: bool
    is_done: bool
    minutes: int
    result: int | None = None
    pass_mark: int | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class ModuleFact:
    """A module of the course and its workload in minutes. Records of layout 1 know nothing of its steps."""

    title: str
    minutes: int
    steps: tuple[StepFact, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedTest:
    """A test that the holder passed, and the best result in it, in per cent. 0 attempts: the record does not say."""

    title: str
    result: int
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a certificate says.

    The elements are those that the Council of the European Union recommends for micro-credentials (2022/C 243/02,
    Annex I). Texts are plain and in `language`; empty where the course does not say. `minutes` is the
    workload of the course. `layout` is the number of the arrangement in which the certificate is printed for good.

    What has a default was added after the first certificates were issued: their records lack it. `valid_until` is the
    last day of validity. `share` is the share of the required lessons that was done, in per cent, and `share_required` the
    one that the course asks for. `final_tests` are the tests that belong to no module. `has_no_level`: the course says that
    none applies, which is more than not to say one. `look` is what layout 3 and later ones leave to those who issue.
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
    edition_on: date | None = None
    prerequisites: str = ""
    valid_until: date | None = None
    share: int = 100
    share_required: int = 100
    final_tests: tuple[StepFact, ...] = ()
    has_no_level: bool = False
    supervision: str = ""
    stackability: str = ""
    further_information: str = ""
    look: Look = field(default_factory=Look)

    def transcript(self) -> Iterator[tuple[str, tuple[StepFact, ...]]]:
        """Modules with their steps, then the tests of the whole course under no title; nothing for the oldest records."""
        for module in self.modules:
            if module.steps:
                yield module.title, module.steps
        if self.final_tests:
            yield "", self.final_tests


def to_data(facts: Facts) -> dict[str, Any]:
    """The facts as JSON values; `from_data` is its inverse."""
    return {name: _as_json(value) for name, value in asdict(facts).items()}


def from_data(data: Mapping[str, Any]) -> Facts:
    """The facts of a record of any age: what it lacks has its default, what it has too much is left out."""
    found = _known(Facts, data)
    return Facts(
        **found
        | {
            "kind": CertificateKind(data["kind"]),
            "outcomes": tuple(data["outcomes"]),
            "modules": tuple(_module(module) for module in data["modules"]),
            "tests": tuple(PassedTest(**_known(PassedTest, test)) for test in data["tests"]),
            "final_tests": _steps(data.get("final_tests", ())),
            "look": look_from_data(data.get("look", {})),
        }
        | {name: _day(found[name]) for name in DAYS if name in found}
    )


DAYS = ("completed_on", "issued_on", "edition_on", "valid_until")


def _known(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: data[each.name] for each in fields(kind) if each.name in data}


def _module(data: Mapping[str, Any]) -> ModuleFact:
    return ModuleFact(**_known(ModuleFact, data) | {"steps": _steps(data.get("steps", ()))})


def _steps(data: Any) -> tuple[StepFact, ...]:
    return tuple(StepFact(**_known(StepFact, step)) for step in data)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, CertificateKind) else value
