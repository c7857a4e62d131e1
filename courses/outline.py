"""The shape of a course: which steps it has, and when each of them counts as done.

Plain values only. An outline names things by their keys (translation keys of pages, ids of blocks), never by words, so
that one outline serves every language of a course.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class Rule(StrEnum):
    """When a lesson is done."""

    READ = "read"
    ACTIVITIES = "activities"
    TEST = "test"


class ModuleOrder(StrEnum):
    FREE = "free"
    IN_ORDER = "in_order"


class CertificateKind(StrEnum):
    """What a finished course is worth: having taken part, or having passed its tests."""

    NONE = "none"
    PARTICIPATION = "participation"
    ACHIEVEMENT = "achievement"


class ActivityRule(StrEnum):
    """When an activity is done that comes with a rule of its own."""

    VIEWED = "viewed"
    FINISHED = "finished"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to do inside a lesson: a knowledge check, a checklist, a reflection, an H5P package.

    Only H5P comes with a `rule`; `pass_mark` is in per cent, and 0 under any rule but `PASSED`.
    """

    key: UUID
    kind: str
    is_required: bool
    rule: ActivityRule | None = None
    pass_mark: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    key: UUID
    minutes: int
    is_required: bool
    rule: Rule
    activities: tuple[Activity, ...] = ()
    test: UUID | None = None

    @property
    def required_activities(self) -> tuple[Activity, ...]:
        return tuple(activity for activity in self.activities if activity.is_required)

    @property
    def basis(self) -> frozenset[UUID]:
        """What has to be done for the lesson to be done by its rule; empty where the learner's word is asked for."""
        if self.rule is Rule.ACTIVITIES:
            return frozenset(activity.key for activity in self.required_activities)
        return frozenset([self.test]) if self.rule is Rule.TEST and self.test else frozenset()


@dataclass(frozen=True, slots=True)
class Test:
    """A graded test; done when an attempt reached `pass_mark` per cent."""

    key: UUID
    minutes: int
    is_required: bool
    pass_mark: int


Step = Lesson | Test


@dataclass(frozen=True, slots=True)
class Module:
    key: UUID
    steps: tuple[Step, ...] = ()

    @property
    def minutes(self) -> int:
        """The workload: the minutes of its lessons, optional ones included. Tests come on top."""
        return sum(step.minutes for step in self.steps if isinstance(step, Lesson))


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole course: its modules in order, then the tests that stand at its end."""

    key: UUID
    module_order: ModuleOrder
    certificate: CertificateKind
    modules: tuple[Module, ...] = ()
    tests: tuple[Test, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Every step, in the order in which the course presents them."""
        for module in self.modules:
            yield from module.steps
        yield from self.tests

    @property
    def minutes(self) -> int:
        """The workload: the minutes of all its lessons, optional ones included. Tests come on top."""
        return sum(module.minutes for module in self.modules)

    @property
    def award(self) -> CertificateKind:
        """What finishing is worth now: an achievement only while a required test assesses it."""
        is_assessed = any(isinstance(step, Test) and step.is_required for step in self.steps())
        if self.certificate is CertificateKind.ACHIEVEMENT and not is_assessed:
            return CertificateKind.PARTICIPATION
        return self.certificate

    @property
    def counts_reported_scores(self) -> bool:
        """Whether an achievement rests on scores that come from the learner's browser, and can be forged there."""
        return self.award is CertificateKind.ACHIEVEMENT and any(
            activity.rule is ActivityRule.PASSED
            for step in self.steps()
            if isinstance(step, Lesson) and step.is_required and step.rule is Rule.ACTIVITIES
            for activity in step.required_activities
        )

    def step(self, key: UUID) -> Step | None:
        return next((step for step in self.steps() if step.key == key), None)

    def module_of(self, key: UUID) -> Module | None:
        return next(
            (module for module in self.modules if any(step.key == key for step in module.steps)), None
        )

    def neighbours(self, key: UUID) -> tuple[Step | None, Step | None]:
        """The steps before and after `key`."""
        steps = list(self.steps())
        index = next((i for i, step in enumerate(steps) if step.key == key), None)
        if index is None:
            return None, None
        before = steps[index - 1] if index else None
        after = steps[index + 1] if index + 1 < len(steps) else None
        return before, after


class Fault(StrEnum):
    """Why nobody could complete a course of this shape."""

    NO_REQUIRED_STEP = "no_required_step"
    NO_REQUIRED_ACTIVITY = "no_required_activity"
    TEST_MISSING = "test_missing"
    TEST_COMES_TOO_LATE = "test_comes_too_late"
    ACHIEVEMENT_WITHOUT_TEST = "achievement_without_test"


