"""What a learner may do inside a course, said once for a click and for a batch: the facts, what must hold, what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from courses.outline import Lesson, Outline, Test
from courses.quiz import Question

from ..marking import Answer, is_answered, scaled, share
from ..models import Enrolment, Note, ObjectType, Verb
from ..progress import Progress, State
from ..refusals import NotAnswered, NotPartOfCourse, NotYetDone, StepLocked
from .record import Check, Fact


@dataclass(frozen=True, slots=True)
class Contribution:
    """`note` holds the fields of the learner's `Note` on `activity` that change; `step` is where the learner is."""

    step: UUID
    check: Check
    facts: tuple[Fact, ...]
    activity: UUID | None = None
    note: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who saw a fact first gave it its id, and the time of their own clock."""

    id: UUID = field(default_factory=uuid4)
    at: datetime | None = None

    def fact(self, verb: Verb, object_type: ObjectType, key: UUID, score: Decimal | None = None) -> Fact:
        return Fact(verb, object_type, key, score, id=self.id, timestamp=self.at)


def opening(step_key: UUID, object_type: ObjectType, seen: Seen) -> Contribution:
    def check(outline: Outline, progress: Progress) -> None:
        _unlocked_step(progress, step_key)

    return Contribution(step_key, check, (seen.fact(Verb.OPENED, object_type, step_key),))


def marking_as_done(lesson_key: UUID, seen: Seen) -> Contribution:
    def check(outline: Outline, progress: Progress) -> None:
        if not isinstance(_unlocked_step(progress, lesson_key), Lesson):
            raise NotPartOfCourse
        state = progress.step(lesson_key)
        if state and any(reason.about != lesson_key for reason in state.reasons):
            raise NotYetDone

    return Contribution(lesson_key, check, (seen.fact(Verb.COMPLETED, ObjectType.LESSON, lesson_key),))


def answering(lesson_key: UUID, key: UUID, question: Question, answer: Answer, seen: Seen) -> Contribution:
    """Any answer counts as done; the best score is kept. Raises NotAnswered."""
    if not is_answered(question, answer):
        raise NotAnswered
    fact = seen.fact(Verb.ANSWERED, ObjectType.ACTIVITY, key, scaled(share(question, answer)))
    check = _activity_is_open(lesson_key, key, "knowledge_check")
    return Contribution(lesson_key, check, (fact,), key, {"answer": answer})


def ticking(
    lesson_key: UUID, key: UUID, items: Iterable[str], ticks: Iterable[str], text: str, seen: Seen
) -> Contribution:
    """Done once every one of `items` is ticked."""
    everything, wanted = list(items), set(ticks)
    ticked = [item for item in everything if item in wanted]
    is_done = bool(everything) and len(ticked) == len(everything)
    return Contribution(
        lesson_key,
        _activity_is_open(lesson_key, key, "checklist"),
        (seen.fact(Verb.COMPLETED, ObjectType.ACTIVITY, key),) if is_done else (),
        key,
        {"ticks": ticked, "text": text},
    )


def reflecting(lesson_key: UUID, key: UUID, text: str, seen: Seen) -> Contribution:
    """The ledger learns only that something was written."""
    return Contribution(
        lesson_key,
        _activity_is_open(lesson_key, key, "reflection"),
        (seen.fact(Verb.COMPLETED, ObjectType.ACTIVITY, key),) if text.strip() else (),
        key,
        {"text": text},
    )


def keep_notes(enrolment: Enrolment, contributions: Iterable[Contribution]) -> None:
    """Write the notes; the last one on an activity wins. One query for each kind of note."""
    notes: dict[tuple[str, ...], dict[UUID, Note]] = {}
    for each in contributions:
        if each.activity and each.note:
            note = Note(enrolment_id=enrolment.pk, activity_key=each.activity, **each.note)
            notes.setdefault(tuple(each.note), {})[each.activity] = note
    for fields, changed in notes.items():
        Note.objects.bulk_create(
            changed.values(),
            update_conflicts=True,
            unique_fields=["enrolment", "activity_key"],
            update_fields=[*fields, "updated_at"],
        )


def _activity_is_open(lesson_key: UUID, activity_key: UUID, kind: str) -> Check:
    def check(outline: Outline, progress: Progress) -> None:
        step = _unlocked_step(progress, lesson_key)
        activities = step.activities if isinstance(step, Lesson) else ()
        if not any((activity.key, activity.kind) == (activity_key, kind) for activity in activities):
            raise NotPartOfCourse

    return check


def _unlocked_step(progress: Progress, key: UUID) -> Lesson | Test:
    state = progress.step(key)
    if state is None:
        raise NotPartOfCourse
    if state.state is State.LOCKED:
        raise StepLocked
    return state.step
