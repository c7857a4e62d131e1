"""What a learner may do inside a course, said once for a click and for a batch: the facts, what must hold, what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from courses.models import H5PPackage
from courses.outline import Lesson, Outline, Test
from courses.quiz import Question

from ..marking import Answer, is_answered, scaled, share
from ..models import Enrolment, H5PState, Note, ObjectType, Verb
from ..progress import Progress, State
from ..refusals import ImpossibleScore, NotAnswered, NotPartOfCourse, NotYetDone, StepLocked
from ..reported import Report
from .record import Check, Fact


@dataclass(frozen=True, slots=True)
class Contribution:
    """`note` holds the fields of the learner's `Note` on the object `about` that change, `state` those of an `H5PState` that
    takes the place of the one before; `removed` is the key of a highlight that goes. `step` is where the learner is, if this
    says so.
    """

    step: UUID | None
    check: Check
    facts: tuple[Fact, ...]
    about: UUID | None = None
    note: dict[str, Any] = field(default_factory=dict)
    removed: UUID | None = None
    state: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who saw a fact first gave it its id, and the time of their own clock."""

    id: UUID = field(default_factory=uuid4)
    at: datetime | None = None

    def fact(self, verb: Verb, object_type: ObjectType, key: UUID, score: Decimal | None = None) -> Fact:
        return Fact(verb, object_type, key, score, id=self.id, timestamp=self.at)


def opening(step_key: UUID, object_type: ObjectType, seen: Seen) -> Contribution:
    def check(outline: Outline, progress: Progress) -> None:
        unlocked_step(progress, step_key)

    return Contribution(step_key, check, (seen.fact(Verb.OPENED, object_type, step_key),))


def marking_as_done(lesson_key: UUID, seen: Seen) -> Contribution:
    def check(outline: Outline, progress: Progress) -> None:
        if not isinstance(unlocked_step(progress, lesson_key), Lesson):
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


def viewing(lesson_key: UUID, key: UUID, seen: Seen) -> Contribution:
    """An H5P package was there to be seen."""
    fact = seen.fact(Verb.OPENED, ObjectType.ACTIVITY, key)
    return Contribution(lesson_key, _activity_is_open(lesson_key, key, "h5p"), (fact,), key)


def reporting(lesson_key: UUID, key: UUID, about: UUID, report: Report, seen: Seen) -> Contribution:
    """What an H5P package says of the learner's work, as a whole or of one of its parts, which is then `about`.

    Raises ImpossibleScore.
    """
    try:
        score = report.score
    except ValueError as error:
        raise ImpossibleScore from error
    context: dict[str, Any] = {"reported": report.kept}
    if report.part:
        context["parent"] = str(key)
    object_type = ObjectType.PART if report.part else ObjectType.ACTIVITY
    fact = replace(seen.fact(Verb(report.verb), object_type, about, score), context=context)
    return Contribution(lesson_key, _activity_is_open(lesson_key, key, "h5p"), (fact,), key)


def leaving(lesson_key: UUID, key: UUID, state: str, generation: int, package: H5PPackage) -> Contribution:
    """What an H5P package wants to find again. Nothing is kept where it says nothing, or where learners are to begin anew."""
    is_kept = state and generation == package.generation
    kept = {"state": state, "digest": package.content.digest, "generation": generation} if is_kept else {}
    return Contribution(lesson_key, _activity_is_open(lesson_key, key, "h5p"), (), key, state=kept)


def keep_notes(enrolment: Enrolment, contributions: Iterable[Contribution]) -> None:
    """Write the notes; the last one on an object wins. One query for each kind of note, and one for what is removed."""
    notes: dict[tuple[str, ...], dict[UUID, Note]] = {}
    removed: set[UUID] = set()
    for each in contributions:
        if each.removed:
            removed.add(each.removed)
            for changed in notes.values():
                changed.pop(each.removed, None)
        elif each.about and each.note:
            removed.discard(each.about)
            note = Note(enrolment_id=enrolment.pk, object_key=each.about, **each.note)
            notes.setdefault(tuple(each.note), {})[each.about] = note
    for fields, changed in notes.items():
        Note.objects.bulk_create(
            changed.values(),
            update_conflicts=True,
            unique_fields=["enrolment", "object_key"],
            update_fields=[*fields, "updated_at"],
        )
    if removed:
        Note.objects.filter(enrolment=enrolment, object_key__in=removed, passage__isnull=False).delete()


def keep_states(enrolment: Enrolment, contributions: Iterable[Contribution]) -> None:
    """Write what H5P packages want to find again; the last state of an activity wins. One query, or none."""
    states = {
        each.about: H5PState(enrolment_id=enrolment.pk, activity_key=each.about, **each.state)
        for each in contributions
        if each.about and each.state
    }
    H5PState.objects.bulk_create(
        states.values(),
        update_conflicts=True,
        unique_fields=["enrolment", "activity_key"],
        update_fields=["state", "digest", "generation", "updated_at"],
    )


def _activity_is_open(lesson_key: UUID, activity_key: UUID, kind: str) -> Check:
    def check(outline: Outline, progress: Progress) -> None:
        step = unlocked_step(progress, lesson_key)
        activities = step.activities if isinstance(step, Lesson) else ()
        if not any((activity.key, activity.kind) == (activity_key, kind) for activity in activities):
            raise NotPartOfCourse

    return check


def unlocked_step(progress: Progress, key: UUID) -> Lesson | Test:
    state = progress.step(key)
    if state is None:
        raise NotPartOfCourse
    if state.state is State.LOCKED:
        raise StepLocked
    return state.step
