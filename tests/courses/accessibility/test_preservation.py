"""Whatever becomes of a lesson, what makes it accessible stays (EN 301 549, 11.8.3)."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.operations import translate_object

from courses.models import CoursePage, LessonPage, PublishedContent
from courses.restoring import restored_page
from tests import editions, factories, files
from tests.courses.test_equivalents import table, video
from tests.courses.test_translating import translate
from tests.factories import block, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(db: None) -> LessonPage:
    course = factories.course(modules=1, lessons=1, with_test=False)
    lesson = factories.lessons_of(course)[0]
    image = {"image": files.picture().pk, "alt_text": "A square", "decorative": False}
    quiet = {"image": files.picture().pk, "alt_text": "", "decorative": True}
    named = table(caption="Places", heading="Place")
    named["value"]["has_row_headers"] = True
    lesson.body = [
        text("<h2>A</h2><h3>B</h3><ul><li>C</li></ul>"),
        block("picture", image=image, caption="Spring", description="<p>Six benches.</p>"),
        block("picture", image=quiet, caption=""),
        video(captions=files.captions().pk, transcript="<p>Words.</p>"),
        named,
    ]
    lesson.save_revision().publish()
    return lesson


def said(page: Any) -> list[Any]:
    words, picture, quiet, film, named = (child.value for child in page.body)
    return [
        words.source.replace("FR ", "").count("<h"),
        picture["image"].contextual_alt_text.removeprefix("FR "),
        picture["description"].source.replace("FR ", ""),
        quiet["image"].decorative,
        film["captions"].filename.endswith(".vtt"),
        film["transcript"].source.replace("FR ", ""),
        named["table"].caption.removeprefix("FR "),
        named["table"].columns[0]["heading"].removeprefix("FR "),
        named["has_row_headers"],
    ]


KEPT = [2, "A square", "<p>Six benches.</p>", True, True, "<p>Words.</p>", "Places", "Place", True]


def test_in_a_translation(lesson: LessonPage) -> None:
    french = Locale.objects.get(language_code="fr")
    for page in (*lesson.get_ancestors().type(CoursePage).specific(), lesson.get_parent().specific, lesson):
        translate_object(page, [french])
    translate(lesson, french)
    assert said(lesson.get_translation(french)) == KEPT


def test_in_a_copy(lesson: LessonPage) -> None:
    copied = lesson.copy(to=lesson.get_parent(), update_attrs={"slug": "copy", "title": "Copy"})
    assert said(copied.specific) == KEPT


def test_in_an_earlier_edition(lesson: LessonPage) -> None:
    edition = editions.newest()
    entry = edition.manifest.entries["en"][str(lesson.translation_key)]
    content = PublishedContent.objects.get(digest=entry["content"]).content
    lesson.body = [text()]
    lesson.save_revision().publish()
    restored = restored_page(content, key=lesson.translation_key, locale=lesson.locale)
    assert said(restored) == KEPT


def test_in_a_revision(lesson: LessonPage) -> None:
    revision = lesson.latest_revision
    lesson.body = [text()]
    lesson.save_revision().publish()
    assert said(revision.as_object()) == KEPT
