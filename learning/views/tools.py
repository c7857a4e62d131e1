"""Everything to take along from a course, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model

from courses.models import Kind, SearchEntry

from ..actions.record import current_edition
from ..presentation import Presentation, StepRow
from ..presenters import present_course


@dataclass(frozen=True, slots=True)
class LessonTools:
    """The files and worksheets of one lesson; a worksheet comes without a document."""

    lesson: StepRow
    tools: list[tuple[SearchEntry, Any]]


@login_required
@require_safe
def tools(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Files and worksheets by module and lesson, for the enrolled."""
    edition = current_edition(course_key)
    if edition is None:
        raise Http404
    learning = present_course(edition=edition, user=request.user, language=get_language() or "")
    if not learning.is_enrolled:
        messages.info(request, _("Please enrol in this course to see its practical tools."))
        return redirect(learning.course_url)
    modules = _by_module(learning)
    return render(request, "learning/tools.html", {"learning": learning, "modules": modules})


def _by_module(learning: Presentation) -> list[tuple[Any, list[LessonTools]]]:
    """Modules that have tools, in the order of the course."""
    entries = SearchEntry.objects.filter(
        course_key=learning.course_key, language=learning.language, kind=Kind.TOOL
    ).order_by("pk")
    documents = _documents({entry.file.partition(":")[2] for entry in entries if entry.file})
    found: dict[UUID, list[tuple[SearchEntry, Any]]] = {}
    for entry in entries:
        document = documents.get(entry.file.partition(":")[2])
        if entry.step_key and (document or not entry.file):
            found.setdefault(entry.step_key, []).append((entry, document))
    modules = [
        (module, [LessonTools(step, found[step.key]) for step in module.steps if step.key in found])
        for module in learning.modules
    ]
    return [(module, lessons) for module, lessons in modules if lessons]


def _documents(hashes: set[str]) -> dict[str, Any]:
    model = get_document_model()
    return {row.file_hash: row for row in model.objects.filter(file_hash__in=hashes - {""}).order_by("-pk")}
