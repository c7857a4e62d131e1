"""A course at a glance: every page, in every language, as it was saved last."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.accessibility.findings import Rule
from courses.accessibility.overview import overview
from courses.models import CoursePage
from tests import factories, files
from tests.courses.test_equivalents import video
from tests.factories import text

pytestmark = pytest.mark.django_db
VAGUE = '<p><a href="/a">here</a></p>'


def rules(course: CoursePage) -> dict[str, list[Rule]]:
    return {
        row.page.title: [finding.rule for finding in row.findings]
        for language in overview(course.translation_key)
        for row in language.rows
    }


def test_pages_are_seen_as_they_were_saved_last() -> None:
    course = factories.course(with_test=False, modules=1, lessons=2)
    first, second = factories.lessons_of(course)
    assert rules(course) == {}
    first.body = [text(VAGUE)]
    first.save_revision()
    second.body = [text("<h3>Deep</h3>")]
    second.save_revision(clean=False)
    assert rules(course) == {first.title: [Rule.VAGUE_LINK], second.title: [Rule.SKIPPED_LEVEL]}


def test_the_words_of_the_course_itself_and_of_its_tests_count() -> None:
    course = factories.course()
    course.summary = "Press the red button."
    course.save()
    quiz = factories.quiz_of(course)
    quiz.introduction = VAGUE
    quiz.save_revision()
    assert rules(course) == {course.title: [Rule.COLOUR_ALONE], quiz.title: [Rule.VAGUE_LINK]}


def test_each_language_is_checked_by_its_own_words() -> None:
    course = factories.course(with_test=False, modules=1, lessons=1)
    german = factories.empty_course(language="de", slug="kurs", certificate_kind="participation")
    german.translation_key = course.translation_key
    german.summary = "Drücken Sie den roten Knopf."
    german.save()
    english, other = overview(course.translation_key)
    assert (english.rows, english.checked) == ([], 3)
    assert [finding.said for finding in other.rows[0].findings] == ["roten Knopf"]


def test_captions_are_read_once_for_all_lessons(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    films = [video(captions=files.captions().pk, transcript="<p>Words.</p>") for _ in range(2)]
    small = factories.course(with_test=False, modules=1, lessons=2, slug="small")
    large = factories.course(with_test=False, modules=3, lessons=8, slug="large")
    for course in (small, large):
        for lesson in factories.lessons_of(course):
            lesson.body = films
            lesson.save_revision()
    # Courses, pages with their revisions, two models of those never saved, captions, types of content
    for course in (small, large):
        with django_assert_num_queries(6):
            overview(course.translation_key)


def test_trainers_read_it_in_words(trainer: User) -> None:
    course = factories.course(with_test=False, modules=1, lessons=1)
    lesson = factories.lessons_of(course)[0]
    lesson.body = [text(VAGUE)]
    lesson.save_revision()
    client = Client()
    client.force_login(trainer)
    page = client.get(reverse("accessibility:index", args=[course.translation_key])).content.decode()
    assert "The link “here” does not say where it leads" in page
    assert (
        f"{reverse('wagtailadmin_pages:edit', args=[lesson.pk])}#block-{lesson.body.raw_data[0]['id']}-section"
        in page
    )
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert reverse("accessibility:index", args=[course.translation_key]) in edit
