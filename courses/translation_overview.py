"""Which pages of a course are translated into which language, and which translations are older than their originals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from wagtail.models import Locale, Page

from .models import CoursePage
from .translations import has_text


class Standing(StrEnum):
    """How a page stands in one language."""

    MISSING = "missing"
    DRAFT = "draft"
    TITLE = "title"
    OUTDATED = "outdated"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Cell:
    standing: Standing
    page: Page | None = None
    since: datetime | None = None
    """When the original was published that an outdated translation does not follow yet."""


@dataclass(frozen=True, slots=True)
class Row:
    """A page in the language in which the course was written first; `level` is 0 for the course itself."""

    page: Page
    level: int
    cells: list[Cell]


def overview(course_key: UUID) -> tuple[list[Locale], list[Row]]:
    """The other languages of the site, and every page of the course. The number of queries is constant."""
    courses = CoursePage.objects.filter(translation_key=course_key)
    source = courses.order_by("-live", "pk").first()
    if source is None:
        return [], []
    locales = list(Locale.objects.exclude(pk=source.locale_id).order_by("pk"))
    originals = list(Page.objects.descendant_of(source, inclusive=True).order_by("path"))
    keys = [page.translation_key for page in originals]
    translations = Page.objects.filter(translation_key__in=keys, locale__in=locales).specific()
    found = {(page.translation_key, page.locale_id): page for page in translations}
    return locales, [
        Row(
            original,
            original.depth - source.depth,
            [_cell(original, found.get((original.translation_key, locale.pk))) for locale in locales],
        )
        for original in originals
    ]


def _cell(original: Page, translation: Page | None) -> Cell:
    if translation is None:
        return Cell(Standing.MISSING)
    if not translation.live:
        return Cell(Standing.DRAFT, translation)
    published, followed = original.last_published_at, translation.last_published_at
    if published and followed and published > followed:
        return Cell(Standing.OUTDATED, translation, published)
    return Cell(Standing.CURRENT if has_text(translation) else Standing.TITLE, translation)
