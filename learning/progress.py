"""Outline and evidence in, progress out: what is done, what is next, and why something is not done.

Evidence is a join-semilattice: sets that only grow and best scores. Merging two pieces of evidence is union and maximum,
hence commutative, associative and idempotent: neither the order in which facts arrive nor their repetition matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from courses.outline import Activity, ActivityRule, Lesson, ModuleOrder, Outline, Rule, Step, Test


@dataclass(frozen=True)
class Evidence:
    """What a learner has done in one course.

    `opened`: lessons, tests and H5P activities looked at. `done`: lessons marked as done, activities done, tests passed.
    `scores`: the best score of an activity or a test, from 0 to 1. `finished`: H5P activities worked through to their end,
    well or not; whether that makes them done is up to their rule.
    """

    opened: frozenset[UUID] = frozenset()
    done: frozenset[UUID] = frozenset()
    scores: Mapping[UUID, Decimal] = field(default_factory=dict)
    finished: frozenset[UUID] = frozenset()

    def merge(self, other: Evidence) -> Evidence:
        scores = dict(self.scores)
        for key, score in other.scores.items():
            scores[key] = max(score, scores.get(key, score))
        return Evidence(
            opened=self.opened | other.opened,
            done=self.done | other.done,
            scores=scores,
            finished=self.finished | other.finished,
        )

    @cached_property
    def about(self) -> frozenset[UUID]:
        """The keys of everything of which it says something."""
        return self.opened | self.done | self.finished | set(self.scores)


class State(StrEnum):
    LOCKED = "locked"
    OPEN = "open"
    STARTED = "started"
    DONE = "done"


class Cause(StrEnum):
    """Why something is not done."""

    NOT_MARKED_AS_DONE = "not_marked_as_done"
    ACTIVITY_OPEN = "activity_open"
    ACTIVITY_NOT_VIEWED = "activity_not_viewed"
    ACTIVITY_NOT_FINISHED = "activity_not_finished"
    ACTIVITY_NOT_PASSED = "activity_not_passed"
    TEST_NOT_TAKEN = "test_not_taken"
    TEST_NOT_PASSED = "test_not_passed"
    TEST_OF_LESSON_OPEN = "test_of_lesson_open"
    EARLIER_MODULE_OPEN = "earlier_module_open"
    STEP_OPEN = "step_open"
    NOTHING_REQUIRED = "nothing_required"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `about` is the key of what is missing. Scores are from 0 to 1, marks in per cent."""

    cause: Cause
    about: UUID
    score: Decimal | None = None
    pass_mark: int | None = None


@dataclass(frozen=True, slots=True)
class StepProgress:
    step: Step
    state: State
    reasons: tuple[Reason, ...] = ()
    score: Decimal | None = None

    @property
    def key(self) -> UUID:
        return self.step.key

    @property
    def is_done(self) -> bool:
        return self.state is State.DONE

    @property
    def is_actionable(self) -> bool:
        """Whether the learner can go on here: a lesson that was looked at may wait for nothing but a test elsewhere."""
        if self.state is State.STARTED:
            return any(reason.cause is not Cause.TEST_OF_LESSON_OPEN for reason in self.reasons)
        return self.state is State.OPEN


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """The progress in one module; `required` and `done` count its required steps."""

    key: UUID
    state: State
    steps: tuple[StepProgress, ...]
    reasons: tuple[Reason, ...]
    required: int
    done: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress in a course; `percent` is rounded down, so only a complete course reads 100."""

    percent: int
    is_complete: bool
    modules: tuple[ModuleProgress, ...]
    tests: tuple[StepProgress, ...]
    next_step: UUID | None
    reasons: tuple[Reason, ...]

    @property
    def steps(self) -> tuple[StepProgress, ...]:
        return (*(step for module in self.modules for step in module.steps), *self.tests)

    def step(self, key: UUID) -> StepProgress | None:
        return next((step for step in self.steps if step.key == key), None)


def evaluate(outline: Outline, evidence: Evidence) -> Progress:
    """Derive the progress in `outline` from `evidence`. Costs time linear in the size of the outline."""
    modules: list[ModuleProgress] = []
    blocking: UUID | None = None
    in_order = outline.module_order is ModuleOrder.IN_ORDER
    for module in outline.modules:
        lock = blocking if in_order else None
        progress = _module(module.key, tuple(_step(step, evidence, lock) for step in module.steps), lock)
        if blocking is None and progress.done < progress.required:
            blocking = module.key
        modules.append(progress)
    tests = tuple(_step(test, evidence, blocking if in_order else None) for test in outline.tests)
    return _course(outline, tuple(modules), tests)


def why_open(activity: Activity, evidence: Evidence) -> Reason | None:
    """Why `activity` is not done, or None: by its own rule, or because somebody's word made it done for good."""
    key, score = activity.key, evidence.scores.get(activity.key)
    if key in evidence.done:
        return None
    match activity.rule:
        case ActivityRule.VIEWED:
            return None if key in evidence.about else Reason(Cause.ACTIVITY_NOT_VIEWED, key)
        case ActivityRule.FINISHED:
            return None if key in evidence.finished else Reason(Cause.ACTIVITY_NOT_FINISHED, key)
        case ActivityRule.PASSED:
            if score is not None and score * 100 >= activity.pass_mark:
                return None
            return Reason(Cause.ACTIVITY_NOT_PASSED, key, score, activity.pass_mark)
    return Reason(Cause.ACTIVITY_OPEN, key)


