"""What browsers are told about our pages: where things may come from, and who may frame them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from tests import factories

pytestmark = pytest.mark.django_db

TUBE, MAP = "https://tube.example.org/w/9c9de5e8", "https://plätze.example.org/map"


def embed(url: str) -> dict[str, object]:
    return factories.block("embed", url=url, title="A film", provider="Tube")


def policy(response: HttpResponseBase) -> dict[str, list[str]]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (directive.split() for directive in directives)}


@pytest.fixture
def course(db: None) -> CoursePage:
    """Its lesson has a text and two embeds."""
    course = factories.course(modules=1, lessons=1)
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.text(), embed(TUBE), embed(MAP)]
    lesson.save_revision().publish()
    return course


@pytest.fixture
def lesson(course: CoursePage, learner: User) -> LessonPage:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    return factories.lessons_of(course)[0]


def public_pages(course: CoursePage) -> Iterator[str]:
    yield from ("/en/", "/de/", course.get_parent().url, course.url)
    yield from (reverse("account_login"), reverse("account_signup"), reverse("account_reset_password"))
    yield from ("/en/no/such/page/", "/robots.txt", "/c/NO-SUCH-CODE")


def learner_pages(course: CoursePage, learner: User) -> Iterator[str]:
    test = factories.quiz_of(course)
    attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
    yield from (course.url, factories.lessons_of(course)[0].url, test.url, reverse("learning:mine"))
    yield reverse("learning:attempt", args=[attempt.pk])
    actions.submit_attempt(learner=learner, attempt_id=attempt.pk)
    yield reverse("learning:result", args=[attempt.pk])


def assert_strict(response: HttpResponseBase) -> None:
    found = policy(response)
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == ["'self'"]
    assert found["frame-ancestors"] == found["form-action"] == ["'self'"]
    assert "frame-src" not in found
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


class TestPolicies:
    def test_is_strict_on_every_public_page(self, client: Client, course: CoursePage) -> None:
        for address in public_pages(course):
            assert_strict(client.get(address, follow=True))

    def test_is_strict_on_every_page_of_a_learner(
        self, learner_client: Client, learner: User, course: CoursePage, lesson: LessonPage
    ) -> None:
        for address in learner_pages(course, learner):
            response = learner_client.get(address)
            assert response.status_code == 200, address
            assert_strict(response)
            assert_needs_no_exception(BeautifulSoup(response.content, "html.parser"))

    def test_the_admin_has_a_policy_of_its_own(self, administrator: User, course: CoursePage) -> None:
        client = Client()
        client.force_login(administrator)
        found = policy(client.get(reverse("wagtailadmin_home")))
        assert "'unsafe-inline'" in found["style-src"]
        assert found["object-src"] == found["base-uri"] == ["'none'"]
        assert "'unsafe-eval'" not in found["script-src"]
        assert_strict(client.get(course.url))
        assert_strict(client.get("/en/admin/", follow=True))

    def test_a_form_without_its_token_is_refused(self, learner: User, course: CoursePage) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        address = reverse("learning:enrol", args=[course.translation_key])
        response = client.post(address, {"certificate_name": "Lena"})
        assert response.status_code == 403
        assert_strict(response)
        assert not learner.enrolments.exists()

    def test_scripts_cannot_read_the_cookies(self, client: Client, learner: User) -> None:
        learner.emailaddress_set.create(email=learner.email, verified=True, primary=True)
        client.post(reverse("account_login"), {"login": learner.email, "password": factories.PASSWORD})
        client.get(reverse("account_email"))
        for name in ("csrftoken", "sessionid"):
            assert client.cookies[name]["httponly"]
            assert client.cookies[name]["samesite"] == "Lax"


def assert_needs_no_exception(page: BeautifulSoup) -> None:
    """Nothing inline: the policy would block it."""
    assert page.find("style") is None
    assert [
        script
        for script in page.find_all("script")
        if not script.get("src") and script.get("type") != "application/json"
    ] == []
    inline = [
        (tag.name, name)
        for tag in page.find_all(True)
        for name in tag.attrs
        if name == "style" or name.startswith("on")
    ]
    assert inline == []


def foreign(page: BeautifulSoup) -> set[str]:
    """Addresses of other hosts that a browser asks by itself."""
    asked = [
        tag[name]
        for name in ("src", "srcset", "poster", "data", "action", "formaction")
        for tag in page.find_all(attrs={name: True})
    ]
    asked += [tag["href"] for tag in page.find_all(["link", "base", "use", "image"], href=True)]
    return {address for address in asked if "//" in address}


class TestExternalContent:
    def test_nobody_else_is_asked_before_the_learner_agrees(
        self, learner_client: Client, lesson: LessonPage
    ) -> None:
        response = learner_client.get(lesson.url)
        page = BeautifulSoup(response.content, "html.parser")
        assert foreign(page) == set()
        assert page.find("iframe") is None
        assert "tube.example.org" in page.get_text()

    def test_after_the_click_that_one_host_is(self, learner_client: Client, lesson: LessonPage) -> None:
        for block, source, host in (
            (lesson.body[1], "https://tube.example.org/videos/embed/9c9de5e8", "https://tube.example.org"),
            (lesson.body[2], MAP, "https://xn--pltze-hra.example.org"),
        ):
            response = learner_client.get(lesson.url, {"embed": block.id})
            assert policy(response)["frame-src"] == [host]
            assert policy(response)["script-src"] == ["'self'"]
            page = BeautifulSoup(response.content, "html.parser")
            assert foreign(page) == {source}
            assert len(page.find_all("iframe")) == 1

    def test_the_click_is_a_link_on_the_page(self, learner_client: Client, lesson: LessonPage) -> None:
        page = BeautifulSoup(learner_client.get(lesson.url).content, "html.parser")
        link = page.find("a", href=f"?embed={lesson.body[1].id}#embed-{lesson.body[1].id}")
        assert link is not None
        assert page.find(id=f"embed-{lesson.body[1].id}") is not None

    def test_what_is_no_embed_of_this_lesson_changes_nothing(
        self, learner_client: Client, lesson: LessonPage
    ) -> None:
        for asked in (str(uuid.uuid4()), lesson.body[0].id, "https://evil.example", ""):
            response = learner_client.get(lesson.url, {"embed": asked})
            assert_strict(response)
            assert foreign(BeautifulSoup(response.content, "html.parser")) == set()

    def test_the_permission_is_not_kept(self, learner_client: Client, lesson: LessonPage) -> None:
        learner_client.get(lesson.url, {"embed": lesson.body[1].id})
        assert_strict(learner_client.get(lesson.url))
