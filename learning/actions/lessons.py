"""What a learner does inside a lesson."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from courses.quiz import Question

from ..margin import Change, Highlighted
from ..marking import Answer
from ..models import ObjectType
from .contributions import (
    Contribution,
    Seen,
    answering,
    keep_notes,
    marking_as_done,
    opening,
    reflecting,
    ticking,
)
from .margin import Highlights, annotating
from .record import Recorded, Recording, locked_enrolment


def open_step(
    *, learner: User, course_key: UUID, step_key: UUID, object_type: ObjectType, fact_id: UUID | None = None
) -> Recorded:
    """Note that a lesson or test was opened, and that the learner is there now."""
    return _contribute(learner, course_key, opening(step_key, object_type, _seen(fact_id)))


def mark_as_done(
    *, learner: User, course_key: UUID, lesson_key: UUID, fact_id: UUID | None = None
) -> Recorded:
    """Mark a lesson as read to the end. Raises NotYetDone where its rule asks for something else that is open."""
    return _contribute(learner, course_key, marking_as_done(lesson_key, _seen(fact_id)))


def answer_check(
    *,
    learner: User,
    course_key: UUID,
    lesson_key: UUID,
    activity_key: UUID,
    question: Question,
    answer: Answer,
    fact_id: UUID | None = None,
) -> Recorded:
    """Answer a knowledge check. Any answer counts as done; the best score is kept. Raises NotAnswered."""
    given = answering(lesson_key, activity_key, question, answer, _seen(fact_id))
    return _contribute(learner, course_key, given)


def save_checklist(
    *,
    learner: User,
    course_key: UUID,
    lesson_key: UUID,
    activity_key: UUID,
    items: Iterable[str],
    ticks: Iterable[str],
    text: str,
    fact_id: UUID | None = None,
) -> Recorded:
    """Keep the ticks and notes of a checklist; it is done once every one of its `items` is ticked."""
    ticked = ticking(lesson_key, activity_key, items, ticks, text, _seen(fact_id))
    return _contribute(learner, course_key, ticked)


def save_reflection(
    *,
    learner: User,
    course_key: UUID,
    lesson_key: UUID,
    activity_key: UUID,
    text: str,
    fact_id: UUID | None = None,
) -> Recorded:
    """Keep a private reflection; the ledger learns only that there is one."""
    return _contribute(learner, course_key, reflecting(lesson_key, activity_key, text, _seen(fact_id)))


@transaction.atomic
def annotate(*, learner: User, course_key: UUID, lesson_key: UUID, change: Change) -> Recorded:
    """Change what `learner` keeps in the margin of a lesson: a note, a bookmark, a highlight.

    Raises NotEnrolled, NotPartOfCourse, StepLocked, TextTooLong, TooManyHighlights, NotUnderstood.
    """
    contribution = annotating(lesson_key, change)
    if isinstance(change, Highlighted):
        Highlights(locked_enrolment(learner, course_key), [lesson_key]).take(lesson_key, change)
    return _contribute(learner, course_key, contribution)


@transaction.atomic
def _contribute(learner: User, course_key: UUID, contribution: Contribution) -> Recorded:
    recording = Recording(locked_enrolment(learner, course_key), [fact.id for fact in contribution.facts])
    recording.take(contribution.facts, contribution.check)
    recorded = recording.write(contribution.step)
    keep_notes(recorded.enrolment, [contribution])
    return recorded


def _seen(fact_id: UUID | None) -> Seen:
    return Seen(fact_id or uuid4())
