"""Trainers read what a course was: the list of editions, one edition, a lesson or test of it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.actions import publish
from courses.models import CoursePage, Edition, LessonPage
from tests import factories
from tests.admin_forms import edit_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(trainer: User) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


@pytest.fixture
def lesson(course: CoursePage, trainer: User) -> LessonPage:
    """A lesson that was changed once."""
    lesson = factories.lessons_of(course)[0]
    lesson.body = [
        factories.text("<p>New words.</p>"),
        factories.knowledge_check(),
        factories.checklist(),
        factories.reflection(),
    ]
    return publish(page=lesson, by=trainer)


def index(course: CoursePage) -> str:
    return reverse("editions:index", args=[course.translation_key])


def detail(course: CoursePage, number: int) -> str:
    return reverse("editions:detail", args=[course.translation_key, number])


def content(course: CoursePage, number: int, page: Any) -> str:
    return reverse("editions:content", args=[course.translation_key, number, "en", page.translation_key])


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.find("main").get_text(" ").split())


def test_the_list_says_who_changed_what(client: Client, course: CoursePage, lesson: LessonPage) -> None:
    shown = text_of(client.get(index(course)))
    assert "Edition 2" in shown
    assert "trainer@example.org" in shown
    assert "Lesson 1.1 “Lesson 1”: text changed" in shown
    assert "Published for the first time." in shown


def test_the_list_is_reached_from_every_page_of_the_course(
    client: Client, course: CoursePage, lesson: LessonPage
) -> None:
    for page in (course, lesson.get_parent(), lesson, factories.quiz_of(course)):
        assert index(course) in client.get(edit_address(page)).content.decode()


def test_a_long_list_costs_the_same_and_compares_across_its_pages(client: Client, course: CoursePage) -> None:
    first = Edition.objects.get()
    client.get(index(course))
    with CaptureQueriesContext(connection) as few:
        client.get(index(course))
    for number in range(2, 42):
        wording = {
            language: {key: words | {"title": f"T{number}"} for key, words in texts.items()}
            for language, texts in first.wording.items()
        }
        Edition.objects.create(
            course_key=first.course_key,
            number=number,
            digest=str(number),
            outline=first.outline,
            urls={},
            wording=wording,
        )
    with CaptureQueriesContext(connection) as many:
        shown = text_of(client.get(index(course)))
    assert len(many) <= len(few)
    assert "renamed, before “T21”" in shown
    assert "before “T20”" not in shown
    assert "Published for the first time." in text_of(client.get(index(course) + "?p=3"))


def test_an_edition_leads_to_its_lessons(client: Client, course: CoursePage, lesson: LessonPage) -> None:
    response = client.get(detail(course, 2))
    assert "Lesson 1.1 “Lesson 1”: text changed" in text_of(response)
    assert Edition.objects.get(number=2).digest in text_of(response)
    links = {link["href"] for link in BeautifulSoup(response.content, "html.parser").find_all("a", href=True)}
    for page in (lesson, factories.quiz_of(course)):
        assert content(course, 2, page) in links


def test_an_edition_without_contents_says_so(client: Client, course: CoursePage) -> None:
    Edition.objects.get().manifest.delete()
    assert "cannot be opened" in text_of(client.get(detail(course, 1)))
    assert client.get(content(course, 1, factories.quiz_of(course)), follow=True).status_code == 404


def test_a_lesson_is_shown_as_it_was_and_nothing_can_be_sent(
    client: Client, course: CoursePage, lesson: LessonPage
) -> None:
    old, new = (client.get(content(course, number, lesson)) for number in (1, 2))
    assert "Some text." in text_of(old)
    assert "edition 1" in text_of(old)
    assert "New words." not in text_of(old)
    for shown in ("New words.", "Which one?", "corner 1", "Think of a place."):
        assert shown in text_of(new)
    soup = BeautifulSoup(new.content, "html.parser").find("main")
    assert not soup.find_all("button", type="submit")
    assert not soup.find_all("form", action=True)


def test_a_lesson_of_a_course_that_goes_on_without_it_can_still_be_read(
    client: Client, course: CoursePage, lesson: LessonPage
) -> None:
    address = content(course, 2, lesson)
    lesson.delete()
    assert "New words." in text_of(client.get(address))


def test_a_test_is_shown_with_the_questions_and_rules_of_its_time(client: Client, course: CoursePage) -> None:
    test = factories.quiz_of(course)
    test.questions, test.pass_mark = [factories.single_choice(prompt="<p>New question?</p>")], 70
    publish(page=test)
    old, new = (text_of(client.get(content(course, number, test))) for number in (1, 2))
    assert "Which one?" in old
    assert "Pass mark: 60 %" in old
    assert "New question?" in new
    assert "Pass mark: 70 %" in new


def test_what_is_not_there_is_not_found(client: Client, course: CoursePage, lesson: LessonPage) -> None:
    other = factories.course(slug="other")
    for address in (
        detail(course, 9),
        content(course, 9, lesson),
        content(other, 1, lesson),
        content(course, 1, course),
        content(course, 1, lesson).replace("/en/", "/de/"),
    ):
        assert client.get(address, follow=True).status_code == 404


def test_only_those_who_write_the_course_read_its_editions(
    course: CoursePage, lesson: LessonPage, learner: User, administrator: User
) -> None:
    addresses = [index(course), detail(course, 1), content(course, 1, lesson)]
    for who, expected in ((None, 302), (learner, 403), (administrator, 200)):
        client = Client()
        if who:
            client.force_login(who)
        found = {client.get(address, follow=bool(who)).status_code for address in addresses}
        assert found == {expected}


def test_editors_of_other_pages_are_refused(course: CoursePage, lesson: LessonPage) -> None:
    """They may enter the admin, but this course is not theirs."""
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Others")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    other = factories.user("editor@example.org")
    other.groups.add(group)
    client = Client()
    client.force_login(other)
    for address in (index(course), detail(course, 1), content(course, 1, lesson)):
        response = client.get(address)
        assert response.status_code in {302, 403}
        assert response.status_code == 403 or response.url == reverse("wagtailadmin_home")


def test_of_a_deleted_course_only_administrators_read(
    client: Client, course: CoursePage, administrator: User
) -> None:
    address = detail(course, 1)
    course.delete()
    assert client.get(address).status_code in {302, 403}
    client.force_login(administrator)
    assert client.get(address).status_code == 200
