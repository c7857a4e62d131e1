"""Finishing a course is a moment: it is shown once, and the certificate stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.models import Enrolment, Statement
from tests import factories

from .test_queries import at_most

pytestmark = pytest.mark.django_db

SCENE = "finish__scene"


@pytest.fixture
def course(db: None) -> CoursePage:
    return factories.course(modules=1, lessons=2, with_test=False)


def finish(learner: User, course: CoursePage) -> None:
    common = {"learner": learner, "course_key": course.translation_key}
    actions.enrol(**common, certificate_name="Lena Lerner")
    for lesson in factories.lessons_of(course):
        actions.mark_as_done(**common, lesson_key=lesson.translation_key)


def look(client: Client, course: CoursePage) -> str:
    return client.get(course.url).content.decode()


def test_it_says_what_was_achieved_and_what_comes_next(
    learner: User, learner_client: Client, course: CoursePage
) -> None:
    finish(learner, course)
    page = look(learner_client, course)
    assert "<title>Finished: Safer squares" in page
    assert '<h1 id="finish" tabindex="-1" autofocus>You have finished this course</h1>' in page
    assert page.count("<h1") == 1
    for words in (
        "Read a place",
        "Propose measures",
        "Download the certificate (PDF)",
        "Choose another course",
    ):
        assert words in page


def test_it_is_shown_once_and_the_certificate_stays(
    learner: User, learner_client: Client, course: CoursePage
) -> None:
    finish(learner, course)
    learner_client.head(course.url)
    assert SCENE in look(learner_client, course)
    page = look(learner_client, course)
    assert SCENE not in page
    assert "<title>Safer squares" in page
    assert "Download the certificate (PDF)" in page


def test_the_last_lesson_leads_there(learner: User, learner_client: Client, course: CoursePage) -> None:
    first, last = factories.lessons_of(course)
    common = {"learner": learner, "course_key": course.translation_key}
    actions.enrol(**common, certificate_name="Lena Lerner")
    actions.mark_as_done(**common, lesson_key=first.translation_key)
    address = f"/en/learn/{course.translation_key}/lessons/{last.translation_key}/done/"
    response = learner_client.post(address, follow=True)
    assert response.redirect_chain == [(course.url, 302)]
    assert SCENE in response.content.decode()
    assert "notice--success" not in response.content.decode()


def test_nobody_else_sees_it_and_nobody_who_has_not_finished(
    client: Client, learner: User, learner_client: Client, course: CoursePage
) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena")
    assert SCENE not in look(learner_client, course)
    assert SCENE not in look(client, course)


def test_who_finishes_anew_after_a_withdrawal_is_told_anew(
    learner: User, learner_client: Client, course: CoursePage, administrator: User
) -> None:
    finish(learner, course)
    look(learner_client, course)
    Enrolment.objects.update(completed_at=timezone.now())
    assert SCENE in look(learner_client, course)


def test_it_is_no_evidence_and_costs_one_query_more(
    learner: User, learner_client: Client, course: CoursePage
) -> None:
    finish(learner, course)
    look(learner_client, course)
    Enrolment.objects.update(congratulated_at=None)
    before = Statement.objects.count()
    with at_most(10):
        assert SCENE in look(learner_client, course)
    assert Statement.objects.count() == before
