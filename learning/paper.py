"""A module on paper: what its lessons say, in their order, with room to write and without anything that tells what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from courses.models import LessonPage
from courses.translations import live_pages

from .paper_pictures import Pictures
from .presentation import ModuleRow, Presentation, StepRow

_OWN_LINK = re.compile(r'(<a\b[^>]*\shref=")(?=/)')


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a lesson. `address` is where it stands on the site, for what paper cannot do."""

    block: Any
    address: str

    @property
    def template(self) -> str:
        return f"learning/paper/{self.block.block_type}.html"


@dataclass(frozen=True, slots=True)
class LessonOnPaper:
    row: StepRow
    page: LessonPage
    parts: tuple[Part, ...] = ()

    @property
    def language(self) -> str:
        """Of its text, which may be another one than that of its title."""
        return self.page.locale.language_code

    @property
    def anchor(self) -> str:
        return f"lesson-{self.row.key}"


def lessons_of(module: ModuleRow, language: str, *, is_trainer: bool) -> list[LessonOnPaper]:
    """The lessons of `module` that are open to the reader, still without their parts. One query."""
    rows = [row for row in module.steps if row.kind == "lesson" and (is_trainer or not row.is_locked)]
    pages = live_pages(LessonPage, [row.key for row in rows], language)
    return [LessonOnPaper(row, pages[row.key]) for row in rows if row.key in pages]


def with_parts(lessons: Sequence[LessonOnPaper]) -> list[LessonOnPaper]:
    """Add what the lessons hold. All of it is loaded as if it were one lesson: the number of queries is that of one."""
    if not lessons:
        return []
    raw = [dict(block) for lesson in lessons for block in lesson.page.body.raw_data]
    whole = StreamValue(lessons[0].page.body.stream_block, raw, is_lazy=True)
    blocks = list(whole)
    pictures = [block.value["image"] for block in blocks if block.block_type == "picture"]
    prefetch_related_objects([picture for picture in pictures if picture], "renditions")
    found, rest = [], iter(blocks)
    for lesson in lessons:
        url = f"{settings.WAGTAILADMIN_BASE_URL}{lesson.row.url}"
        parts = tuple(
            Part(block, f"{url}#block-{block.id}")
            for _raw, block in zip(lesson.page.body.raw_data, rest, strict=False)
        )
        found.append(LessonOnPaper(lesson.row, lesson.page, parts))
    return found


def text_of(
    request: HttpRequest,
    learning: Presentation,
    module: ModuleRow,
    lessons: Sequence[LessonOnPaper],
    pictures: Pictures,
) -> SafeString:
    """The HTML of `module`. It says nothing about the reader, so it is the same for all who may read the same lessons."""
    context = {
        "learning": learning,
        "module": module,
        "number": [each.key for each in learning.modules].index(module.key) + 1,
        "lessons": lessons,
        "tests": [step for step in module.steps if step.kind == "test"],
        "pictures": pictures,
    }
    html = render_to_string("learning/paper/module.html", context, request)
    # Links of editors are looked up once for the whole text.
    return mark_safe(absolute(expand_db_html(html), settings.WAGTAILADMIN_BASE_URL))  # noqa: S308  (our own template)


def absolute(html: str, address: str) -> str:
    """`html` with the whole address in links to our own pages: on paper nobody knows where they lead otherwise."""
    return _OWN_LINK.sub(rf"\g<1>{address}", html)
