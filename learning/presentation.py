"""Progress as pages show it: rows of plain values, each with its words. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from courses.models import Edition
from courses.outline import Activity, Lesson, Outline, Step

from . import wording
from .models import Attempt, Enrolment, H5PState, Note
from .progress import Evidence, ModuleProgress, Progress, Reason, State, StepProgress, evaluate, why_open
from .self_evaluation import Occasion, open_occasion


@dataclass(frozen=True, slots=True)
class StepRow:
    key: UUID
    title: str
    summary: str
    language: str
    """Of title and summary."""
    text_language: str
    url: str
    kind: str
    minutes: int
    is_required: bool
    state: str
    state_label: str
    reasons: tuple[str, ...]
    percent: int | None
    is_next: bool
    is_current: bool

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def is_locked(self) -> bool:
        return self.state == State.LOCKED


@dataclass(frozen=True, slots=True)
class ModuleRow:
    key: UUID
    title: str
    summary: str
    language: str
    url: str
    state: str
    state_label: str
    reasons: tuple[str, ...]
    required: int
    done: int
    minutes: int
    steps: tuple[StepRow, ...]

    @property
    def is_locked(self) -> bool:
        return self.state == State.LOCKED


@dataclass
class Presentation:
    """One course as one learner sees it, in one language. Without an enrolment it shows the public outline."""

    edition: Edition
    language: str
    enrolment: Enrolment | None = None
    evidence: Evidence = field(default_factory=Evidence)
    current: UUID | None = None
    notes: Mapping[UUID, Note] = field(default_factory=dict)
    states: Mapping[UUID, H5PState] = field(default_factory=dict)
    seen: Outline | None = None
    """What the course was like when the learner was last there, where it may have been another."""
    has_just_finished: bool = False
    """Whether the learner is told now, for the first time, of having finished."""

    @cached_property
    def progress(self) -> Progress:
        return evaluate(self.edition.shape, self.evidence)

    @property
    def is_enrolled(self) -> bool:
        return self.enrolment is not None

    @property
    def course_key(self) -> UUID:
        return self.edition.course_key

    @property
    def course_title(self) -> str:
        return self.title(self.course_key)

    @property
    def course_language(self) -> str:
        return self.edition.language(self.course_key, self.language)

    @property
    def course_url(self) -> str:
        return self.edition.url(self.course_key, self.language)

    @property
    def percent(self) -> int:
        return self.progress.percent

    @property
    def is_complete(self) -> bool:
        """Finished once is finished for ever, whatever was added since."""
        return self.progress.is_complete or bool(self.enrolment and self.enrolment.completed_at)

    @property
    def rating_occasion(self) -> Occasion | None:
        """The self-evaluation that is open now."""
        return open_occasion(self.percent, is_complete=self.is_complete)

    @property
    def certificate_languages(self) -> list[tuple[str, str]]:
        """Among these the learner may still choose the one of the certificate."""
        return [] if self.is_complete else wording.certificate_languages(self.edition)

    @property
    def certificate_language(self) -> str:
        return (self.enrolment and self.enrolment.certificate_language) or self.language

    @property
    def minutes(self) -> int:
        return self.edition.shape.minutes

    @property
    def time_left(self) -> str:
        """What is required and not done, counted as the workload is: by lessons, and by tests when nothing else is left."""
        left = [each.step for each in self.progress.steps if each.step.is_required and not each.is_done]
        lessons = sum(step.minutes for step in left if isinstance(step, Lesson))
        return wording.hours(lessons or sum(step.minutes for step in left))

    @property
    def hours(self) -> str:
        return wording.hours(self.minutes)

    @cached_property
    def modules(self) -> tuple[ModuleRow, ...]:
        return tuple(self._module_row(module) for module in self.progress.modules)

    @cached_property
    def tests(self) -> tuple[StepRow, ...]:
        return tuple(self._row(test) for test in self.progress.tests)

    @cached_property
    def step(self) -> StepRow | None:
        """The lesson or test that is on the page."""
        return self.row(self.current)

    @cached_property
    def module(self) -> ModuleRow | None:
        """The module of the lesson or test, or the module itself, that is on the page."""
        for module in self.progress.modules:
            if self.current == module.key or any(self.current == step.key for step in module.steps):
                return self._module_row(module)
        return None

    @property
    def number(self) -> int:
        """The place of the lesson or test in its module, from 1."""
        steps = self.module.steps if self.module else self.tests
        return next((number for number, step in enumerate(steps, 1) if step.is_current), 1)

    @property
    def count(self) -> int:
        return len(self.module.steps) if self.module else len(self.tests)

    @property
    def previous(self) -> StepRow | None:
        return self._neighbour(0)

    @property
    def following(self) -> StepRow | None:
        return self._neighbour(1)

    @cached_property
    def next(self) -> StepRow | None:
        """Where “continue” leads: the step at which the learner was, while there is something to do, else the next one."""
        key = self.enrolment.last_step_key if self.enrolment else None
        last = self.progress.step(key) if key else None
        if last and last.step.is_required and last.is_actionable:
            return self._row(last)
        return self.row(self.progress.next_step)

    @cached_property
    def position(self) -> StepRow | None:
        return self.row(self.enrolment.last_step_key) if self.enrolment else None

    @cached_property
    def new_steps(self) -> tuple[StepRow, ...]:
        """Steps that became required since the learner was last there, and are still to do."""
        if self.seen is None or self.is_complete:
            return ()
        known = {step.key for step in self.seen.steps() if step.is_required}
        new = [step for step in self.edition.shape.steps() if step.is_required and step.key not in known]
        rows = (self.row(step.key) for step in new)
        return tuple(row for row in rows if row is not None and not row.is_done)

    @property
    def rule(self) -> str:
        step = self.edition.shape.step(self.current) if self.current else None
        return wording.rule(step) if step else ""

    @property
    def can_mark_as_done(self) -> bool:
        """Whether nothing but the learner's word is missing."""
        state = self.progress.step(self.current) if self.current and self.enrolment else None
        return (
            state is not None
            and isinstance(state.step, Lesson)
            and state.state in {State.OPEN, State.STARTED}
            and all(reason.about == state.key for reason in state.reasons)
        )

    @property
    def lesson_note(self) -> Note | None:
        """The learner's note on the lesson that is on the page, with its bookmark."""
        return self.notes.get(self.current) if self.current else None

    @property
    def highlights(self) -> list[Note]:
        """In the order in which they were made."""
        return [note for note in self.notes.values() if note.passage]

    def activity(self, key: UUID) -> Activity | None:
        """An activity of the lesson that is on the page."""
        step = self.edition.shape.step(self.current) if self.current else None
        return next((each for each in getattr(step, "activities", ()) if each.key == key), None)

    def why_open(self, activity: Activity) -> str:
        """Why an activity is not done, as the learner reads it; empty when it is."""
        reason = why_open(activity, self.evidence)
        return wording.activity_reason(reason) if reason else ""

    def percent_of(self, key: UUID) -> int | None:
        """The best score of an activity, rounded down."""
        score = self.evidence.scores.get(key)
        return None if score is None else int(score * 100)

    def row(self, key: UUID | None) -> StepRow | None:
        step = self.progress.step(key) if key else None
        return self._row(step) if step else None

    def title(self, key: UUID) -> str:
        return self.edition.title(key, self.language)

    def _neighbour(self, side: int) -> StepRow | None:
        neighbour = self.edition.shape.neighbours(self.current)[side] if self.current else None
        return self.row(neighbour.key) if neighbour else None

    def _module_row(self, module: ModuleProgress) -> ModuleRow:
        outline = next(outline for outline in self.edition.shape.modules if outline.key == module.key)
        return ModuleRow(
            key=module.key,
            title=self.title(module.key),
            summary=self.edition.summary(module.key, self.language),
            language=self.edition.language(module.key, self.language),
            url=self.edition.url(module.key, self.language),
            state=module.state,
            state_label=wording.state(module.state),
            reasons=self._reasons(module.reasons, None),
            required=module.required,
            done=module.done,
            minutes=outline.minutes,
            steps=tuple(self._row(step) for step in module.steps),
        )

    def _row(self, step: StepProgress) -> StepRow:
        return StepRow(
            key=step.key,
            title=self.title(step.key),
            summary=self.edition.summary(step.key, self.language),
            language=self.edition.language(step.key, self.language),
            text_language=self.edition.text_language(step.key, self.language),
            url=self.edition.url(step.key, self.language),
            kind="lesson" if isinstance(step.step, Lesson) else "test",
            minutes=step.step.minutes,
            is_required=step.step.is_required,
            state=step.state,
            state_label=wording.state(step.state),
            reasons=self._reasons(step.reasons, step.step),
            percent=None if step.score is None else int(step.score * 100),
            is_next=self.is_enrolled and step.key == self.progress.next_step,
            is_current=step.key == self.current,
        )

    def _reasons(self, reasons: Iterable[Reason], step: Step | None) -> tuple[str, ...]:
        return tuple(wording.reason(why, step, self.title) for why in reasons)


@dataclass
class TestPresentation(Presentation):
    """The same on the page of a test: with what the learner has done there, oldest attempt first."""

    attempts: Sequence[Attempt] = ()
    open_attempt: Attempt | None = None
    attempts_allowed: int | None = None
    question_count: int = 0

    @property
    def attempts_left(self) -> int | None:
        """None where there is no limit."""
        if self.attempts_allowed is None:
            return None
        return max(0, self.attempts_allowed - sum(not attempt.is_void for attempt in self.attempts))

    @property
    def can_start(self) -> bool:
        is_open = self.step is not None and not self.step.is_locked
        return self.is_enrolled and is_open and (self.open_attempt is not None or self.attempts_left != 0)