def open_basis(lesson: Lesson, evidence: Evidence) -> tuple[Reason, ...]:
    """What still has to be done for `lesson` to be done by its rule."""
    if lesson.rule is Rule.TEST:
        return tuple(Reason(Cause.TEST_OF_LESSON_OPEN, test) for test in lesson.basis - evidence.done)
    reasons = (why_open(each, evidence) for each in lesson.activities if each.key in lesson.basis)
    return tuple(reason for reason in reasons if reason)


def _course(
    outline: Outline, modules: tuple[ModuleProgress, ...], tests: tuple[StepProgress, ...]
) -> Progress:
    steps = [*(step for module in modules for step in module.steps), *tests]
    required = [step for step in steps if step.step.is_required]
    done = sum(step.is_done for step in required)
    open_steps = [step for step in required if not step.is_done]
    reasons = tuple(Reason(Cause.STEP_OPEN, step.key) for step in open_steps)
    if not required:
        reasons = (Reason(Cause.NOTHING_REQUIRED, outline.key),)
    return Progress(
        percent=100 * done // len(required) if required else 0,
        is_complete=bool(required) and not open_steps,
        modules=modules,
        tests=tests,
        next_step=_next(steps, [step for step in open_steps if step.state is not State.LOCKED]),
        reasons=reasons,
    )


def _next(steps: list[StepProgress], open_steps: list[StepProgress]) -> UUID | None:
    """The first of `open_steps` where there is something to do, else the test for which they wait, optional or not."""
    awaited = {reason.about for step in open_steps for reason in step.reasons}
    ways = (
        *(step for step in open_steps if step.is_actionable),
        *(step for step in steps if step.key in awaited and step.is_actionable),
        *open_steps,
    )
    return ways[0].key if ways else None


def _module(key: UUID, steps: tuple[StepProgress, ...], lock: UUID | None) -> ModuleProgress:
    required = [step for step in steps if step.step.is_required]
    done = sum(step.is_done for step in required)
    is_done = bool(required) and done == len(required)
    if is_done:
        state = State.DONE
    elif lock:
        state = State.LOCKED
    elif any(step.state in {State.STARTED, State.DONE} for step in steps):
        state = State.STARTED
    else:
        state = State.OPEN
    reasons = [Reason(Cause.STEP_OPEN, step.key) for step in required if not step.is_done]
    if lock and not is_done:
        reasons.insert(0, Reason(Cause.EARLIER_MODULE_OPEN, lock))
    if not required:
        reasons.append(Reason(Cause.NOTHING_REQUIRED, key))
    return ModuleProgress(key, state, steps, tuple(reasons), len(required), done)


def _step(step: Step, evidence: Evidence, lock: UUID | None) -> StepProgress:
    score = evidence.scores.get(step.key)
    missing = _missing(step, evidence)
    if not missing:
        return StepProgress(step, State.DONE, (), score)
    if lock:
        return StepProgress(step, State.LOCKED, (Reason(Cause.EARLIER_MODULE_OPEN, lock), *missing), score)
    return StepProgress(step, State.STARTED if _is_started(step, evidence) else State.OPEN, missing, score)


def _missing(step: Step, evidence: Evidence) -> tuple[Reason, ...]:
    """What is still missing; a lesson once recorded as done stays done whatever its rule is now."""
    if step.key in evidence.done:
        return ()
    if isinstance(step, Test):
        score = evidence.scores.get(step.key)
        if score is None:
            return (Reason(Cause.TEST_NOT_TAKEN, step.key, pass_mark=step.pass_mark),)
        if score * 100 >= step.pass_mark:
            return ()  # The mark was lowered since; nobody has to sit the test again for that.
        return (Reason(Cause.TEST_NOT_PASSED, step.key, score, step.pass_mark),)
    if not step.basis:
        return (Reason(Cause.NOT_MARKED_AS_DONE, step.key),)
    return open_basis(step, evidence)


def _is_started(step: Step, evidence: Evidence) -> bool:
    if step.key in evidence.opened or step.key in evidence.scores:
        return True
    return isinstance(step, Lesson) and any(activity.key in evidence.about for activity in step.activities)
