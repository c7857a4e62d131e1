from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.models import LessonPage
from courses.outline import Lesson
from courses.translations import live_page

from .. import actions, answers
from ..actions.record import Recorded, current_edition
from ..activities import block_of, items_of, question_of
from ..models import ObjectType
from ..refusals import NotPartOfCourse
from .refusing import answers_refusals


@login_required
@require_POST
@answers_refusals
def done(request: HttpRequest, course_key: UUID, lesson_key: UUID) -> HttpResponse:
    """Mark a lesson as done, and go on with the next step."""
    recorded = actions.mark_as_done(learner=_learner(request), course_key=course_key, lesson_key=lesson_key)
    return _go_on(request, recorded, lesson_key)


@login_required
@require_POST
@answers_refusals
def opened(request: HttpRequest, course_key: UUID, step_key: UUID) -> HttpResponse:
    """Note where the learner is; sent by the page itself once it is open."""
    edition = current_edition(course_key)
    step = edition.shape.step(step_key) if edition else None
    if step is None:
        raise NotPartOfCourse
    kind = ObjectType.LESSON if isinstance(step, Lesson) else ObjectType.TEST
    actions.open_step(learner=_learner(request), course_key=course_key, step_key=step_key, object_type=kind)
    return HttpResponse(status=204)


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
            messages.success(request, _("Your ticks and notes are saved."))
        case "reflection":
            recorded = actions.save_reflection(**common, text=request.POST.get("text", ""))
            messages.success(request, _("Your reflection is saved. Only you can read it."))
        case _:
            raise NotPartOfCourse
    if recorded.has_completed:
        return _go_on(request, recorded, lesson_key)
    return redirect(f"{lesson.url}#activity-{activity_key}")


def _go_on(request: HttpRequest, recorded: Recorded, lesson_key: UUID) -> HttpResponse:
    """To the course page when the course is finished, otherwise to what follows the lesson."""
    edition, language = recorded.edition, get_language() or ""
    course_url = edition.url(recorded.enrolment.course_key, language)
    if recorded.has_completed:
        messages.success(request, _("You have finished this course. Congratulations!"))
        return redirect(course_url)
    following = edition.shape.neighbours(lesson_key)[1]
    messages.success(request, _("“%(title)s” is done.") % {"title": edition.title(lesson_key, language)})
    return redirect(edition.url(following.key, language) if following else course_url)


def _learner(request: HttpRequest) -> Any:
    return request.user
