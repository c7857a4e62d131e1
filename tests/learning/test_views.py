"""What a learner's browser sends and gets, without a line of script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.models import Attempt, Enrolment, Note, ObjectType, Statement
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolled(learner: User, course: CoursePage) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def start(client: Client, course: CoursePage) -> Attempt:
    test = factories.quiz_of(course)
    client.post(reverse("learning:start", args=[course.translation_key, test.translation_key]))
    return Attempt.objects.get(submitted_at=None)


def form_of(attempt: Attempt, **answers: str) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for question in attempt.paper.questions:
        form[f"q-{question.key}-asked"] = "1"
    return form | answers


def right_form(attempt: Attempt) -> dict[str, Any]:
    choice, number = attempt.paper.questions
    right = next(option.key for option in choice.options if option.is_right)
    return form_of(attempt, **{f"q-{choice.key}": right, f"q-{number.key}": "4,15"})


class TestEnrolling:
    def test_looking_at_the_form_enrols_nobody(self, learner_client: Client, course: CoursePage) -> None:
        address = reverse("learning:enrol", args=[course.translation_key])
        page = learner_client.get(address)
        assert "Lena Lerner" in page.content.decode()
        assert not Enrolment.objects.exists()

    def test_the_name_is_asked_and_kept(self, learner_client: Client, course: CoursePage) -> None:
        address = reverse("learning:enrol", args=[course.translation_key])
        assert learner_client.post(address, {"certificate_name": " "}).status_code == 200
        response = learner_client.post(address, {"certificate_name": "  Dr.  Lena   Lerner "})
        assert response.url == course.url
        assert Enrolment.objects.get().certificate_name == "Dr. Lena Lerner"

    def test_a_course_that_is_not_live_is_not_there(self, learner_client: Client, course: CoursePage) -> None:
        course.unpublish()
        address = reverse("learning:enrol", args=[course.translation_key])
        assert learner_client.post(address, {"certificate_name": "Lena"}).status_code == 404


class TestLessons:
    def test_lessons_are_for_the_enrolled(self, learner_client: Client, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        assert learner_client.get(lesson.url).url == course.url
        assert Client().get(lesson.url).url.startswith(reverse("account_login"))

    def test_marking_as_done_leads_on(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        first, second, *_rest = factories.lessons_of(course)
        done = reverse("learning:done", args=[course.translation_key, first.translation_key])
        assert learner_client.get(done).status_code == 405
        assert learner_client.post(done).url == second.url
        page = learner_client.get(course.url).content.decode()
        assert "20" in page
        go_on = reverse("learning:continue", args=[course.translation_key])
        assert learner_client.get(go_on).url == second.url

    def test_a_locked_lesson_says_why(self, learner_client: Client, learner: User) -> None:
        course = factories.course(module_order="in_order")
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena")
        response = learner_client.get(factories.lessons_of(course)[-1].url)
        assert response.status_code == 403
        assert "Opens when the module “Module 1” is done." in response.content.decode()

    def test_a_knowledge_check_hides_what_is_right_until_it_was_answered(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0]
        check = factories.knowledge_check()
        lesson.body = [check]
        lesson.save_revision().publish()
        before = learner_client.get(lesson.url).content.decode()
        assert "Which one?" in before
        assert "secret" not in before
        address = reverse(
            "learning:activity", args=[course.translation_key, lesson.translation_key, check["id"]]
        )
        assert learner_client.post(address, {}).status_code == 409
        options = re.findall(rf'name="q-{check["id"]}" value="(\w+)"', before)
        assert len(options) == 2
        learner_client.post(address, {f"q-{check['id']}": options[0]})
        after = learner_client.get(lesson.url).content.decode()
        assert "secret-explanation" in after
        assert Statement.objects.filter(verb="answered").count() == 1

    def test_a_worksheet_keeps_ticks_and_notes(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0]
        sheet = factories.checklist(items=2)
        lesson.body = [sheet]
        lesson.save_revision().publish()
        address = reverse(
            "learning:activity", args=[course.translation_key, lesson.translation_key, sheet["id"]]
        )
        items = [item["id"] for item in sheet["value"]["items"]]
        learner_client.post(address, {"ticks": [items[1], "forged"], "text": "a hole in the fence"})
        assert Note.objects.get().ticks == [items[1]]
        assert "a hole in the fence" in learner_client.get(lesson.url).content.decode()

    def test_what_only_reads_writes_no_evidence(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        learner_client.get(factories.lessons_of(course)[2].url)
        assert not Statement.objects.filter(verb="experienced").exists()

    def test_done_pressed_twice_is_done_once(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        lesson = factories.lessons_of(course)[0]
        done = reverse("learning:done", args=[course.translation_key, lesson.translation_key])
        page = learner_client.get(lesson.url).content.decode()
        form = dict(re.findall(r'name="(fact)" value="([^"]+)"', page))
        addresses = {learner_client.post(done, form).url for _ in range(2)}
        assert len(addresses) == 1
        assert Statement.objects.filter(object_key=lesson.translation_key).count() == 1

    def test_continue_leads_from_a_lesson_that_waits_for_a_test_to_what_can_be_done(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        first, second, *_others = factories.lessons_of(course)
        first.rule, first.test = "test", factories.quiz_of(course)
        first.save_revision().publish()
        go_on = reverse("learning:continue", args=[course.translation_key])
        assert learner_client.get(go_on).url == first.url
        actions.open_step(
            learner=enrolled.learner,
            course_key=course.translation_key,
            step_key=first.translation_key,
            object_type=ObjectType.LESSON,
        )
        assert learner_client.get(go_on).url == second.url

    def test_say_what_is_left_and_lead_back_and_on(
        self, client: Client, learner: User, course: CoursePage, enrolled: Enrolment
    ) -> None:
        client.force_login(learner)
        first, second = factories.lessons_of(course)[:2]
        page = client.get(second.url).content.decode()
        assert f'href="{first.url}" rel="prev" accesskey="p"' in page
        minutes = sum(lesson.minutes for lesson in factories.lessons_of(course))
        assert f"Still to do: {minutes} minutes" in page
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=first.translation_key
        )
        page = client.get(first.url).content.decode()
        assert f"Still to do: {minutes - first.minutes} minutes" in page
        assert f'href="{second.url}" rel="next" accesskey="n"' in page
        assert 'rel="prev"' not in page


class TestTests:
    def test_nothing_tells_what_is_right_before_handing_in(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        attempt = start(learner_client, course)
        page = learner_client.get(reverse("learning:attempt", args=[attempt.pk])).content.decode()
        learner_client.post(reverse("learning:attempt", args=[attempt.pk]), right_form(attempt))
        again = learner_client.get(reverse("learning:attempt", args=[attempt.pk])).content.decode()
        for text in (page, again):
            assert "secret" not in text
            assert "is_right" not in text
        intro = learner_client.get(factories.quiz_of(course).url).content.decode()
        assert "secret" not in intro

    def test_answers_survive_closing_the_browser(
        self, learner_client: Client, learner: User, course: CoursePage, enrolled: Enrolment
    ) -> None:
        attempt = start(learner_client, course)
        learner_client.post(reverse("learning:attempt", args=[attempt.pk]), right_form(attempt))
        elsewhere = Client()
        elsewhere.force_login(learner)
        assert (
            'value="4,15"' in elsewhere.get(reverse("learning:attempt", args=[attempt.pk])).content.decode()
        )

    def test_missing_answers_are_asked_about_once(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        attempt = start(learner_client, course)
        address = reverse("learning:attempt", args=[attempt.pk])
        response = learner_client.post(address, form_of(attempt) | {"action": "submit"})
        assert response.status_code == 200
        assert Attempt.objects.get().submitted_at is None
        learner_client.post(address, {"action": "submit", "confirmed": "1"})
        assert Attempt.objects.get().submitted_at is not None

    def test_the_result_shows_answers_and_reasons(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        attempt = start(learner_client, course)
        address = reverse("learning:attempt", args=[attempt.pk])
        form = right_form(attempt)
        number = attempt.paper.questions[1]
        form[f"q-{number.key}"] = "1"
        response = learner_client.post(address, form | {"action": "submit"}, follow=True)
        page = response.content.decode()
        assert "50" in page
        assert "secret-explanation" in page
        assert "4.2 m" in page

    def test_after_a_passed_test_the_next_step_is_open_at_once(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        attempt = start(learner_client, course)
        address = reverse("learning:attempt", args=[attempt.pk])
        response = learner_client.post(address, right_form(attempt) | {"action": "submit"}, follow=True)
        assert factories.lessons_of(course)[0].url in response.content.decode()

    def test_a_silent_test_tells_only_the_mark(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        test = factories.quiz_of(course)
        test.feedback = "never"
        test.save()
        attempt = start(learner_client, course)
        address = reverse("learning:attempt", args=[attempt.pk])
        response = learner_client.post(address, right_form(attempt) | {"action": "submit"}, follow=True)
        page = response.content.decode()
        assert "100" in page
        assert "secret" not in page

    def test_at_once_means_after_each_question(
        self, learner_client: Client, course: CoursePage, enrolled: Enrolment
    ) -> None:
        test = factories.quiz_of(course)
        test.feedback = "each"
        test.save()
        attempt = start(learner_client, course)
        choice = attempt.paper.questions[0]
        address = reverse("learning:attempt", args=[attempt.pk])
        learner_client.post(address, right_form(attempt) | {"action": f"check-{choice.key}"})
        page = learner_client.get(address).content.decode()
        assert "secret-explanation" in page
        assert "4.2" not in page

    def test_somebody_elses_attempt_is_not_there(
        self, learner_client: Client, other_learner: User, course: CoursePage, enrolled: Enrolment
    ) -> None:
        attempt = start(learner_client, course)
        stranger = Client()
        stranger.force_login(other_learner)
        for name in ("attempt", "result"):
            assert stranger.get(reverse(f"learning:{name}", args=[attempt.pk])).status_code == 404
        assert stranger.post(reverse("learning:attempt", args=[attempt.pk])).status_code == 404
