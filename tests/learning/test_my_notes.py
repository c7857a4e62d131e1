"""Learners find again what they noted, change it by forms, and take it along. Nobody else sees it."""

from __future__ import annotations

from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.models import Enrolment, Note
from tests import factories

from .annotating import fill, passage
from .queueing import Queue
from .test_teaching import text_of

pytestmark = pytest.mark.django_db


def address(name: str, course: CoursePage, lesson: LessonPage) -> str:
    return reverse(f"learning:{name}", args=[course.translation_key, lesson.translation_key])


class TestWithoutScript:
    def test_forms_do_all_of_it_and_lead_back_to_their_place(
        self, learner_client: Client, course: CoursePage, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        change = passage("A passage\r\nof two  lines", text="Hm.\r\nHm.")
        for name, fields, place in (
            ("note", {"text": "A thought."}, "notes"),
            ("bookmark", {"is_set": "1"}, "bookmark"),
            ("highlight", change, "highlights"),
        ):
            response = learner_client.post(address(name, course, lesson), fields)
            assert response.url == f"{lesson.url}#{place}"
        page = BeautifulSoup(learner_client.get(lesson.url).content, "html.parser")
        assert page.select_one("#lesson-note").text.strip() == "A thought."
        assert page.select_one("#bookmark")["aria-pressed"] == "true"
        assert page.select_one(".quote blockquote").text == "A passage of two lines"
        assert page.select_one("#notes").has_attr("open")
        # What the page holds is what it sends.
        form = page.select_one(".quote form[data-fact=highlight]")
        fields = {field["name"]: field["value"] for field in form.select("input")}
        learner_client.post(form["action"], fields | {"text": "Changed."})
        assert Note.objects.get(passage__isnull=False).text == "Changed."
        form = page.select_one(".quote form[data-fact=removal]")
        fields = {field["name"]: field["value"] for field in form.select("input")}
        learner_client.post(form["action"], fields)
        learner_client.post(address("bookmark", course, lesson), {"is_set": "0"})
        learner_client.post(address("note", course, lesson), {"text": ""})
        assert not Note.objects.filter(passage__isnull=False).exists()
        page = BeautifulSoup(learner_client.get(lesson.url).content, "html.parser")
        assert page.select_one("#bookmark")["aria-pressed"] == "false"
        assert not page.select_one("#notes").has_attr("open")

    def test_what_cannot_be_read_is_refused_in_words(
        self, learner_client: Client, course: CoursePage, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        for name, fields in (
            ("note", {}),
            ("bookmark", {"is_set": "2"}),
            ("highlight", passage(" ")),
            ("highlight", passage(highlight="x")),
            ("removal", {"highlight": ""}),
        ):
            response = learner_client.post(address(name, course, lesson), fields)
            assert response.status_code == 409
            assert "could not be read" in text_of(response)


class TestMyNotes:
    def test_show_everything_in_the_order_of_the_course_with_the_way_back(
        self, queue: Queue, course: CoursePage, lesson: LessonPage
    ) -> None:
        second = factories.lessons_of(course)[1]
        second.body = [thought := factories.reflection()]
        second.save_revision().publish()
        queue.send(
            queue.fact("reflection", second, activity=thought["id"], text="The market at night."),
            queue.fact("bookmark", second, change={"is_set": "1"}),
        )
        fill(queue, lesson)
        for place in (
            reverse("learning:notes"),
            reverse("learning:course_notes", args=[course.translation_key]),
        ):
            response = queue.client.get(place)
            found = text_of(response)
            order = ["Ask the market traders.", "Some text.", "Why?", "Reflection 1", "The market at night."]
            assert sorted(order, key=found.index) == order
            html = response.content.decode()
            for link in (
                f"{lesson.url}#notes",
                f"{lesson.url}#block-{lesson.body[0].id}",
                f"{second.url}#activity-{thought['id']}",
            ):
                assert f'href="{link}"' in html

    def test_follow_the_learner_into_another_language(
        self, queue: Queue, course: CoursePage, lesson: LessonPage
    ) -> None:
        german = Locale.objects.get(language_code="de")
        for page in (course, lesson.get_parent(), lesson):
            copy = page.copy_for_translation(german)
            copy.title = f"DE {page.title}"
            copy.save_revision().publish()
        fill(queue, lesson)
        page = BeautifulSoup(queue.client.get("/de/learn/notes/").content, "html.parser")
        assert page.select_one(".notebook__lesson h3").text == f"DE {lesson.title}"
        assert page.select_one(".quote blockquote")["lang"] == "en"
        translated = lesson.get_translation(german)
        page = BeautifulSoup(queue.client.get(translated.url).content, "html.parser")
        assert page.select_one("#lesson-note").text.strip() == "Ask the market traders."
        assert page.select_one(".quote blockquote")["lang"] == "en"

    def test_of_a_lesson_that_is_gone_stay_and_can_be_removed(
        self, queue: Queue, course: CoursePage, lesson: LessonPage
    ) -> None:
        fill(queue, lesson)
        lesson.unpublish()
        place = reverse("learning:course_notes", args=[course.translation_key])
        response = queue.client.get(place)
        assert "no longer part of this course" in text_of(response)
        page = BeautifulSoup(response.content, "html.parser")
        for form in page.select(".notebook form"):
            fields = {field["name"]: field["value"] for field in form.select("input")}
            assert queue.client.post(form["action"], fields).url == place
        assert "Nothing noted yet" in text_of(queue.client.get(place))

    def test_begin_with_a_word_on_how_to_begin(
        self, learner_client: Client, course: CoursePage, enrolment: Enrolment
    ) -> None:
        assert "Nothing noted yet" in text_of(learner_client.get(reverse("learning:notes")))
        for place in (course.url, reverse("learning:mine")):
            assert "My notes" in text_of(learner_client.get(place))

    def test_are_nobody_elses(
        self, queue: Queue, other_learner: User, trainer: User, course: CoursePage, lesson: LessonPage
    ) -> None:
        fill(queue, lesson)
        enrolment = Enrolment.objects.get()
        for user in (other_learner, trainer):
            client = Client()
            client.force_login(user)
            places = [reverse(f"learning:{name}") for name in ("notes", "notes_markdown", "notes_json")]
            places.append(lesson.url)
            places.append(reverse("learners:learner", args=[course.translation_key, enrolment.pk]))
            for place in places:
                said = client.get(place, follow=True).content.decode()
                assert "market traders" not in said
                assert "Why?" not in said

    def test_can_be_taken_along(self, queue: Queue, course: CoursePage, lesson: LessonPage) -> None:
        fill(queue, lesson)
        places = [
            reverse("learning:notes_markdown"),
            reverse("learning:course_notes_markdown", args=[course.translation_key]),
        ]
        for place in places:
            response = queue.client.get(place)
            assert response["Content-Disposition"] == 'attachment; filename="notes.md"'
            said = response.content.decode()
            assert f"### [Lesson 1](http://localhost:8000{lesson.url})" in said
            assert "\n\nAsk the market traders.\n\n> Some text.\n\nWhy?\n" in said
        told = queue.client.get(reverse("learning:notes_json")).json()["notes"]
        assert [(each["text"], each["is_bookmarked"]) for each in told] == [
            ("Ask the market traders.", True),
            ("Why?", False),
        ]
        assert told[1]["passage"]["exact"] == "Some text."
        assert UUID(told[0]["about"]) == lesson.translation_key

    def test_are_kept_in_no_cache(self, queue: Queue, course: CoursePage) -> None:
        for place in (
            reverse("learning:notes"),
            reverse("learning:course_notes", args=[course.translation_key]),
            reverse("learning:notes_markdown"),
            reverse("learning:notes_json"),
        ):
            response = queue.client.get(place)
            assert "no-store" in response["Cache-Control"]
            assert "Agora-Keep" not in response.headers

    def test_cost_the_same_for_few_and_for_many(self, queue: Queue, course: CoursePage) -> None:
        def visit() -> list[int]:
            found = []
            for place in (
                reverse("learning:notes"),
                reverse("learning:course_notes", args=[course.translation_key]),
                reverse("learning:notes_json"),
            ):
                queue.client.get(place)
                with CaptureQueriesContext(connection) as captured:
                    queue.client.get(place)
                found.append(len(captured))
            return found

        first, *others = factories.lessons_of(course)
        fill(queue, first)
        few = visit()
        for lesson in (first, *others):
            fill(queue, lesson)
        other = factories.course(slug="other")
        actions.enrol(learner=queue.learner, course_key=other.translation_key, certificate_name="Lena Lerner")
        fill(Queue(queue.learner, other), factories.lessons_of(other)[0])
        assert visit() == few
