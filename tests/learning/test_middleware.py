"""What the service worker is told about the pages it sees."""

from __future__ import annotations

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.learner_tags import tag_of
from learning.middleware import KEEP_HEADER, LEARNER_HEADER, NOBODY
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> CoursePage:
    """Its second lesson opens after the first."""
    return factories.course(modules=2, lessons=1, module_order="in_order")


@pytest.fixture
def enrolled(course: CoursePage, learner: User, learner_client: Client) -> Client:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    return learner_client


def is_kept(response: HttpResponseBase) -> bool:
    return KEEP_HEADER in response.headers


def test_every_page_tells_for_whom_it_is_without_naming_them(
    client: Client, enrolled: Client, learner: User, lesson: LessonPage
) -> None:
    assert client.get("/en/").headers[LEARNER_HEADER] == NOBODY
    assert client.get("/en/nowhere/").headers[LEARNER_HEADER] == NOBODY
    for address in ("/en/", lesson.url, reverse("account_email"), "/en/nowhere/"):
        assert enrolled.get(address).headers[LEARNER_HEADER] == tag_of(learner)
    assert f'data-learner="{tag_of(learner)}"' in enrolled.get("/en/").content.decode()
    assert 'data-learner=""' in client.get("/en/").content.decode()


def test_what_is_no_page_tells_nothing(enrolled: Client) -> None:
    for address in ("/robots.txt", "/service-worker.js", reverse("learning:statements")):
        assert LEARNER_HEADER not in enrolled.get(address).headers


def test_a_lesson_may_be_kept_for_the_enrolled_and_in_no_shared_cache(
    enrolled: Client, lesson: LessonPage
) -> None:
    response = enrolled.get(lesson.url)
    assert is_kept(response)
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_nothing_else_of_a_course_may_be_kept(enrolled: Client, course: CoursePage) -> None:
    module = course.get_first_child()
    for address in (course.url, module.url, reverse("learning:mine")):
        response = enrolled.get(address)
        assert response.status_code == 200
        assert not is_kept(response), address


def test_a_test_may_not_be_kept(learner: User, learner_client: Client) -> None:
    course = factories.course(modules=1, lessons=1, slug="other")
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    response = learner_client.get(factories.quiz_of(course).url)
    assert response.status_code == 200
    assert not is_kept(response)


def test_a_locked_lesson_may_not_be_kept(enrolled: Client, course: CoursePage) -> None:
    response = enrolled.get(factories.lessons_of(course)[1].url)
    assert response.status_code == 403
    assert not is_kept(response)


def test_a_lesson_with_content_of_others_may_not_be_kept(enrolled: Client, lesson: LessonPage) -> None:
    assert not is_kept(enrolled.get(lesson.url, {"embed": "1"}))


def test_strangers_and_trainers_keep_nothing(client: Client, trainer: User, lesson: LessonPage) -> None:
    assert not is_kept(client.get(lesson.url))
    client.force_login(trainer)
    response = client.get(lesson.url)
    assert response.status_code == 200
    assert not is_kept(response)


def test_the_words_for_a_day_without_network_are_hidden(enrolled: Client, lesson: LessonPage) -> None:
    page = enrolled.get(lesson.url).content.decode()
    assert page.count(" data-kept-only hidden") == 1
    assert page.count("<time data-kept-at></time>") == 1
