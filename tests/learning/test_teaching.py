"""What trainers see of their learners in the admin, and the forms in which they put something right."""

from __future__ import annotations

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.models import Attempt, Enrolment, Statement, Verb
from tests import factories
from tests.learning.finishing import finish, open_all_lessons, sit

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    """The words of a page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def client(trainer: User) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena L.")


def address(name: str, enrolment: Enrolment, *more: Any) -> str:
    return reverse(f"learners:{name}", args=[enrolment.course_key, enrolment.pk, *more])


class TestTheLists:
    def test_name_the_courses_with_their_learners(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        finish(learner, course)
        response = client.get(reverse("learners:courses"))
        assert "Safer squares 1 1" in text_of(response)
        assert reverse("learners:learners", args=[course.translation_key]) in response.content.decode()

    def test_name_the_learners_with_their_progress(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        lesson = factories.lessons_of(course)[0].translation_key
        actions.mark_as_done(learner=learner, course_key=course.translation_key, lesson_key=lesson)
        assert "Lena Lerner 20 %" in text_of(
            client.get(reverse("learners:learners", args=[course.translation_key]))
        )
        results = reverse("learners:learners_results", args=[course.translation_key])
        assert "Lena Lerner" in text_of(client.get(results, {"q": "Lena"}))
        assert "Lena Lerner" not in text_of(client.get(results, {"q": "Somebody else"}))

    def test_cost_the_same_for_few_learners_and_for_many(self, client: Client, course: CoursePage) -> None:
        def visit() -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("learners:learners", args=[course.translation_key]))
            return len(captured)

        for number in range(12):
            learner = factories.user(f"learner-{number}@example.org")
            actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Somebody")
            if number == 0:
                visit()
                few = visit()
        assert visit() == few

    def test_are_in_the_menu_of_trainers(self, client: Client, course: CoursePage) -> None:
        assert reverse("learners:courses") in client.get(reverse("wagtailadmin_home")).content.decode()


class TestOneLearner:
    def test_is_shown_with_what_is_open_and_why(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        sit(learner, course, is_right=False)
        said = text_of(client.get(address("learner", enrolment)))
        assert "0 per cent." in said
        assert "You have not marked this lesson as done yet." in said
        assert "Your best result is 0 per cent; 60 per cent are needed." in said

    def test_is_shown_with_the_evidence(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage, trainer: User
    ) -> None:
        attempt = sit(learner, course, is_right=True)
        actions.void_statement(
            by=trainer,
            learner=learner,
            course_key=course.translation_key,
            statement_id=attempt.statement_id,
            reason="Somebody else sat it.",
        )
        said = text_of(client.get(address("learner", enrolment)))
        assert "Enrolled: course “Safer squares”" in said
        assert "Passed: test “Test of Module 2” (void) 100 % 1" in said
        assert "Voided: Passed: test “Test of Module 2”" in said
        assert "trainer@example.org: Somebody else sat it." in said

    def test_notes_stay_private(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.body = [factories.reflection()]
        lesson.save_revision().publish()
        actions.save_reflection(
            learner=learner,
            course_key=course.translation_key,
            lesson_key=lesson.translation_key,
            activity_key=uuid.UUID(lesson.body[0].id),
            text="A private thought.",
        )
        said = text_of(client.get(address("learner", enrolment)))
        assert "reflection 1 in “Lesson 1”" in said
        assert "private thought" not in said

    def test_costs_the_same_for_a_short_history_and_for_a_long_one(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        def visit() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address("learner", enrolment)).status_code == 200
            return len(captured)

        visit()
        few = visit()
        for _ in range(30):
            open_all_lessons(learner, course)
        assert visit() == few
        assert "Page 2 of 3" in text_of(client.get(address("learner", enrolment), {"p": 2}))


class TestTheForms:
    def test_mark_something_as_done(self, client: Client, enrolment: Enrolment, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0].translation_key
        page = address("mark_as_done", enrolment, lesson)
        assert "Mark as done: Lesson 1" in text_of(client.get(page))
        response = client.post(page, {"reason": "She showed me."}, follow=True)
        assert "It is marked as done." in text_of(response)
        assert lesson in enrolment.evidence.done

    def test_name_activities(self, client: Client, enrolment: Enrolment, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.body = [factories.reflection()]
        lesson.save_revision().publish()
        page = address("mark_as_done", enrolment, uuid.UUID(lesson.body[0].id))
        assert page in client.get(address("learner", enrolment)).content.decode()
        assert "Mark as done: reflection 1, Lesson 1" in text_of(client.get(page))

    def test_want_a_reason_and_say_what_is_refused(
        self, client: Client, enrolment: Enrolment, course: CoursePage
    ) -> None:
        page = address("mark_as_done", enrolment, factories.lessons_of(course)[0].translation_key)
        assert "This field is required." in text_of(client.post(page, {"reason": " "}))
        client.post(page, {"reason": "Once."})
        assert "This is done already." in text_of(client.post(page, {"reason": "Twice."}))

    def test_void_a_result(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        attempt = sit(learner, course, is_right=True)
        page = address("void", enrolment, attempt.statement_id)
        assert "Void: Passed: test “Test of Module 2”" in text_of(client.get(page))
        client.post(page, {"reason": "Somebody else sat it."})
        assert Attempt.objects.get().is_void

    def test_do_not_void_an_enrolment(self, client: Client, enrolment: Enrolment) -> None:
        page = address("void", enrolment, Statement.objects.get(verb=Verb.REGISTERED).pk)
        assert client.get(page, follow=True).status_code == 404

    def test_withdraw_a_completion_for_administrators_only(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage, administrator: User
    ) -> None:
        attempt = finish(learner, course)
        client.post(address("void", enrolment, attempt.statement_id), {"reason": "Somebody else sat it."})
        page = address("withdraw", enrolment)
        assert page not in client.get(address("learner", enrolment)).content.decode()
        assert client.post(page, {"reason": "So."}).status_code == 302
        assert Enrolment.objects.get().completed_at
        client.force_login(administrator)
        assert page in client.get(address("learner", enrolment)).content.decode()
        client.post(page, {"reason": "So."})
        assert Enrolment.objects.get().completed_at is None

    def test_mark_a_test_again(
        self, client: Client, enrolment: Enrolment, learner: User, course: CoursePage
    ) -> None:
        test = factories.quiz_of(course)
        test.questions = [factories.single_choice(right="Wrong", wrong="Right", prompt="<p>Really?</p>")]
        test.save_revision().publish()
        attempt = actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)
        [asked] = attempt.paper.questions
        key = next(option.key for option in asked.options if option.text == "Right")
        actions.submit_attempt(learner=learner, attempt_id=attempt.pk, answers={asked.key: key})
        raw = [dict(block) for block in test.questions.raw_data]
        for option in raw[0]["value"]["options"]:
            option["value"]["is_right"] = option["value"]["text"] == "Right"
        test.questions = raw
        test.save_revision().publish()
        page = reverse("learners:re_mark", args=[course.translation_key, test.translation_key])
        assert "Really?" in text_of(client.get(page))
        response = client.post(page, {"question": asked.key, "reason": "My mistake."}, follow=True)
        assert "Marked again: 1 learner gained." in text_of(response)
        assert "Lena Lerner 0 % 100 %, passed" in text_of(response)

    def test_nobody_gets_forms_for_their_own_record(
        self, client: Client, trainer: User, course: CoursePage
    ) -> None:
        own = actions.enrol(learner=trainer, course_key=course.translation_key, certificate_name="Trainer")
        response = client.get(address("learner", own))
        assert "This is your own record." in text_of(response)
        assert "/done/" not in response.content.decode()
        page = address("mark_as_done", own, factories.lessons_of(course)[0].translation_key)
        assert "Nobody corrects their own record." in text_of(client.post(page, {"reason": "I did it."}))


class TestWhoSeesThem:
    NAMES = ("learners", "learner", "mark_as_done", "void", "re_mark")

    def addresses(self, enrolment: Enrolment, course: CoursePage) -> list[str]:
        return [
            reverse("learners:learners", args=[enrolment.course_key]),
            address("learner", enrolment),
            address("mark_as_done", enrolment, factories.lessons_of(course)[0].translation_key),
            address("void", enrolment, uuid.uuid4()),
            address("withdraw", enrolment),
            reverse(
                "learners:re_mark", args=[enrolment.course_key, factories.quiz_of(course).translation_key]
            ),
        ]

    def test_not_learners(self, enrolment: Enrolment, course: CoursePage, learner: User) -> None:
        client = Client()
        for page in (reverse("learners:courses"), *self.addresses(enrolment, course)):
            assert client.get(page).status_code == 302
        client.force_login(learner)
        for page in (reverse("learners:courses"), *self.addresses(enrolment, course)):
            assert client.get(page).status_code == 302
            assert client.post(page, {"reason": "So."}).status_code == 302
        assert Statement.objects.count() == 1

    def test_not_trainers_of_other_courses(
        self, client: Client, enrolment: Enrolment, course: CoursePage, trainer: User
    ) -> None:
        for group in trainer.groups.all():
            group.page_permissions.all().delete()
        for page in self.addresses(enrolment, course):
            assert client.get(page).status_code == 302
        assert "Safer squares" not in text_of(client.get(reverse("learners:courses")))

    def test_one_course_does_not_lead_to_learners_of_another(
        self, client: Client, enrolment: Enrolment
    ) -> None:
        other = factories.course(slug="other")
        page = reverse("learners:learner", args=[other.translation_key, enrolment.pk])
        assert client.get(page, follow=True).status_code == 404
