"""Notes, bookmarks and highlights: kept for their learner alone, found again, taken along, and gone when they shall be."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.margin import MOST_HIGHLIGHTS, MOST_QUOTE, MOST_TEXT, Highlighted, Noted, Passage
from learning.models import Enrolment, Note, Receipt, Statement
from learning.refusals import NotEnrolled, NotUnderstood, StepLocked, TextTooLong, TooManyHighlights
from tests import factories

from .queueing import RECORDED, Browser
from .test_teaching import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


@pytest.fixture
def browser(learner: User, course: CoursePage, enrolment: Enrolment) -> Browser:
    return Browser(learner, course)


def passage(exact: str = "Some text.", **fields: str) -> dict[str, str]:
    return {"highlight": str(uuid4()), "language": "en", "exact": exact, "text": ""} | fields


def address(name: str, course: CoursePage, lesson: LessonPage) -> str:
    return reverse(f"learning:{name}", args=[course.translation_key, lesson.translation_key])


def fill(browser: Browser, lesson: LessonPage) -> list[dict[str, str]]:
    return browser.send(
        browser.fact("note", lesson, change={"text": "Ask the market traders."}),
        browser.fact("bookmark", lesson, change={"is_set": "1"}),
        browser.fact("highlight", lesson, change=passage(text="Why?", block=lesson.body[0].id)),
    )


class TestTheMargin:
    def test_is_kept_without_a_trace_in_the_ledger(
        self, browser: Browser, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        before = Statement.objects.count()
        assert fill(browser, lesson) == [RECORDED] * 3
        own, highlight = Note.objects.order_by("pk")
        assert (own.object_key, own.text, own.is_bookmarked) == (
            lesson.translation_key,
            "Ask the market traders.",
            True,
        )
        assert (highlight.lesson_key, highlight.passage["exact"], highlight.text) == (
            lesson.translation_key,
            "Some text.",
            "Why?",
        )
        assert Statement.objects.count() == before
        assert Receipt.objects.count() == 3
        # Nor does it say where the learner is.
        enrolment.refresh_from_db()
        assert enrolment.last_step_key is None

    def test_sent_again_changes_nothing_and_what_comes_later_wins(
        self, browser: Browser, lesson: LessonPage
    ) -> None:
        first, second = (
            browser.fact("note", lesson, change={"text": text}) for text in ("First.", "Second.")
        )
        browser.send(first, second)
        assert browser.send(first) == [RECORDED]
        assert Note.objects.get().text == "Second."

    def test_a_highlight_made_and_removed_in_one_batch_is_gone_and_may_come_back(
        self, browser: Browser, lesson: LessonPage
    ) -> None:
        change = passage()
        made = browser.fact("highlight", lesson, change=change)
        removed = browser.fact("removal", lesson, change={"highlight": change["highlight"]})
        again = browser.fact("highlight", lesson, change=change | {"text": "After all."})
        assert browser.send(made, removed) == [RECORDED] * 2
        assert not Note.objects.exists()
        assert browser.send(again) == [RECORDED]
        assert Note.objects.get().text == "After all."

    def test_removing_a_highlight_leaves_every_other_note_alone(
        self, browser: Browser, lesson: LessonPage
    ) -> None:
        fill(browser, lesson)
        keys = list(Note.objects.values_list("object_key", flat=True))
        browser.send(
            *(browser.fact("removal", lesson, change={"highlight": str(key)}) for key in (*keys, uuid4()))
        )
        assert Note.objects.get().object_key == lesson.translation_key

    def test_has_bounds_and_says_so(self, browser: Browser, lesson: LessonPage) -> None:
        many = [
            browser.fact("highlight", lesson, change=passage(f"Word {n}")) for n in range(MOST_HIGHLIGHTS)
        ]
        for start in range(0, MOST_HIGHLIGHTS, 50):
            browser.send(*many[start : start + 50])
        known = many[0]["change"] | {"text": "A note"}
        other = factories.lessons_of(browser.course)[1]
        assert browser.reasons(
            browser.fact("highlight", lesson, change=passage()),
            browser.fact("highlight", lesson, change=known),
            browser.fact("highlight", other, change=passage()),
            browser.fact("highlight", other, change=passage("x" * (MOST_QUOTE + 1))),
            browser.fact("note", other, change={"text": "x" * (MOST_TEXT + 1)}),
            browser.fact("highlight", other, change=passage(language="tlh")),
            browser.fact("highlight", other, change=passage(highlight=str(other.translation_key))),
            browser.fact("note", other, change={"text": 7}),
        ) == [
            "TooManyHighlights",
            "",
            "",
            "TextTooLong",
            "TextTooLong",
            "NotUnderstood",
            "NotUnderstood",
            "NotUnderstood",
        ]

    def test_is_bounded_in_the_same_way_by_a_form(
        self, learner: User, course: CoursePage, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        common: dict[str, Any] = {
            "learner": learner,
            "course_key": course.translation_key,
            "lesson_key": lesson.translation_key,
        }
        for _ in range(MOST_HIGHLIGHTS):
            key = uuid4()
            found = Passage(language="en", exact="A word")
            Note.objects.create(
                enrolment=enrolment, object_key=key, lesson_key=lesson.translation_key, passage=found.data
            )
        with pytest.raises(TooManyHighlights):
            actions.annotate(**common, change=Highlighted(uuid4(), found, ""))
        actions.annotate(**common, change=Highlighted(key, found, "Changed."))
        with pytest.raises(TextTooLong):
            actions.annotate(**common, change=Noted("x" * (MOST_TEXT + 1)))
        with pytest.raises(NotUnderstood):
            actions.annotate(**common, change=Highlighted(uuid4(), Passage(language="", exact="A"), ""))

    def test_is_for_the_enrolled_in_lessons_that_are_open(
        self, learner: User, other_learner: User, course: CoursePage, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        course.module_order = "in_order"
        course.save_revision().publish()
        last = factories.lessons_of(course)[-1]
        with pytest.raises(StepLocked):
            actions.annotate(
                learner=learner,
                course_key=course.translation_key,
                lesson_key=last.translation_key,
                change=Noted("Early."),
            )
        with pytest.raises(NotEnrolled):
            actions.annotate(
                learner=other_learner,
                course_key=course.translation_key,
                lesson_key=lesson.translation_key,
                change=Noted("Mine."),
            )
        assert not Note.objects.exists()

    def test_of_somebody_else_cannot_be_touched_with_its_key(
        self, browser: Browser, other_learner: User, course: CoursePage, lesson: LessonPage
    ) -> None:
        change = passage(text="Lena's")
        browser.send(browser.fact("highlight", lesson, change=change))
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Otto")
        other = Browser(other_learner, course)
        other.send(
            other.fact("removal", lesson, change={"highlight": change["highlight"]}),
            other.fact("highlight", lesson, change=change | {"text": "Otto's"}),
        )
        assert set(Note.objects.values_list("text", flat=True)) == {"Lena's", "Otto's"}
        assert "Otto" not in text_of(browser.client.get(lesson.url))

    def test_is_kept_within_bounds_by_the_database(self, enrolment: Enrolment, lesson: LessonPage) -> None:
        key = lesson.translation_key
        Note.objects.create(enrolment=enrolment, object_key=key, lesson_key=key, is_bookmarked=True)
        wrong: tuple[dict[str, Any], ...] = (
            {"object_key": key, "lesson_key": key},
            {"object_key": uuid4(), "is_bookmarked": True},
            {"object_key": uuid4(), "lesson_key": key, "is_bookmarked": True},
            {"object_key": uuid4(), "passage": {"exact": "x"}},
        )
        for fields in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                Note.objects.create(enrolment=enrolment, **fields)

    def test_goes_with_the_enrolment(
        self, browser: Browser, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        fill(browser, lesson)
        enrolment.delete()
        assert not Note.objects.exists()

    def test_costs_the_same_for_few_facts_and_for_many(self, browser: Browser, lesson: LessonPage) -> None:
        def cost(count: int) -> int:
            facts = [browser.fact("highlight", lesson, change=passage(f"{count} {n}")) for n in range(count)]
            with CaptureQueriesContext(connection) as captured:
                assert browser.send(*facts) == [RECORDED] * count
            return len(captured)

        cost(1)
        assert cost(2) == cost(40)


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
        assert Note.objects.highlights().get().text == "Changed."
        form = page.select_one(".quote form[data-fact=removal]")
        fields = {field["name"]: field["value"] for field in form.select("input")}
        learner_client.post(form["action"], fields)
        learner_client.post(address("bookmark", course, lesson), {"is_set": "0"})
        learner_client.post(address("note", course, lesson), {"text": ""})
        assert not Note.objects.highlights().exists()
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
        self, browser: Browser, course: CoursePage, lesson: LessonPage
    ) -> None:
        second = factories.lessons_of(course)[1]
        second.body = [thought := factories.reflection()]
        second.save_revision().publish()
        browser.send(
            browser.fact("reflection", second, activity=thought["id"], text="The market at night."),
            browser.fact("bookmark", second, change={"is_set": "1"}),
        )
        fill(browser, lesson)
        for place in (
            reverse("learning:notes"),
            reverse("learning:course_notes", args=[course.translation_key]),
        ):
            response = browser.client.get(place)
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
        self, browser: Browser, course: CoursePage, lesson: LessonPage
    ) -> None:
        german = Locale.objects.get(language_code="de")
        course.get_parent().copy_for_translation(german) if not course.get_parent().has_translation(
            german
        ) else None
        for page in (course, lesson.get_parent(), lesson):
            copy = page.copy_for_translation(german)
            copy.title = f"DE {page.title}"
            copy.save_revision().publish()
        fill(browser, lesson)
        page = BeautifulSoup(browser.client.get("/de/learn/notes/").content, "html.parser")
        assert page.select_one(".notebook__lesson h3").text == f"DE {lesson.title}"
        assert page.select_one(".quote blockquote")["lang"] == "en"
        translated = lesson.get_translation(german)
        page = BeautifulSoup(browser.client.get(translated.url).content, "html.parser")
        assert page.select_one("#lesson-note").text.strip() == "Ask the market traders."
        assert page.select_one(".quote blockquote")["lang"] == "en"

    def test_of_a_lesson_that_is_gone_stay_and_can_be_removed(
        self, browser: Browser, course: CoursePage, lesson: LessonPage
    ) -> None:
        fill(browser, lesson)
        lesson.unpublish()
        place = reverse("learning:course_notes", args=[course.translation_key])
        response = browser.client.get(place)
        assert "no longer part of this course" in text_of(response)
        page = BeautifulSoup(response.content, "html.parser")
        for form in page.select(".notebook form"):
            fields = {field["name"]: field["value"] for field in form.select("input")}
            assert browser.client.post(form["action"], fields).url == place
        assert "Nothing noted yet" in text_of(browser.client.get(place))

    def test_begin_with_a_word_on_how_to_begin(
        self, learner_client: Client, course: CoursePage, enrolment: Enrolment
    ) -> None:
        assert "Nothing noted yet" in text_of(learner_client.get(reverse("learning:notes")))
        for place in (course.url, reverse("learning:mine")):
            assert "My notes" in text_of(learner_client.get(place))

    def test_are_nobody_elses(
        self, browser: Browser, other_learner: User, trainer: User, course: CoursePage, lesson: LessonPage
    ) -> None:
        fill(browser, lesson)
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

    def test_can_be_taken_along(self, browser: Browser, course: CoursePage, lesson: LessonPage) -> None:
        fill(browser, lesson)
        places = [
            reverse("learning:notes_markdown"),
            reverse("learning:course_notes_markdown", args=[course.translation_key]),
        ]
        for place in places:
            response = browser.client.get(place)
            assert response["Content-Disposition"] == 'attachment; filename="notes.md"'
            said = response.content.decode()
            assert f"### [Lesson 1](http://localhost:8000{lesson.url})" in said
            assert "\n\nAsk the market traders.\n\n> Some text.\n\nWhy?\n" in said
        told = browser.client.get(reverse("learning:notes_json")).json()["notes"]
        assert [(each["text"], each["is_bookmarked"]) for each in told] == [
            ("Ask the market traders.", True),
            ("Why?", False),
        ]
        assert told[1]["passage"]["exact"] == "Some text."
        assert UUID(told[0]["about"]) == lesson.translation_key

    def test_are_kept_in_no_cache(self, browser: Browser, course: CoursePage) -> None:
        for place in (
            reverse("learning:notes"),
            reverse("learning:course_notes", args=[course.translation_key]),
            reverse("learning:notes_markdown"),
            reverse("learning:notes_json"),
        ):
            response = browser.client.get(place)
            assert "no-store" in response["Cache-Control"]
            assert "Agora-Keep" not in response.headers

    def test_cost_the_same_for_few_and_for_many(self, browser: Browser, course: CoursePage) -> None:
        def visit() -> list[int]:
            found = []
            for place in (
                reverse("learning:notes"),
                reverse("learning:course_notes", args=[course.translation_key]),
                reverse("learning:notes_json"),
            ):
                browser.client.get(place)
                with CaptureQueriesContext(connection) as captured:
                    browser.client.get(place)
                found.append(len(captured))
            return found

        first, *others = factories.lessons_of(course)
        fill(browser, first)
        few = visit()
        for lesson in (first, *others):
            fill(browser, lesson)
        other = factories.course(slug="other")
        actions.enrol(
            learner=browser.learner, course_key=other.translation_key, certificate_name="Lena Lerner"
        )
        fill(Browser(browser.learner, other), factories.lessons_of(other)[0])
        assert visit() == few
