"""The accessibility of a course at a glance, for those who may edit it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..edition_views import editable_course
from .overview import overview


@require_safe
def index(request: HttpRequest, course_key: UUID) -> HttpResponse:
    course = editable_course(request, course_key)
    if course is None:
        raise Http404
    context = {
        "languages": overview(course_key),
        "header_title": _("Accessibility of “%(title)s”") % {"title": course.title},
        "header_icon": "glasses",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[course.pk]), "label": course.title},
            {"url": "", "label": _("Accessibility")},
        ],
    }
    return render(request, "courses/accessibility/index.html", context)
