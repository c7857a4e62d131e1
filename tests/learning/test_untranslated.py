"""A course in French of which only the first lesson is written: all of it can be learned, in one progress."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from accounts.models import User
from courses.actions import publish
from courses.models import CoursePage, Edition, LessonPage, QuizPage
from courses.publishing import PublishingRefused
from learning import actions
from learning.models import Enrolment
from tests import factories
from tests.learning.test_queries import at_most

pytestmark = pytest.mark.django_db


def translated(page: Page, **fields: Any) -> Any:
    """The French translation of `page`, below that of its parent, live."""
    copy = page.copy_for_translation(factories.catalogue("fr").locale).specific
    for name, value in fields.items():
        setattr(copy, name, value)
    publish(page=copy)
    return type(copy).objects.get(pk=copy.pk)


@pytest.fixture
def french(course: CoursePage) -> CoursePage:
    """Course, first module and first lesson in French; of the second lesson only the title; the rest not at all."""
    written, titled, *_rest = factories.lessons_of(course)
    written.body = [factories.text(), factories.knowledge_check()]
    publish(page=written)
    titled.body = [factories.text("<p>Only in English.</p>"), factories.checklist()]
    publish(page=titled)
    page = translated(course, title="Des places plus sûres", slug="cours")
    translated(written.get_parent().specific, title="Module un", slug="module-un")
    body = [dict(block) for block in written.body.raw_data]
    body[0]["value"] = "<p>En français.</p>"
    translated(written, title="Leçon une", slug="lecon-une", body=body)
    translated(titled, title="Leçon deux", slug="lecon-deux", body=[])
    return page


@pytest.fixture
def enrolled(course: CoursePage, learner: User) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def soup(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code, response.get("Location"))
    return BeautifulSoup(response.content, "html.parser")


def addresses(course: CoursePage) -> list[str]:
    """Where a French reader finds each step of the course."""
    edition = Edition.objects.current().get(course_key=course.translation_key)
    return [edition.url(step.key, "fr") for step in edition.shape.steps()]


def test_the_outline_shows_every_step_and_says_which_language_it_has(
    french, enrolled, learner_client, course
):
    page = soup(learner_client, french.url)
    assert page.html["lang"] == "fr"
    links = page.select(".map .steps__link")
    assert [link["href"] for link in links] == addresses(course)
    assert [link.find(lang=True)["lang"] if link.find(lang=True) else "fr" for link in links] == [
        "fr",
        "fr",
        "en",
        "en",
        "en",
    ]
    tagged = [bool(step.select_one(".steps__language")) for step in page.select(".map .steps__step")]
    assert tagged == [False, True, True, True, True]


def test_a_lesson_without_text_shows_that_of_another_language_under_its_title(
    french, enrolled, learner_client
):
    page = soup(learner_client, f"{french.url}module-un/lecon-deux/")
    assert page.h1.text == "Leçon deux"
    assert not page.h1.get("lang")
    text = page.select_one("[data-places]")
    assert text["lang"] == "en"
    assert "Only in English." in text.text
    assert page.select_one(".not-translated")
    # What is sent goes back to the French page.
    assert text.form["action"].startswith("/fr/")


def test_a_lesson_that_is_not_translated_keeps_the_reader_in_their_language(
    french, enrolled, learner_client, course
):
    url = addresses(course)[2]
    response = learner_client.get(url)
    page = BeautifulSoup(response.content, "html.parser")
    original = factories.lessons_of(course)[2]
    assert page.html["lang"] == "fr"
    assert page.h1["lang"] == "en"
    assert page.select_one("[data-places]")["lang"] == "en"
    assert page.select_one(".not-translated")
    assert response["Link"] == f'<{original.full_url}>; rel="canonical"'
    assert {link["hreflang"]: link["href"] for link in page.select(".languages a")}["en"] == original.url


def test_its_address_leads_to_the_translation_once_there_is_one(french, enrolled, learner_client, course):
    url = addresses(course)[2]
    original = factories.lessons_of(course)[2]
    translated(original.get_parent().specific, title="Module deux", slug="module-deux")
    lesson = translated(original, title="Leçon trois", slug="lecon-trois")
    assert learner_client.get(url)["Location"] == lesson.url


def test_a_lesson_offers_itself_in_every_language(french, enrolled, learner_client, course):
    lesson = factories.lessons_of(course)[2]
    page = soup(learner_client, lesson.url)
    urls = {link["hreflang"]: link["href"] for link in page.select(".languages a")}
    for language in ("de", "fr", "it"):
        assert urls[language] == f"/{language}/pages/{lesson.translation_key}/"
        assert soup(learner_client, urls[language]).html["lang"] == language


def test_there_is_one_progress_whatever_the_language(french, enrolled, learner_client, course):
    lesson = factories.lessons_of(course)[2]
    with override("fr"):
        done = reverse("learning:done", args=[course.translation_key, lesson.translation_key])
    following = learner_client.post(done)["Location"]
    assert following == addresses(course)[3]
    for language in ("en", "fr", "de"):
        with override(language):
            edition = Edition.objects.current().get(course_key=course.translation_key)
            page = soup(learner_client, edition.url(course.translation_key, language))
        assert page.select_one("progress")["value"] == "20"


def test_an_activity_is_answered_below_a_title_without_text(french, enrolled, learner_client, course):
    activity = factories.lessons_of(course)[1].body.raw_data[1]
    action = soup(learner_client, f"{french.url}module-un/lecon-deux/").select_one("[data-places] form")[
        "action"
    ]
    answered = learner_client.post(action, {"ticks": [item["id"] for item in activity["value"]["items"]]})
    assert answered["Location"] == f"{french.url}module-un/lecon-deux/#activity-{activity['id']}"
    assert UUID(activity["id"]) in Enrolment.objects.get().evidence.done


def test_a_test_that_is_not_translated_is_taken_and_says_its_language(
    french, enrolled, learner_client, learner, course
):
    quiz = QuizPage.objects.get()
    start = soup(learner_client, addresses(course)[4])
    assert start.h1["lang"] == "en"
    assert start.select_one(".lesson-end form")["action"].startswith("/fr/")
    attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=quiz)
    page = soup(learner_client, f"/fr/learn/attempts/{attempt.pk}/")
    assert page.html["lang"] == "fr"
    assert page.select_one(".questions")["lang"] == "en"


def test_strangers_read_what_is_public_of_a_course_that_has_no_french_at_all(client, course):
    edition = Edition.objects.current().get(course_key=course.translation_key)
    page = soup(client, edition.url(course.translation_key, "fr"))
    assert page.html["lang"] == "fr"
    assert page.h1["lang"] == "en"
    assert client.get(edition.url(factories.lessons_of(course)[0].translation_key, "fr")).status_code == 302


def test_what_is_withdrawn_is_found_in_no_language(french, enrolled, learner_client, course):
    url = addresses(course)[2]
    factories.lessons_of(course)[2].get_parent().unpublish()
    assert learner_client.get(url).status_code == 404


def test_the_catalogue_offers_courses_of_other_languages(client, course):
    page = soup(client, factories.catalogue("fr").url)
    card = page.select_one(".elsewhere .card__text")
    assert card["lang"] == "en"
    assert card.h3.text == course.title
    assert [(link["hreflang"], link["href"]) for link in card.select("a")] == [("en", course.url)]
    assert not soup(client, factories.catalogue("en").url).select(".elsewhere")


def test_a_lesson_needs_a_text_in_some_language(course):
    lesson = factories.lessons_of(course)[0]
    lesson.body = []
    with pytest.raises(PublishingRefused) as refused:
        lesson.save_revision().publish()
    assert "text of it in another language" in refused.value.reasons


def test_a_lesson_in_another_language_costs_the_same_however_long_the_course_is(learner, learner_client):
    for modules in (1, 5):
        course = factories.course(slug=f"course-{modules}", modules=modules, lessons=5, with_test=False)
        key = course.translation_key
        actions.enrol(learner=learner, course_key=key, certificate_name="Lena Lerner")
        lesson = LessonPage.objects.descendant_of(course).first()
        learner_client.get(f"/fr/pages/{lesson.translation_key}/")
        with at_most(14):
            learner_client.get(f"/fr/pages/{lesson.translation_key}/")
