"""A trainer meets the same refusals in the admin, beside the field; a draft may be incomplete."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from accounts.models import User
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from tests import factories, files
from tests.admin_forms import add_address, edit_address, errors_of, send

pytestmark = pytest.mark.django_db

NO_STREAMS = {"outcomes": streamfield([]), "competences": streamfield([])}
TEXT = ("text", rich_text("<p>Words.</p>"))


@pytest.fixture
def client(trainer: User) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


@pytest.fixture
def module(db: None) -> ModulePage:
    return factories.module(factories.empty_course(), lessons=1)


def add(client: Client, parent: Page, model: type[Page], *, publish: bool, **fields: Any) -> HttpResponseBase:
    return send(
        client, add_address(model, parent), {"title": "New", "slug": "new", **fields}, publish=publish
    )


def options(*are_right: bool) -> dict[str, Any]:
    rows = [
        {"value": {"text": f"Choice {number}", "is_right": "on" if is_right else "", "feedback": ""}}
        for number, is_right in enumerate(are_right)
    ]
    listed = {str(index): row | {"order": str(index), "deleted": ""} for index, row in enumerate(rows)}
    return listed | {"count": str(len(rows))}


def question(*are_right: bool) -> tuple[str, dict[str, Any]]:
    prompt = {
        "prompt": rich_text("<p>Which?</p>"),
        "points": "1",
        "explanation": rich_text(""),
        "read_again": "",
    }
    choices = options(*are_right)
    for index in range(len(are_right)):
        if not choices[str(index)]["value"]["is_right"]:
            del choices[str(index)]["value"]["is_right"]
    return "single_choice", prompt | {"options": choices}


def draw(count: int) -> tuple[str, dict[str, Any]]:
    return "draw", {"tag": "lighting", "count": str(count)}


def undescribed_picture() -> tuple[str, dict[str, Any]]:
    return "picture", {"image": {"image": str(files.picture().pk), "alt_text": ""}, "caption": ""}


def silent_video() -> tuple[str, dict[str, Any]]:
    video = {"video": str(files.film().pk), "title": "Film", "captions": "", "transcript": rich_text("")}
    return "video", video


class TestPublishing:
    def test_a_course_without_lessons(self, client: Client) -> None:
        fields = {"summary": "About.", **NO_STREAMS}
        response = add(client, factories.catalogue(), CoursePage, publish=True, **fields)
        assert "Nobody could complete this course" in errors_of(response)["__all__"]
        assert "Nobody could complete this course" in response.content.decode()

    def test_achievement_without_a_test(self, client: Client, module: ModulePage) -> None:
        fields = {**NO_STREAMS, "certificate_kind": "achievement"}
        response = send(client, edit_address(module.get_parent()), fields, publish=True)
        assert set(errors_of(response)) == {"certificate_kind"}

    def test_a_rule_without_its_activity_or_test(self, client: Client, module: ModulePage) -> None:
        for rule, field in (("activities", "rule"), ("test", "test")):
            response = add(client, module, LessonPage, publish=True, body=streamfield([TEXT]), rule=rule)
            assert set(errors_of(response)) == {field}

    def test_a_test_of_another_course_or_a_draft(self, client: Client, module: ModulePage) -> None:
        stranger = factories.quiz(factories.empty_course(slug="other"))
        draft = factories.quiz(module)
        draft.unpublish()
        for test in (stranger, draft):
            fields = {"body": streamfield([TEXT]), "rule": "test", "test": str(test.pk)}
            assert set(errors_of(add(client, module, LessonPage, publish=True, **fields))) == {"test"}

    def test_media_without_their_equivalents(self, client: Client, module: ModulePage) -> None:
        for incomplete in (undescribed_picture(), silent_video()):
            response = add(client, module, LessonPage, publish=True, body=streamfield([TEXT, incomplete]))
            assert set(errors_of(response)) == {"body"}
        assert not LessonPage.objects.filter(slug="new").exists()

    def test_the_message_stands_at_the_block(self, client: Client, module: ModulePage) -> None:
        response = add(client, module, LessonPage, publish=True, body=streamfield([silent_video()]))
        page = response.content.decode()
        assert "Add captions: deaf people" in page
        assert "Add a transcript: blind people" in page

    def test_a_test_that_nobody_can_pass(self, client: Client, module: ModulePage) -> None:
        factories.bank_question(["lighting"])
        cases = [
            ({"questions": streamfield([])}, "questions"),
            ({"questions": streamfield([question(False, False)])}, "questions"),
            ({"questions": streamfield([question(True, False)]), "pass_mark": "101"}, "pass_mark"),
            ({"questions": streamfield([draw(2)])}, "questions"),
        ]
        for fields, field in cases:
            assert set(errors_of(add(client, module, QuizPage, publish=True, **fields))) == {field}

    def test_the_same_question_twice(self, client: Client, module: ModulePage) -> None:
        twice = streamfield([question(True, False)] * 2)
        for index in ("0", "1"):
            twice[index]["id"] = "5a2f3d0c-0000-4000-8000-000000000001"
        response = add(client, module, QuizPage, publish=True, questions=twice)
        assert "stands here twice" in errors_of(response)["questions"]

    def test_what_can_work_goes_live(self, client: Client, module: ModulePage) -> None:
        factories.bank_question(["lighting"])
        questions = streamfield([question(True, False), draw(1)])
        assert add(client, module, QuizPage, publish=True, questions=questions).status_code == 302
        quiz = QuizPage.objects.live().get(slug="new")
        fields = {"body": streamfield([TEXT]), "rule": "test", "test": str(quiz.pk), "slug": "lesson"}
        assert add(client, module, LessonPage, publish=True, **fields).status_code == 302
        assert LessonPage.objects.live().get(slug="lesson").test == quiz
        decorated = undescribed_picture()
        decorated[1]["image"]["decorative"] = "on"
        fields = {"body": streamfield([decorated]), "slug": "decorated"}
        assert add(client, module, LessonPage, publish=True, **fields).status_code == 302


class TestDrafts:
    @pytest.mark.parametrize("make", [undescribed_picture, silent_video])
    def test_media_may_wait_for_their_equivalents(
        self, client: Client, module: ModulePage, make: Any
    ) -> None:
        response = add(
            client, module, LessonPage, publish=False, body=streamfield([make()]), rule="activities"
        )
        assert response.status_code == 302
        assert not LessonPage.objects.get(slug="new").live

    def test_tests_may_wait_for_right_answers_and_the_bank(self, client: Client, module: ModulePage) -> None:
        questions = streamfield([question(False, False), draw(9)])
        assert add(client, module, QuizPage, publish=False, questions=questions).status_code == 302
        assert not QuizPage.objects.get(slug="new").live

    def test_courses_may_wait_for_lessons(self, client: Client) -> None:
        fields = {"summary": "About.", **NO_STREAMS, "certificate_kind": "achievement"}
        assert add(client, factories.catalogue(), CoursePage, publish=False, **fields).status_code == 302
        assert not CoursePage.objects.get(slug="new").live

    def test_a_draft_of_a_live_page_changes_nothing_for_learners(
        self, client: Client, module: ModulePage
    ) -> None:
        lesson = factories.lessons_of(module.get_parent())[0]
        fields = {"title": "Other", "body": streamfield([undescribed_picture()])}
        assert send(client, edit_address(lesson), fields, publish=False).status_code == 302
        lesson.refresh_from_db()
        assert (lesson.title, lesson.has_unpublished_changes) == ("Lesson 1", True)


def said(response: HttpResponseBase) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


class TestManyAtOnce:
    def publish(
        self, client: Client, pages: list[Page], *, with_descendants: bool = False
    ) -> HttpResponseBase:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        chosen = "&".join(f"id={page.pk}" for page in pages)
        below = {"include_descendants": "on"} if with_descendants else {}
        return client.post(f"{address}?{chosen}&next=/admin/", below)

    def test_is_refused_with_a_message(self, client: Client, module: ModulePage) -> None:
        sound = factories.lesson(module, 2)
        broken = factories.lesson(module, 3, rule="activities")
        for page in (sound, broken):
            page.unpublish()
        response = self.publish(client, [sound, broken])
        assert response.status_code == 302
        assert "“Lesson 3” was not published. Add a required activity" in said(response)
        assert not LessonPage.objects.live().filter(pk__in=[sound.pk, broken.pk]).exists()

    def test_is_refused_for_what_is_below(self, client: Client, module: ModulePage) -> None:
        broken = factories.lesson(module, 3, body=[factories.block("picture", image=None, caption="")])
        for page in (module, broken):
            page.unpublish()
        response = self.publish(client, [module], with_descendants=True)
        assert response.status_code == 302
        assert "“Lesson 3” was not published. This field is required." in said(response)
        assert not ModulePage.objects.live().exists()

    def test_publishes_what_can_work(self, client: Client, module: ModulePage) -> None:
        lesson = factories.lessons_of(module.get_parent())[0]
        for page in (lesson, module):
            page.unpublish()
        self.publish(client, [module], with_descendants=True)
        assert LessonPage.objects.live().get() == lesson
        assert ModulePage.objects.live().get() == module


def test_an_approval_that_comes_too_late_is_refused_with_a_message(
    client: Client, module: ModulePage, administrator: User
) -> None:
    quiz = factories.quiz(module)
    fields = {"body": streamfield([TEXT]), "rule": "test", "test": str(quiz.pk), "action-submit": "submit"}
    add(client, module, LessonPage, publish=False, **fields)
    lesson = LessonPage.objects.get(slug="new")
    quiz.unpublish()
    client.force_login(administrator)
    task = [lesson.pk, "approve", lesson.current_workflow_task_state.pk]
    response = client.post(reverse("wagtailadmin_pages:workflow_action", args=task), {"comment": ""})
    assert response.headers["Location"] == edit_address(lesson)
    assert "“New” was not published. Publish this test first" in said(response)
    lesson.refresh_from_db()
    assert (lesson.live, lesson.workflow_in_progress) == (False, True)
