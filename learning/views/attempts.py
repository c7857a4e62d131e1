from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import QuizPage
from courses.quiz import FeedbackTime
from courses.translations import live_page

from .. import actions, answers
from ..actions.record import current_edition
from ..marking import Answers, is_answered
from ..models import Attempt
from ..presentation import Presentation
from ..presenters import present_course
from ..question_rows import QuestionRow, ReadAgain, question_row
from ..refusals import AttemptClosed, NotPartOfCourse
from .refusing import answers_refusals

CHECK = "check-"


@login_required
@require_POST
@answers_refusals
def start(request: HttpRequest, course_key: UUID, test_key: UUID) -> HttpResponse:
    """Start an attempt, or go on with the open one."""
    test = live_page(QuizPage, test_key, get_language() or "")
    if test is None:
        raise NotPartOfCourse
    attempt = actions.start_attempt(learner=_learner(request), course_key=course_key, test=test)
    return redirect("learning:attempt", attempt.pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """A running test: saves answers, checks one where feedback comes at once, and hands in."""
    sitting = _current(request, attempt_id)
    if sitting.submitted_at:
        return redirect("learning:result", sitting.pk)
    if request.method == "POST":
        return _act(request, sitting)
    return render(request, "learning/attempt.html", _running(request, sitting))


@login_required
@never_cache
@require_safe
def result(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """The mark and, unless the test keeps silent, what there is to say about each answer."""
    sitting = _current(request, attempt_id)
    if not sitting.submitted_at:
        return redirect("learning:attempt", sitting.pk)
    learning = _learning(request, sitting)
    test = QuizPage.objects.live().filter(translation_key=sitting.test_key).order_by("pk").first()
    used = sitting.enrolment.attempts.counting().filter(test_key=sitting.test_key).count()
    left = None if test is None or test.attempts is None else max(0, test.attempts - used)
    context = _context(learning, sitting) | {
        "pass_mark": sitting.paper.pass_mark,
        "rows": []
        if sitting.paper.feedback is FeedbackTime.NEVER
        else _rows(sitting, learning, is_over=True),
        "next": learning.next,
        "attempts_left": left,
        "can_retry": test is not None and left != 0,
    }
    return render(request, "learning/result.html", context)


def _act(request: HttpRequest, sitting: Attempt) -> HttpResponse:
    action = request.POST.get("action", "save")
    given = _given(request, sitting)
    if action.startswith(CHECK):
        key = action.removeprefix(CHECK)
        actions.answer_question(
            learner=_learner(request), attempt_id=sitting.pk, question_key=key, answers=given
        )
        return redirect(reverse("learning:attempt", args=[sitting.pk]) + f"#question-{key}")
    if action == "submit":
        return _hand_in(request, sitting, given)
    actions.save_answers(learner=_learner(request), attempt_id=sitting.pk, answers=given)
    return redirect("learning:attempt", sitting.pk)


def _hand_in(request: HttpRequest, sitting: Attempt, given: Answers) -> HttpResponse:
    """Hand in; asks first when answers are missing."""
    answered = sitting.answers | given
    is_whole = all(is_answered(question, answered.get(question.key)) for question in sitting.paper.questions)
    if not is_whole and "confirmed" not in request.POST:
        try:
            sitting = actions.save_answers(learner=_learner(request), attempt_id=sitting.pk, answers=given)
        except AttemptClosed:
            # The time ran out meanwhile: what was saved before is handed in below.
            given = {}
        else:
            learning = _learning(request, sitting)
            unanswered = [row for row in _rows(sitting, learning) if not row.is_answered]
            if unanswered:
                context = _context(learning, sitting) | {
                    "unanswered": unanswered,
                    "attempt_url": reverse("learning:attempt", args=[sitting.pk]),
                }
                return render(request, "learning/hand_in.html", context)
    handed_in = actions.submit_attempt(learner=_learner(request), attempt_id=sitting.pk, answers=given)
    return redirect("learning:result", handed_in.pk)


def _running(request: HttpRequest, sitting: Attempt) -> dict[str, Any]:
    learning = _learning(request, sitting)
    rows = _rows(sitting, learning)
    return _context(learning, sitting) | {
        "rows": rows,
        "closes_at": sitting.closes_at,
        "seconds_left": _seconds_left(sitting),
        "answered": sum(row.is_answered for row in rows),
        "total": len(rows),
        "at_once": sitting.paper.feedback is FeedbackTime.EACH,
    }


def _seconds_left(sitting: Attempt) -> int | None:
    if sitting.closes_at is None:
        return None
    return max(0, round((sitting.closes_at - timezone.now()).total_seconds()))


def _context(learning: Presentation, sitting: Attempt) -> dict[str, Any]:
    return {
        "learning": learning,
        "attempt": sitting,
        "test_title": learning.title(sitting.test_key),
        "test_url": learning.edition.url(sitting.test_key, learning.language),
    }


def _rows(sitting: Attempt, learning: Presentation, *, is_over: bool = False) -> list[QuestionRow]:
    return [
        question_row(
            question,
            sitting.answers.get(question.key),
            number=number,
            is_locked=is_over or question.key in sitting.locked,
            shows_feedback=is_over or question.key in sitting.locked,
            read_again=_lesson_to_read(question.read_again, learning),
        )
        for number, question in enumerate(sitting.paper.questions, start=1)
    ]


def _lesson_to_read(key: str, learning: Presentation) -> ReadAgain | None:
    url = learning.edition.url(key, learning.language) if key else ""
    if not url:
        return None
    edition, language = learning.edition, learning.language
    return ReadAgain(edition.title(key, language), edition.language(key, language), url)


def _given(request: HttpRequest, sitting: Attempt) -> Answers:
    questions = sitting.paper.questions
    return {
        question.key: answers.read(question, request.POST)
        for question in questions
        if answers.is_in(question, request.POST)
    }


def _learning(request: HttpRequest, sitting: Attempt) -> Presentation:
    """The course as it is now; the paper alone stays as it was when the attempt began."""
    edition = current_edition(sitting.enrolment.course_key)
    if edition is None:
        raise Http404
    return present_course(
        edition=edition, user=request.user, language=get_language() or "", current=sitting.test_key
    )


def _current(request: HttpRequest, attempt_id: UUID) -> Attempt:
    """The learner's own attempt, handed in first if its time is over."""
    sitting = _mine(request, attempt_id)
    if sitting.submitted_at is None and sitting.closes_at:
        return actions.submit_expired_attempt(learner=_learner(request), attempt_id=sitting.pk)
    return sitting


def _mine(request: HttpRequest, attempt_id: UUID) -> Attempt:
    sitting = (
        Attempt.objects.filter(pk=attempt_id, enrolment__learner=_learner(request))
        .select_related("enrolment")
        .first()
    )
    if sitting is None:
        raise Http404
    return sitting


def _learner(request: HttpRequest) -> Any:
    return request.user
