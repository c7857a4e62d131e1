"""Pages with nothing on them, and pages that stand in for others, say what happened and what to do next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from tests import factories

NEXT = re.compile(r'<main.*?<a [^>]*href="', re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/de/kurse/", "/de/glossary/", "/en/search/?q=zzzqqq", "/en/nowhere/"])
def test_what_is_empty_or_missing_leads_on(site: None, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert re.search(r"<h[12]", page)
    assert NEXT.search(page.partition("<footer")[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["403", "404", "429", "home/search_limit", "certificates/too_many", "learning/refusal"]
)
def test_what_stands_in_for_a_page_leads_on(site: None, name: str) -> None:
    request = RequestFactory().get("/en/somewhere/")
    request.user = User()
    page = render_to_string(f"{name}.html", {"message": "No.", "back_url": "/en/"}, request)
    assert page.count("<h1>") == 1
    assert NEXT.search(page)


def test_the_last_resort_needs_nothing_that_may_be_broken() -> None:
    """No database, no cache, no manifest of static files; in every language of the site."""
    text = (Path(settings.BASE_DIR) / "templates/500.html").read_text()
    assert "{%" not in text
    assert "{{" not in text
    assert {"en", *re.findall(r'<p lang="(\w+)"', text)} == dict(settings.LANGUAGES).keys()
    for address in re.findall(r'href="/static/([^"]+)"', text):
        assert (Path(settings.BASE_DIR) / "static" / address).is_file()


@pytest.mark.django_db
def test_a_broken_page_shows_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("home.routing.find", broken)
    client.raise_request_exception = False
    response = client.get("/en/")
    assert response.status_code == 500
    assert "This is our fault" in response.content.decode()


@pytest.mark.django_db
def test_before_the_first_certificate_learners_read_how_they_get_one(
    learner: User, learner_client: Client, course: CoursePage
) -> None:
    mine = reverse("learning:mine")
    words = "When you have finished a course that awards one"
    assert words not in learner_client.get(mine).content.decode()
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena")
    assert words in learner_client.get(mine).content.decode()
    short = factories.course(slug="short", modules=1, lessons=1, with_test=False)
    common = {"learner": learner, "course_key": short.translation_key}
    actions.enrol(**common, certificate_name="Lena")
    actions.mark_as_done(**common, lesson_key=factories.lessons_of(short)[0].translation_key)
    assert words not in learner_client.get(mine).content.decode()
