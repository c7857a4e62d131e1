"""What learners keep for themselves: changing it in the margin of a lesson, finding it again, taking it along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import actions
from ..actions.record import current_edition
from ..exporting import notes_of
from ..margin import Change
from ..models import Enrolment
from ..note_rows import present_notes
from ..notebook import CourseNotes, as_markdown
from ..refusals import NotEnrolled, NotUnderstood
from .going_on import after_annotation
from .refusing import answers_refusals


@login_required
@require_POST
@answers_refusals
def annotate(
    request: HttpRequest, course_key: UUID, lesson_key: UUID, read: Callable[[Any], Change]
) -> HttpResponse:
    """Change a note, a bookmark or a highlight; then show the lesson again, or the notes from which it was sent."""
    learner: Any = request.user
    _check_enrolled(request, course_key)
    try:
        change = read(request.POST)
    except (KeyError, TypeError, ValueError) as error:
        raise NotUnderstood from error
    recorded = actions.annotate(learner=learner, course_key=course_key, lesson_key=lesson_key, change=change)
    lesson_url = after_annotation(request, recorded, lesson_key, change)
    match request.POST.get("from"):
        case "all":
            return redirect("learning:notes")
        case "course":
            return redirect("learning:course_notes", course_key)
    return redirect(lesson_url)


@login_required
@require_safe
@never_cache
@answers_refusals
def show(request: HttpRequest, course_key: UUID | None = None) -> HttpResponse:
    """My notes: of every course, or of one."""
    language = get_language() or ""
    context: dict[str, Any] = {"courses": _notes(request, course_key)}
    edition = current_edition(course_key) if course_key else None
    if course_key and edition:
        context["course"] = {
            "key": course_key,
            "title": edition.title(course_key, language),
            "language": edition.language(course_key, language),
            "url": edition.url(course_key, language),
        }
    return render(request, "learning/notes.html", context)


@login_required
@require_safe
@never_cache
@answers_refusals
def markdown(request: HttpRequest, course_key: UUID | None = None) -> HttpResponse:
    """The same as a file that opens anywhere."""
    text = as_markdown(
        _notes(request, course_key),
        title=_("My notes"),
        bookmarked=_("Bookmarked"),
        root=settings.WAGTAILADMIN_BASE_URL,
    )
    return HttpResponse(
        text,
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="notes.md"'},
    )


@login_required
@require_safe
@never_cache
def export(request: HttpRequest) -> JsonResponse:
    """Everything that the learner who asks keeps for themselves, for a program to read."""
    response = JsonResponse(
        {"notes": notes_of(request.user)}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = 'attachment; filename="notes.json"'
    return response


def _notes(request: HttpRequest, course_key: UUID | None) -> list[CourseNotes]:
    """Raises NotEnrolled."""
    if course_key:
        _check_enrolled(request, course_key)
    return present_notes(request.user, get_language() or "", course_key)


def _check_enrolled(request: HttpRequest, course_key: UUID) -> None:
    """Raises NotEnrolled."""
    learner: Any = request.user
    if not Enrolment.objects.of(learner).filter(course_key=course_key).exists():
        raise NotEnrolled
