from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from courses.models import LessonPage
from courses.translations import live_page

from .. import actions, answers
from ..activities import block_of, items_of, question_of
from ..refusals import NotPartOfCourse
from ..sent import Check, Checklist, Reflection
from .going_on import after_activity, after_lesson
from .refusing import answers_refusals

_KINDS = {"knowledge_check": Check, "checklist": Checklist, "reflection": Reflection}


@login_required
@require_POST
@answers_refusals
def done(request: HttpRequest, course_key: UUID, lesson_key: UUID) -> HttpResponse:
    """Mark a lesson as done, and go on with the next step."""
    recorded = actions.mark_as_done(
        learner=_learner(request), course_key=course_key, lesson_key=lesson_key, fact_id=_fact_id(request)
    )
    return redirect(after_lesson(request, recorded, lesson_key))


@login_required
@require_POST
@answers_refusals
def activity(request: HttpRequest, course_key: UUID, lesson_key: UUID, activity_key: UUID) -> HttpResponse:
    """Answer a knowledge check, or save a checklist or a reflection; then show it again."""
    lesson = live_page(LessonPage, lesson_key, get_language() or "")
    if lesson is None:
        raise NotPartOfCourse
    block = block_of(lesson, activity_key)
    common: dict[str, Any] = {
        "learner": _learner(request),
        "course_key": course_key,
        "lesson_key": lesson_key,
        "activity_key": activity_key,
    }
    match block.block_type:
        case "knowledge_check":
            question = question_of(block, _learner(request))
            recorded = actions.answer_check(
                **common, question=question, answer=answers.read(question, request.POST)
            )
        case "checklist":
            recorded = actions.save_checklist(
                **common,
                items=items_of(block),
                ticks=request.POST.getlist("ticks"),
                text=request.POST.get("text", ""),
            )
        case "reflection":
            recorded = actions.save_reflection(**common, text=request.POST.get("text", ""))
        case _:
            raise NotPartOfCourse
    return redirect(after_activity(request, recorded, lesson_key, activity_key, _KINDS[block.block_type]))


def _fact_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("fact"))
    except (TypeError, ValueError):
        return None


def _learner(request: HttpRequest) -> Any:
    return request.user
