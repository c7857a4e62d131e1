"""The translations of a course at a glance, for those who may edit it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .edition_views import editable_course
from .translation_overview import overview


@require_safe
def index(request: HttpRequest, course_key: UUID) -> HttpResponse:
    course = editable_course(request, course_key)
    if course is None:
        raise Http404
    locales, rows = overview(course_key)
    edit = reverse("wagtailadmin_pages:edit", args=[course.pk])
    context = {
        "locales": locales,
        "rows": rows,
        "may_translate": request.user.has_perm("wagtail_localize.submit_translation"),
        "header_title": _("Translations of “%(title)s”") % {"title": course.title},
        "header_icon": "wagtail-localize-language",
        "breadcrumbs_items": [
            {"url": edit, "label": course.title},
            {"url": "", "label": _("Translations")},
        ],
    }
    return render(request, "courses/translations/index.html", context)
