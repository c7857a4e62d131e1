"""One sitting of a test, from the frozen paper to the mark."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from courses.models import QuizPage
from courses.outline import Test
from courses.quiz import BankTooSmall, FeedbackTime, paper_to_data, set_paper

from ..marking import Answers, is_answered, mark
from ..models import Attempt, ObjectType, Verb
from ..progress import Progress, State, evaluate
from ..projection import evidence_of
from ..refusals import (
    AttemptClosed,
    NoAttemptsLeft,
    NotAnswered,
    NotEnrolled,
    NotPartOfCourse,
    StepLocked,
    TestCannotBeSet,
)
from .record import Fact, Recording, current_edition, locked_enrolment

# An answer sent in time may arrive a little late on a poor line.
GRACE = timedelta(seconds=20)


@transaction.atomic
def start_attempt(*, learner: User, course_key: UUID, test: QuizPage) -> Attempt:
    """The learner's open attempt at `test`; a new one, with a paper of its own, when none is open.

    Raises NotEnrolled, NotPartOfCourse, StepLocked, NoAttemptsLeft, TestCannotBeSet.
    """
    enrolment, edition = locked_enrolment(learner, course_key), current_edition(course_key)
    if edition is None:
        raise NotEnrolled
    _refuse_locked(evaluate(edition.shape, evidence_of(enrolment.items.all())), test.translation_key)
    now = timezone.now()
    attempts = list(enrolment.attempts.filter(test_key=test.translation_key))
    unfinished = next((attempt for attempt in attempts if attempt.submitted_at is None), None)
    if unfinished and not _is_over(unfinished, now):
        return unfinished
    if unfinished:
        _submit(unfinished, now)
    if test.attempts is not None and sum(not attempt.is_void for attempt in attempts) >= test.attempts:
        raise NoAttemptsLeft
    try:
        paper = set_paper(test.quiz, test.bank(), seed=secrets.randbits(64))
    except BankTooSmall as error:
        raise TestCannotBeSet from error
    return Attempt.objects.create(
        enrolment=enrolment,
        test_key=test.translation_key,
        number=1 + max((attempt.number for attempt in attempts), default=0),
        language=test.locale.language_code,
        edition=edition,
        paper_data=paper_to_data(paper),
        started_at=now,
        closes_at=now + timedelta(minutes=test.time_limit) if test.time_limit else None,
    )


@transaction.atomic
def save_answers(*, learner: User, attempt_id: UUID, answers: Answers) -> Attempt:
    """Keep `answers` (by question key) beside those given before; answers that are locked stay as they are.

    Raises AttemptClosed once the attempt was handed in or its time is over.
    """
    attempt = _lock(learner, attempt_id)
    keep_in_time(attempt, answers, timezone.now())
    attempt.save(update_fields=["answers"])
    return attempt


@transaction.atomic
def answer_question(*, learner: User, attempt_id: UUID, question_key: str, answers: Answers) -> Attempt:
    """Where feedback comes at once: keep `answers` and settle the one to `question_key`, so that feedback may be shown.

    Raises AttemptClosed, NotAnswered.
    """
    attempt = _lock(learner, attempt_id)
    keep_in_time(attempt, answers, timezone.now())
    is_at_once = attempt.paper.feedback is FeedbackTime.EACH
    question = attempt.paper.question(question_key)
    if is_at_once and not (question and is_answered(question, attempt.answers.get(question_key))):
        raise NotAnswered
    if is_at_once and question_key not in attempt.locked:
        attempt.locked = [*attempt.locked, question_key]
    attempt.save(update_fields=["answers", "locked"])
    return attempt


@transaction.atomic
def submit_attempt(*, learner: User, attempt_id: UUID, answers: Answers | None = None) -> Attempt:
    """Hand an attempt in and mark it. Handing in twice changes nothing; answers that come too late are left out."""
    attempt = _lock(learner, attempt_id)
    now = timezone.now()
    if attempt.submitted_at is None:
        if answers and not _is_over(attempt, now):
            _keep(attempt, answers)
        _submit(attempt, now)
    return attempt


@transaction.atomic
def submit_expired_attempt(*, learner: User, attempt_id: UUID) -> Attempt:
    """Hand in what was saved of an attempt whose time is over; others stay open."""
    attempt = _lock(learner, attempt_id)
    now = timezone.now()
    if attempt.submitted_at is None and _is_over(attempt, now):
        _submit(attempt, now)
    return attempt


def _lock(learner: User, attempt_id: UUID) -> Attempt:
    attempt = lock(Attempt.objects.filter(enrolment__learner=learner), attempt_id)
    if attempt is None:
        raise NotPartOfCourse
    attempt.enrolment.learner = learner
    return attempt


def lock(attempts: QuerySet[Attempt], attempt_id: UUID) -> Attempt | None:
    """One of `attempts` and its enrolment, with both rows locked in one query."""
    # In the order in which they stand here: the enrolment first, as everywhere, so that two transactions never wait for
    # each other.
    locked = attempts.select_related("enrolment").select_for_update(of=("enrolment", "self"))
    return locked.filter(pk=attempt_id).first()


def keep_in_time(attempt: Attempt, answers: Answers, now: datetime) -> None:
    """Put `answers` beside those that `attempt` holds, without saving it. Raises AttemptClosed."""
    if attempt.submitted_at is not None or _is_over(attempt, now):
        raise AttemptClosed
    _keep(attempt, answers)


def _keep(attempt: Attempt, answers: Answers) -> None:
    known = {question.key for question in attempt.paper.questions} - set(attempt.locked)
    attempt.answers = attempt.answers | {key: answer for key, answer in answers.items() if key in known}


def _is_over(attempt: Attempt, now: datetime) -> bool:
    return attempt.closes_at is not None and now > attempt.closes_at + GRACE


def _submit(attempt: Attempt, now: datetime) -> None:
    result = mark(attempt.paper, attempt.answers)
    recording = Recording(attempt.enrolment, [attempt.statement_id])
    attempt.submitted_at = now
    attempt.score = result.score
    attempt.is_passed = result.is_passed
    attempt.is_void = attempt.statement_id in recording.voided
    attempt.save(update_fields=["answers", "submitted_at", "score", "is_passed", "is_void"])
    fact = Fact(
        Verb.PASSED if result.is_passed else Verb.FAILED,
        ObjectType.TEST,
        attempt.test_key,
        score=result.score,
        id=attempt.statement_id,
        context={"attempt": str(attempt.pk)},
    )
    recording.add(fact)
    recording.write(attempt.test_key)


def _refuse_locked(progress: Progress, test_key: UUID) -> None:
    state = progress.step(test_key)
    if state is None or not isinstance(state.step, Test):
        raise NotPartOfCourse
    if state.state is State.LOCKED:
        raise StepLocked
