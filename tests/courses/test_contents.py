"""An edition holds what its pages held: texts, questions, rules, the bank, and files by what is in them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.log_actions import LogContext
from wagtail.models import Locale, ReferenceIndex

from accounts.models import User
from courses.actions import publish, record_edition
from courses.contents import digest
from courses.models import CourseMedia, CoursePage, Edition, LessonPage, PublishedContent, QuizPage
from courses.restoring import restored_page
from tests import factories
from tests.editions import newest, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> CoursePage:
    return factories.course(lessons=1)


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


@pytest.fixture
def test(course: CoursePage) -> QuizPage:
    return factories.quiz_of(course)


def document(content: bytes = b"WEBVTT", name: str = "a.vtt") -> Document:
    return Document.objects.create(title=name, file=ContentFile(content, name))


def tool(file: Document) -> dict[str, Any]:
    return factories.block("document", document=file.pk, title="A list", description="")


def put(lesson: LessonPage, *blocks: dict[str, Any]) -> None:
    lesson.body = list(blocks)
    publish(page=lesson)
    # Wagtail keeps its index after the transaction, which in a test never ends.
    ReferenceIndex.create_or_update_for_object(lesson)


def content_of(key: object, edition: Edition | None = None) -> dict[str, Any]:
    entry = (edition or newest()).manifest.entries["en"][str(key)]
    return PublishedContent.objects.get(digest=entry["content"]).content


class TestWhatChangesAnEdition:
    def test_the_text_of_a_lesson(self, lesson: LessonPage) -> None:
        put(lesson, factories.text("<p>Other words.</p>"))
        assert numbers() == [1, 2]
        assert content_of(lesson.translation_key)["body"] == [
            {"type": "text", "value": "<p>Other words.</p>"}
        ]

    def test_publishing_it_again_with_other_ids_of_blocks_does_not(self, lesson: LessonPage) -> None:
        put(lesson, factories.text("<p>Some text.</p>"))
        assert numbers() == [1]

    def test_the_questions_and_the_rules_of_a_test(self, test: QuizPage) -> None:
        test.questions = [factories.single_choice(prompt="<p>Why?</p>")]
        publish(page=test)
        test.attempts = 3
        publish(page=test)
        assert numbers() == [1, 2, 3]

    def test_the_facts_of_the_course(self, course: CoursePage) -> None:
        course.audience = "Planners"
        publish(page=course)
        assert numbers() == [1, 2]

    def test_a_question_that_a_test_draws(self, test: QuizPage) -> None:
        row = factories.bank_question(["light"])
        test.questions = [factories.block("draw", tag="light", count=1)]
        publish(page=test)
        row.body = [factories.single_choice(prompt="<p>How bright?</p>")]
        row.save_revision().publish()
        factories.bank_question(["light"]).save_revision().publish()
        row.unpublish()
        assert numbers() == [1, 2, 3, 4, 5]
        row.delete()
        assert numbers() == [1, 2, 3, 4, 5]

    def test_a_question_that_nobody_draws_does_not(self, test: QuizPage) -> None:
        factories.bank_question(["light"]).save_revision().publish()
        assert numbers() == [1]

    def test_another_file_behind_a_document(self, lesson: LessonPage) -> None:
        file = document()
        put(lesson, tool(file))
        file.file = ContentFile(b"WEBVTT\n\nother", "a.vtt")
        file.save()
        assert numbers() == [1, 2, 3]
        file.title = "Another title of the file, which learners do not see"
        file.save()
        assert numbers() == [1, 2, 3]

    def test_another_film(self, lesson: LessonPage) -> None:
        film = CourseMedia.objects.create(
            title="F", type="video", duration=1, file=ContentFile(b"1", "f.webm")
        )
        words = {"title": "F", "captions": document().pk, "transcript": "<p>Words.</p>"}
        put(lesson, factories.block("video", video=film.pk, **words))
        film.file = ContentFile(b"2", "f.webm")
        film.save()
        assert numbers() == [1, 2, 3]

    def test_deleting_a_file(self, lesson: LessonPage) -> None:
        file = document()
        put(lesson, tool(file))
        file.delete()
        assert numbers() == [1, 2, 3]


class TestDigests:
    def test_name_files_by_what_is_in_them(self, lesson: LessonPage) -> None:
        put(lesson, tool(document(b"WEBVTT", "one.vtt")))
        put(lesson, tool(document(b"WEBVTT", "two.vtt")))
        assert numbers() == [1, 2]

    def test_name_pages_by_their_key(self, lesson: LessonPage, course: CoursePage) -> None:
        put(lesson, factories.text(f'<p><a linktype="page" id="{course.pk}">here</a></p>'))
        assert content_of(lesson.translation_key)["body"][0]["value"] == (
            f'<p><a linktype="page" id="page:{course.translation_key}">here</a></p>'
        )

    def test_are_those_of_what_is_kept(self, test: QuizPage) -> None:
        """Read back from the database, numbers and all, content still has the digest under which it is kept."""
        factories.bank_question(["light"])
        test.questions = [factories.number("4.20"), factories.block("draw", tag="light", count=1)]
        publish(page=test)
        for kept in PublishedContent.objects.all():
            assert digest(kept.content) == kept.digest

    def test_content_that_stays_is_kept_once(self, lesson: LessonPage) -> None:
        before = PublishedContent.objects.count()
        put(lesson, factories.text("<p>Other words.</p>"))
        assert PublishedContent.objects.count() == before + 1

    def test_a_row_that_was_made_without_a_hash_gets_one(self, lesson: LessonPage) -> None:
        file = document()
        Document.objects.update(file_hash="")
        put(lesson, tool(file))
        file.refresh_from_db()
        assert content_of(lesson.translation_key)["body"][0]["value"]["document"] == (
            f"document:{file.file_hash}"
        )


class TestWho:
    def test_is_the_author_of_the_revision(self, lesson: LessonPage, trainer: User) -> None:
        lesson.title = "New"
        publish(page=lesson, by=trainer)
        assert newest().created_by == trainer

    def test_or_whoever_is_at_work_in_the_admin(self, lesson: LessonPage, trainer: User) -> None:
        with LogContext(user=trainer):
            lesson.unpublish()
        assert newest().created_by == trainer


class TestRestoring:
    def test_a_lesson_as_it_was(self, lesson: LessonPage, course: CoursePage) -> None:
        first = newest()
        kept = document()
        check = factories.knowledge_check()
        link = f'<p><a linktype="page" id="{course.pk}">here</a></p>'
        put(lesson, tool(kept), check, factories.checklist(items=2), factories.text(link))
        second = newest()
        put(lesson, factories.text("<p>Third.</p>"))
        page = self.restored(lesson, second)
        assert [block.block_type for block in page.body] == [
            "document",
            "knowledge_check",
            "checklist",
            "text",
        ]
        assert page.body[0].value["document"] == kept
        assert page.body[1].id == check["id"]
        assert list(page.body[2].value["items"]) == ["Look at corner 0", "Look at corner 1"]
        assert page.body[3].value.source == link
        assert self.restored(lesson, first).body[0].value.source == "<p>Some text.</p>"

    def test_says_so_where_a_file_is_gone(self, lesson: LessonPage) -> None:
        file = document()
        put(lesson, tool(file), factories.text("<p>Still here.</p>"))
        before = newest()
        file.file = ContentFile(b"WEBVTT\n\nother", "a.vtt")
        file.save()
        body = self.restored(lesson, before).body
        assert "replaced or deleted" in body[0].value.source
        assert "A list" in body[0].value.source
        assert body[1].value.source == "<p>Still here.</p>"

    def test_a_test_with_the_bank_of_its_time(self, test: QuizPage) -> None:
        row = factories.bank_question(["light"], prompt="<p>Old?</p>")
        test.questions = [factories.number(), factories.block("draw", tag="light", count=1)]
        publish(page=test)
        before = newest()
        row.body = [factories.single_choice(prompt="<p>New?</p>")]
        row.save_revision().publish()
        restored = self.restored(test, before)
        assert [question.prompt for question in restored.bank()["light"]] == ["<p>Old?</p>"]
        assert restored.bank()["light"][0].key == str(row.translation_key)
        current = QuizPage.objects.get(pk=test.pk)
        assert restored.quiz == current.quiz
        assert [question.prompt for question in current.bank()["light"]] == ["<p>New?</p>"]

    def restored(self, page: LessonPage | QuizPage, edition: Edition) -> Any:
        content = content_of(page.translation_key, edition)
        return restored_page(content, key=page.translation_key, locale=Locale.objects.get(language_code="en"))


def test_the_number_of_queries_does_not_grow_with_files_links_and_draws() -> None:
    counts = []
    for number in (2, 9):
        course = factories.course(modules=1, lessons=number, slug=f"course-{number}")
        for lesson in factories.lessons_of(course):
            lesson.body = [
                tool(document(f"{lesson.pk}".encode())),
                factories.text(f'<a linktype="page" id="{lesson.pk}">x</a>'),
            ]
            lesson.save()
        test = factories.quiz_of(course)
        factories.bank_question([f"tag-{index}" for index in range(number)])
        test.questions = [factories.block("draw", tag=f"tag-{index}", count=1) for index in range(number)]
        test.save()
        with CaptureQueriesContext(connection) as queries:
            record_edition(course_key=course.translation_key)
        counts.append(len(queries))
    # The first has words that the search did not know yet.
    assert counts[1] <= counts[0]
