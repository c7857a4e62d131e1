"""What the rules find in a whole course, as it was saved last: drafts too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from ..models import CoursePage
from .checking import check
from .findings import Finding
from .pages import Content, content_of, file_names, language_of, parts_of


@dataclass(frozen=True, slots=True)
class Row:
    """A page on which something was found."""

    page: Page
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Language:
    course: Page
    checked: int
    """How many pages were looked at."""
    rows: list[Row]


def overview(course_key: UUID) -> list[Language]:
    """The course in each of its languages. The number of queries is constant."""
    courses = CoursePage.objects.filter(translation_key=course_key)
    paths = list(courses.order_by("pk").values_list("path", flat=True))
    below = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk=None))
    pages = list(
        Page.objects.filter(below)
        .select_related("locale", "content_type", "latest_revision")
        .order_by("path")
    )
    never_saved = [page.pk for page in pages if page.latest_revision is None]
    specific = {page.pk: page for page in Page.objects.filter(pk__in=never_saved).specific()}
    parts = {page.pk: parts_of(page.specific_class, _content(page, specific)) for page in pages}
    names = file_names(part for found in parts.values() for part in found)
    languages = {path: [page for page in pages if page.path.startswith(path)] for path in paths}
    return [_language(found, parts, names) for found in languages.values()]


def _language(pages: list[Page], parts: dict[int, Any], names: dict[str, str]) -> Language:
    checked = ((page, check(parts[page.pk], language_of(page), names)) for page in pages)
    return Language(
        pages[0],
        len(pages),
        [Row(page, findings) for page, findings in checked if findings],
    )


def _content(page: Page, specific: dict[int, Page]) -> Content:
    if page.latest_revision:
        return page.latest_revision.content
    return content_of(specific[page.pk])
