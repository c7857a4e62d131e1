"""A question had a wrong key: its attempts are marked again. Nobody loses by a mistake that was ours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import translation

from accounts.models import User
from courses.models import BankQuestion, QuizPage
from courses.quiz import Question, question_to_data
from courses.translations import live_page

from ..marking import mark
from ..models import Attempt, ObjectType, Verb
from ..refusals import QuestionGone
from ..remarking import with_key_of
from .attempts import lock
from .corrections import authorship, refuse_strangers
from .record import Fact, record


@dataclass(frozen=True, slots=True)
class Gain:
    """What a learner gained by it; scores are from 0 to 1."""

    learner: User
    before: Decimal
    after: Decimal
    has_passed_now: bool


def re_mark(*, by: User, course_key: UUID, test_key: UUID, question_key: str, reason: str) -> list[Gain]:
    """Mark the attempts at a test again, with the key that a question has now. Returns who gained.

    No result goes down. Each attempt is a transaction of its own, and doing it again changes nothing: what was stopped
    halfway is done again. Open attempts get the new key as well. Papers that offered something else to choose from, and
    results that are void, stay as they are. Raises NotAllowed, ReasonMissing, QuestionGone.
    """
    refuse_strangers(by, course_key)
    context = authorship(by, reason) | {"question": question_key}
    questions = current_questions(test_key, question_key)
    if not questions:
        raise QuestionGone
    found = Attempt.objects.counting().filter(enrolment__course_key=course_key, test_key=test_key)
    keys = found.exclude(enrolment__learner=by).values_list("pk", flat=True).order_by("pk")
    gains = [_re_mark(attempt_id, question_key, questions, context) for attempt_id in keys]
    return [gain for gain in gains if gain]


def current_questions(test_key: UUID, question_key: str) -> dict[str, Question]:
    """A question as it is published now, by language: of the test itself, or of the bank."""
    pages = QuizPage.objects.live().filter(translation_key=test_key).select_related("locale")
    of_test = {
        page.locale.language_code: entry
        for page in pages
        for entry in page.quiz.entries
        if isinstance(entry, Question) and entry.key == question_key
    }
    if of_test:
        return of_test
    rows = BankQuestion.objects.live().filter(translation_key=question_key).select_related("locale")
    return {row.locale.language_code: row.question for row in rows}


def questions_of(test_key: UUID, language: str) -> list[Question]:
    """The questions that a test may ask: its own ones, then those of the bank from which it draws."""
    page = live_page(QuizPage, test_key, language)
    if page is None:
        return []
    own = [entry for entry in page.quiz.entries if isinstance(entry, Question)]
    drawn = {question.key: question for questions in page.bank().values() for question in questions}
    return [*own, *drawn.values()]


@transaction.atomic
def _re_mark(
    attempt_id: UUID, question_key: str, questions: dict[str, Question], context: dict[str, str]
) -> Gain | None:
    attempt = lock(Attempt.objects.select_related("enrolment__learner"), attempt_id)
    asked = attempt.paper.question(question_key) if attempt else None
    if attempt is None or asked is None or attempt.language not in questions:
        return None
    corrected = with_key_of(asked, questions[attempt.language])
    if corrected is None or corrected == asked:
        return None
    attempt.corrections = attempt.corrections | {question_key: question_to_data(corrected)}
    attempt.save(update_fields=["corrections"])
    if attempt.submitted_at is None or attempt.score is None:
        return None
    attempt = Attempt.objects.select_related("enrolment__learner").get(pk=attempt_id)
    return _raise(attempt, context)


def _raise(attempt: Attempt, context: dict[str, str]) -> Gain | None:
    result, before = mark(attempt.paper, attempt.answers), attempt.score or Decimal(0)
    if result.score <= before and not (result.is_passed and not attempt.is_passed):
        return None
    has_passed_now = result.is_passed and not attempt.is_passed
    attempt.score = max(result.score, before)
    attempt.is_passed = attempt.is_passed or result.is_passed
    attempt.save(update_fields=["score", "is_passed"])
    fact = Fact(
        Verb.PASSED if attempt.is_passed else Verb.FAILED,
        ObjectType.TEST,
        attempt.test_key,
        score=attempt.score,
        id=uuid5(attempt.statement_id, f"{context['question']}/{attempt.score}"),
        context=context | {"attempt": str(attempt.pk), "before": str(before)},
    )
    learner = attempt.enrolment.learner
    with translation.override(attempt.language):
        record(learner=learner, course_key=attempt.enrolment.course_key, facts=[fact])
    return Gain(learner, before, attempt.score, has_passed_now)