def faults(outline: Outline) -> list[tuple[Fault, UUID]]:
    """What makes the course impossible to complete; empty when it can be completed.

    Each fault comes with the key of the lesson or course that has it.
    """
    found: list[tuple[Fault, UUID]] = []
    steps = list(outline.steps())
    tests = {step.key for step in steps if isinstance(step, Test)}
    too_late = _waiting_in_vain(outline)
    if not any(step.is_required for step in steps):
        found.append((Fault.NO_REQUIRED_STEP, outline.key))
    for step in steps:
        if not isinstance(step, Lesson) or not step.is_required:
            continue
        if step.rule is Rule.ACTIVITIES and not step.required_activities:
            found.append((Fault.NO_REQUIRED_ACTIVITY, step.key))
        if step.rule is Rule.TEST and step.test not in tests:
            found.append((Fault.TEST_MISSING, step.key))
        if step.key in too_late:
            found.append((Fault.TEST_COMES_TOO_LATE, step.key))
    if outline.award is not outline.certificate:
        found.append((Fault.ACHIEVEMENT_WITHOUT_TEST, outline.key))
    return found


def _waiting_in_vain(outline: Outline) -> set[UUID]:
    """The lessons that hold back the very test for which they wait, because modules open one after another."""
    waiting: set[UUID] = set()
    if outline.module_order is ModuleOrder.FREE:
        return waiting
    later = {test.key for test in outline.tests}
    for module in reversed(outline.modules):
        waiting |= {
            step.key
            for step in module.steps
            if isinstance(step, Lesson) and step.rule is Rule.TEST and step.test in later
        }
        later |= {step.key for step in module.steps if isinstance(step, Test)}
    return waiting


def to_data(outline: Outline) -> dict[str, Any]:
    """The outline as JSON values; `from_data` is its inverse."""
    return {
        "key": str(outline.key),
        "module_order": outline.module_order.value,
        "certificate": outline.certificate.value,
        "modules": [
            {"key": str(module.key), "steps": [_step_to_data(step) for step in module.steps]}
            for module in outline.modules
        ],
        "tests": [_step_to_data(test) for test in outline.tests],
    }


def from_data(data: Mapping[str, Any]) -> Outline:
    return Outline(
        key=UUID(data["key"]),
        module_order=ModuleOrder(data["module_order"]),
        certificate=CertificateKind(data["certificate"]),
        modules=tuple(
            Module(key=UUID(module["key"]), steps=tuple(_step_from_data(step) for step in module["steps"]))
            for module in data["modules"]
        ),
        tests=tuple(_test_from_data(test) for test in data["tests"]),
    )


def _step_to_data(step: Step) -> dict[str, Any]:
    common = {"key": str(step.key), "minutes": step.minutes, "is_required": step.is_required}
    if isinstance(step, Test):
        return {"type": "test", **common, "pass_mark": step.pass_mark}
    return {
        "type": "lesson",
        **common,
        "rule": step.rule.value,
        "test": str(step.test) if step.test else None,
        "activities": [_activity_to_data(activity) for activity in step.activities],
    }


def _activity_to_data(activity: Activity) -> dict[str, Any]:
    data = {"key": str(activity.key), "kind": activity.kind, "is_required": activity.is_required}
    if activity.rule is None:
        return data
    return data | {"rule": activity.rule.value, "pass_mark": activity.pass_mark}


def _step_from_data(data: Mapping[str, Any]) -> Step:
    if data["type"] == "test":
        return _test_from_data(data)
    return Lesson(
        key=UUID(data["key"]),
        minutes=data["minutes"],
        is_required=data["is_required"],
        rule=Rule(data["rule"]),
        test=UUID(data["test"]) if data["test"] else None,
        activities=tuple(_activity_from_data(activity) for activity in data["activities"]),
    )


def _activity_from_data(data: Mapping[str, Any]) -> Activity:
    return Activity(
        key=UUID(data["key"]),
        kind=data["kind"],
        is_required=data["is_required"],
        rule=ActivityRule(data["rule"]) if "rule" in data else None,
        pass_mark=data.get("pass_mark", 0),
    )


def _test_from_data(data: Mapping[str, Any]) -> Test:
    return Test(
        key=UUID(data["key"]),
        minutes=data["minutes"],
        is_required=data["is_required"],
        pass_mark=data["pass_mark"],
    )
