"""Translating in the admin: words are translated, keys and right answers are not, and originals stay as they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from accounts.models import User
from courses.actions import publish
from courses.models import BankQuestion, CoursePage, Edition, LessonPage, QuizPage
from courses.publishing import PublishingRefused
from courses.translation_overview import Standing, overview
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(db: None) -> Locale:
    return factories.catalogue("fr").locale


def submit(thing: Any, locale: Locale) -> Any:
    """What a trainer gets who submits `thing` for translation: a draft in the other language."""
    translate_object(thing, [locale])
    return thing.get_translation(locale)


def translate(thing: Any, locale: Locale, *, without: int = 0) -> None:
    """Translate every text of `thing`, apart from the last `without` ones; not published."""
    translation = Translation.objects.get(source__object_id=thing.translation_key, target_locale=locale)
    segments = list(translation.source.stringsegment_set.order_by("order"))
    for segment in segments[: len(segments) - without]:
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": f"FR {segment.string.data}", "translation_type": "manual"},
        )
    translation.save_target(publish=False)


def submit_tree(course: CoursePage, locale: Locale) -> None:
    for page in course.get_descendants(inclusive=True).order_by("path").specific():
        submit(page, locale)


def everything_in(lesson: LessonPage) -> list[dict[str, Any]]:
    """Of each kind of block one whose parts are translated in a way of its own."""
    table = {
        "columns": [{"type": "text", "heading": "Source"}, {"type": "text", "heading": "Shows"}],
        "rows": [{"values": ["Survey", "Feelings"]}, {"values": ["", "Reports"]}],
        "caption": "What sources show",
    }
    return [
        factories.text("<h2>A head</h2><p>Some <b>bold</b> text.</p>"),
        factories.block("table", table=table, has_row_headers=True),
        factories.knowledge_check(),
        factories.checklist(),
        factories.reflection(),
    ]


def test_a_lesson_keeps_its_keys_and_right_answers_and_its_original(
    course: CoursePage, french: Locale
) -> None:
    lesson = factories.lessons_of(course)[0]
    lesson.body = everything_in(lesson)
    publish(page=lesson)
    lesson = LessonPage.objects.get(pk=lesson.pk)
    before = (
        lesson.body.raw_data._raw_data
        if hasattr(lesson.body.raw_data, "_raw_data")
        else list(lesson.body.raw_data)
    )
    submit_tree(course, french)
    translate(lesson, french)
    copy = lesson.get_translation(french).get_latest_revision_as_object()

    assert copy.title == "FR Lesson 1"
    assert [block.id for block in copy.body] == [block.id for block in lesson.body]
    table = copy.body[1].value["table"]
    assert (table.caption, table.columns[1]["heading"]) == ("FR What sources show", "FR Shows")
    assert [[cell.value for cell in row] for row in table.rows] == [
        ["FR Survey", "FR Feelings"],
        ["", "FR Reports"],
    ]
    question, original = (page.body[2].value["question"][0] for page in (copy, lesson))
    assert question.id == original.id
    options, originals = question.value["options"], original.value["options"]
    assert [option["text"] for option in options] == ["FR Right", "FR Wrong"]
    assert [option["is_right"] for option in options] == [option["is_right"] for option in originals]
    items, known = (page.body[3].value["items"].bound_blocks for page in (copy, lesson))
    assert [item.id for item in items] == [item.id for item in known]
    again = LessonPage.objects.get(pk=lesson.pk)
    assert list(again.body.raw_data) == list(before)


def test_a_test_keeps_its_tags_and_numbers(course: CoursePage, french: Locale) -> None:
    for number in range(2):
        factories.bank_question(["squares"], right=f"Right {number}")
    quiz = QuizPage.objects.get()
    draw = factories.block("draw", tag="squares", count=1)
    quiz.questions = [factories.number(), draw]
    publish(page=quiz)
    submit_tree(course, french)
    translate(quiz, french)
    copy = quiz.get_translation(french).get_latest_revision_as_object()
    assert copy.questions[0].value["answer"] == quiz.questions[0].value["answer"]
    assert copy.questions[1].value["tag"] == "squares"
    assert copy.draws == {"squares"}


def test_a_question_of_the_bank_keeps_its_tags_and_is_published_when_it_is_whole(
    db: None, french: Locale
) -> None:
    question = factories.bank_question(["squares", "final"])
    copy = submit(question, french)
    assert not copy.live
    assert {tag.name for tag in copy.tags.all()} == {"squares", "final"}
    translate(question, french, without=1)
    copy = BankQuestion.objects.get(pk=copy.pk)
    with pytest.raises(PublishingRefused, match="1 text is not translated yet"):
        copy.get_latest_revision().publish()
    translate(question, french)
    BankQuestion.objects.get(pk=copy.pk).get_latest_revision().publish()
    assert BankQuestion.objects.get(pk=copy.pk).live
    assert BankQuestion.objects.get(pk=copy.pk).question.key == question.question.key


def test_half_a_translation_is_not_published(course: CoursePage, french: Locale, trainer: User) -> None:
    lesson = factories.lessons_of(course)[0]
    submit_tree(course, french)
    translate(lesson, french, without=1)
    copy = lesson.get_translation(french)
    client = Client()
    client.force_login(trainer)
    edit = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    refused = client.post(edit, {"action": "publish"}, follow=True)
    assert "1 text is not translated yet" in refused.content.decode()
    assert not LessonPage.objects.get(pk=copy.pk).live


def test_the_overview_says_what_is_missing_outdated_and_done(
    course: CoursePage, french: Locale, trainer: User, django_assert_max_num_queries: Any
) -> None:
    lesson, other, *_rest = factories.lessons_of(course)
    for page in (course, lesson.get_parent().specific, lesson):
        submit(page, french)
        translate(page, french)
        page.get_translation(french).get_latest_revision().publish()
    submit(other, french)

    def standing(page: Any) -> Standing:
        locales, rows = overview(course.translation_key)
        row = next(row for row in rows if row.page.pk == page.pk)
        return row.cells[locales.index(french)].standing

    assert standing(lesson) is Standing.CURRENT
    assert standing(other) is Standing.DRAFT
    assert standing(QuizPage.objects.get(locale=course.locale)) is Standing.MISSING

    # The original changes: its translation is outdated, and stays with learners as it was.
    edition = Edition.objects.current().get(course_key=course.translation_key)
    lesson.title = "Another title"
    publish(page=lesson)
    assert standing(lesson) is Standing.OUTDATED
    now = Edition.objects.current().get(course_key=course.translation_key)
    assert now.title(lesson.translation_key, "fr") == edition.title(lesson.translation_key, "fr")

    # Brought up to date, it is current again.
    source = TranslationSource.objects.get(object_id=lesson.translation_key)
    source.update_from_db()
    translate(lesson, french)
    lesson.get_translation(french).get_latest_revision().publish()
    assert standing(lesson) is Standing.CURRENT

    client = Client()
    client.force_login(trainer)
    shown = client.get(reverse("translations:index", args=[course.translation_key])).content.decode()
    assert "French" in shown or "Français" in shown
    assert (
        reverse(
            "wagtail_localize:submit_page_translation", args=[QuizPage.objects.get(locale=course.locale).pk]
        )
        in shown
    )
    with django_assert_max_num_queries(12):
        overview(course.translation_key)
