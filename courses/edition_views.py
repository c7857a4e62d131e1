"""The editions of a course for those who write it: what changed, and each lesson and test as it was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from .change_wording import named, sentences
from .models import CoursePage, Edition, PublishedContent
from .restoring import restored_page

PER_PAGE = 20
TEMPLATES = {"lesson": "courses/editions/lesson.html", "test": "courses/editions/test.html"}


@require_safe
def index(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Newest first, each with what changed since the one before it."""
    course = editable_course(request, course_key)
    editions = Edition.objects.filter(course_key=course_key).select_related("created_by", "manifest")
    page = Paginator(editions.order_by("-number"), PER_PAGE).get_page(request.GET.get("p"))
    # One more than is shown: the last of the page is compared with the one before it.
    start = page.start_index() - 1 if page.paginator.count else 0
    rows = list(page.paginator.object_list[start : start + PER_PAGE + 1])
    if not rows:
        raise Http404
    language = get_language() or ""
    found = [
        {"edition": edition, "changes": sentences(before, edition, language)}
        for edition, before in zip(rows, [*rows[1:], None], strict=True)
    ][:PER_PAGE]
    title = rows[0].title(course_key, language)
    context = {
        "rows": found,
        "page_obj": page,
        "page_range": page.paginator.get_elided_page_range(page.number),
    }
    return render(request, "courses/editions/index.html", context | _head(course, course_key, title))


@require_safe
def detail(request: HttpRequest, course_key: UUID, number: int) -> HttpResponse:
    """The contents of one edition: every step, to be opened in each of its languages."""
    course = editable_course(request, course_key)
    edition = _edition(course_key, number)
    before = (
        Edition.objects.filter(course_key=course_key, number=number - 1).select_related("manifest").first()
    )
    language = get_language() or ""
    entries = edition.manifest.entries if hasattr(edition, "manifest") else {}
    steps = [
        {
            "name": named(step.key, edition.shape, edition.title(step.key, language)),
            "is_required": step.is_required,
            "links": [
                {
                    "language": code,
                    "url": reverse("editions:content", args=[course_key, number, code, step.key]),
                }
                for code in entries
                if str(step.key) in entries[code]
            ],
        }
        for step in edition.shape.steps()
    ]
    context = {
        "edition": edition,
        "steps": steps,
        "is_readable": bool(entries),
        "changes": sentences(before, edition, language),
    }
    head = _head(course, course_key, edition.title(course_key, language), edition)
    return render(request, "courses/editions/detail.html", context | head)


@require_safe
def content(request: HttpRequest, course_key: UUID, number: int, language: str, key: UUID) -> HttpResponse:
    """A lesson or a test as it was, in the template of lessons, for reading only: nothing can be sent from it."""
    editable_course(request, course_key)
    edition = _edition(course_key, number)
    entries = edition.manifest.entries if hasattr(edition, "manifest") else {}
    entry = entries.get(language, {}).get(str(key))
    if entry is None:
        raise Http404
    kept = get_object_or_404(PublishedContent, digest=entry["content"]).content
    if kept["type"] not in TEMPLATES:
        raise Http404
    page = restored_page(kept, key=key, locale=get_object_or_404(Locale, language_code=language))
    back = reverse("editions:detail", args=[course_key, number])
    with override(language):
        return render(request, TEMPLATES[kept["type"]], {"page": page, "edition": edition, "back": back})


def _edition(course_key: UUID, number: int) -> Edition:
    editions = Edition.objects.select_related("created_by", "manifest")
    return get_object_or_404(editions, course_key=course_key, number=number)


def editable_course(request: HttpRequest, course_key: UUID) -> CoursePage | None:
    """The course in a language in which the reader may edit it; None once all its pages are deleted, for superusers.

    Raises PermissionDenied for everybody else.
    """
    user: Any = request.user
    pages = list(CoursePage.objects.filter(translation_key=course_key))
    for page in pages:
        if page.permissions_for_user(user).can_edit():
            return page
    if pages or not user.is_superuser:
        raise PermissionDenied
    return None


def _head(
    course: CoursePage | None, course_key: UUID, title: str, edition: Edition | None = None
) -> dict[str, Any]:
    """Where the reader is: below the course, as long as it has a page."""
    trail = [{"url": reverse("editions:index", args=[course_key]), "label": _("Editions")}]
    heading = _("Editions of “%(title)s”") % {"title": title}
    if course:
        trail.insert(0, {"url": reverse("wagtailadmin_pages:edit", args=[course.pk]), "label": course.title})
    if edition:
        words = {"number": edition.number, "title": title}
        heading = _("Edition %(number)s of “%(title)s”") % words
        trail.append({"url": "", "label": _("Edition %(number)s") % words})
    return {"header_title": heading, "header_icon": "history", "breadcrumbs_items": trail}
