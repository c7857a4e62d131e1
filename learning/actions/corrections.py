"""What trainers put right. Every correction is a statement of its own, with its author and a reason; none changes another.

Authors are named by their own pseudonymous key, as learners are.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from courses.models import Edition
from courses.outline import Lesson, Outline

from .. import ledger
from ..models import ObjectType, Statement, Verb
from ..permissions import may_correct, may_withdraw
from ..progress import Evidence, evaluate, open_basis, why_open
from ..rebuilding import completed_at, project
from ..refusals import (
    AlreadyDone,
    NotAllowed,
    NotFinished,
    NotPartOfCourse,
    NotVoidable,
    OwnRecord,
    ReasonMissing,
    StillFollows,
)
from .record import Fact, Recorded, Recording, locked_enrolment

MAX_REASON = 500
VOIDABLE = {ObjectType.LESSON, ObjectType.ACTIVITY, ObjectType.TEST}


def authorship(by: User, reason: str) -> dict[str, Any]:
    """What the statement of a correction says of where it comes from. Raises ReasonMissing."""
    words = " ".join(reason.split())[:MAX_REASON]
    if not words:
        raise ReasonMissing
    return {"by": str(by.learner_key), "reason": words}


def refuse_strangers(by: User, course_key: UUID, learner: User | None = None) -> None:
    """Raises NotAllowed, OwnRecord."""
    if not may_correct(by, course_key):
        raise NotAllowed
    if learner == by:
        raise OwnRecord


@transaction.atomic
def mark_as_done_for(*, by: User, learner: User, course_key: UUID, key: UUID, reason: str) -> Recorded:
    """Mark a lesson, an activity or a test as done for `learner`; a test is then passed without a score.

    Raises NotAllowed, OwnRecord, ReasonMissing, NotEnrolled, NotPartOfCourse, AlreadyDone.
    """
    refuse_strangers(by, course_key, learner)
    context = authorship(by, reason)
    recording = Recording(locked_enrolment(learner, course_key), [])
    object_type = _type_of(recording.outline, key)
    if key in recording.evidence.done or _is_done(recording.outline, recording.evidence, key):
        raise AlreadyDone
    verb = Verb.PASSED if object_type is ObjectType.TEST else Verb.COMPLETED
    recording.add(Fact(verb, object_type, key, context=context))
    with translation.override(_language_of(learner, course_key)):
        return recording.write()


@transaction.atomic
def void_statement(*, by: User, learner: User, course_key: UUID, statement_id: UUID, reason: str) -> None:
    """Take a statement out of the evidence, also one that has not arrived yet. Voiding it again changes nothing.

    Lessons that were done by their rule because of it fall with it. Who has finished the course stays finished.
    Raises NotAllowed, OwnRecord, ReasonMissing, NotEnrolled, NotPartOfCourse, NotVoidable, StillFollows.
    """
    refuse_strangers(by, course_key, learner)
    context = authorship(by, reason)
    recording = Recording(locked_enrolment(learner, course_key), [statement_id])
    target = recording.known.get(statement_id)
    if target and not recording.is_own(target):
        raise NotPartOfCourse
    if target and target.object_type not in VOIDABLE:
        raise NotVoidable
    falling = _with_what_falls(recording, target) if target else [statement_id]
    left = _void(recording, falling, context)
    if target and target.context.get("derived") and _is_done(recording.outline, left, target.object_key):
        raise StillFollows


@transaction.atomic
def withdraw_completion(*, by: User, learner: User, course_key: UUID, reason: str) -> None:
    """Take back that `learner` has finished the course. The certificate stays as it was issued.

    Raises NotAllowed, OwnRecord, ReasonMissing, NotEnrolled, NotFinished; StillFollows while everything required is done.
    """
    refuse_strangers(by, course_key, learner)
    if not may_withdraw(by):
        raise NotAllowed
    context = authorship(by, reason)
    recording = Recording(locked_enrolment(learner, course_key), [])
    if recording.enrolment.completed_at is None:
        raise NotFinished
    if recording.progress.is_complete:
        raise StillFollows
    completions = _statements(recording).filter(verb=Verb.COMPLETED, object_type=ObjectType.COURSE)
    _void(recording, [each.pk for each in completions], context)


def _void(recording: Recording, statement_ids: list[UUID], context: dict[str, Any]) -> Evidence:
    """Append the voiding statements, and bring up to date what is derived from the ledger. Returns the evidence left."""
    facts = {
        # The name lets a statement be voided once only.
        each: Fact(Verb.VOIDED, ObjectType.STATEMENT, each, id=uuid5(each, Verb.VOIDED), context=context)
        for each in statement_ids
        if each not in recording.voided
    }
    recording.append(facts.values(), timezone.now())
    statements = list(_statements(recording))
    evidence, enrolment = ledger.evidence(statements), recording.enrolment
    project(enrolment, evidence, completed_at(statements))
    void = [each.pk for each in enrolment.attempts.only("pk") if each.statement_id in facts]
    enrolment.attempts.filter(pk__in=void).update(is_void=True)
    return evidence


def _with_what_falls(recording: Recording, target: Statement) -> list[UUID]:
    """`target`, what else was said of the same attempt, and “done by its rule” where the rule is not met without them.

    The rule is the one of the edition under which the lesson was done.
    """
    statements = list(_statements(recording))
    attempt = target.context.get("attempt")
    falling = {each.pk for each in statements if attempt and each.context.get("attempt") == attempt}
    falling.add(target.pk)
    left = ledger.evidence(statements, recording.voided | falling)
    derived = [each for each in statements if each.context.get("derived")]
    editions = Edition.objects.in_bulk({each.edition_id for each in derived})
    for each in derived:
        lesson = editions[each.edition_id].shape.step(each.object_key)
        if isinstance(lesson, Lesson) and any(
            reason.about == target.object_key for reason in open_basis(lesson, left)
        ):
            falling.add(each.pk)
    return sorted(falling)


def _is_done(outline: Outline, evidence: Evidence, key: UUID) -> bool:
    for step in outline.steps():
        for activity in step.activities if isinstance(step, Lesson) else ():
            if activity.key == key:
                return why_open(activity, evidence) is None
    state = evaluate(outline, evidence).step(key)
    return bool(state and state.is_done)


def _statements(recording: Recording) -> Any:
    return Statement.objects.filter(
        learner_key=recording.learner.learner_key, course_key=recording.enrolment.course_key
    )


def _type_of(outline: Outline, key: UUID) -> ObjectType:
    for step in outline.steps():
        if step.key == key:
            return ObjectType.LESSON if isinstance(step, Lesson) else ObjectType.TEST
        if isinstance(step, Lesson) and any(activity.key == key for activity in step.activities):
            return ObjectType.ACTIVITY
    raise NotPartOfCourse


def _language_of(learner: User, course_key: UUID) -> str:
    """The language in which the learner last did something in the course: that of a certificate, should this be the end."""
    last = Statement.objects.filter(learner_key=learner.learner_key, course_key=course_key).exclude(
        language=""
    )
    return last.values_list("language", flat=True).last() or translation.get_language() or ""
