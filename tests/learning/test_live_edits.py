"""Editing a live course: trainers know whom it touches before they do it, and learners are told what is new."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from accounts.models import User
from courses.actions import publish
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.impact import Impact, impact_of_moving, impact_of_publishing, impact_of_withdrawing
from learning.models import Enrolment, ObjectType, Verb
from tests import factories
from tests.admin_forms import add_address, edit_address, send
from tests.editions import modules_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> CoursePage:
    """One module of three lessons."""
    return factories.course(modules=1, lessons=3, with_test=False)


@pytest.fixture
def trainer_client(trainer: User) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


def enrol(course: CoursePage, who: User, *, done: int) -> None:
    common = {"learner": who, "course_key": course.translation_key}
    actions.enrol(**common, certificate_name="Lena Lerner")
    for lesson in factories.lessons_of(course)[:done]:
        actions.mark_as_done(**common, lesson_key=lesson.translation_key)


@pytest.fixture
def learners(course: CoursePage, learner: User, other_learner: User) -> None:
    """One in the middle, who has done the first lesson, and one who finished."""
    enrol(course, learner, done=1)
    enrol(course, other_learner, done=3)


class TestImpact:
    def test_there_is_none_where_nobody_is_enrolled(self, course: CoursePage) -> None:
        assert impact_of_publishing(factories.lessons_of(course)[0]) is None
        assert impact_of_withdrawing(course) is None

    @pytest.mark.usefixtures("learners")
    def test_of_new_words_is_on_nobody(self, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.body = [factories.text("<p>Other.</p>")]
        assert impact_of_publishing(lesson) == Impact(learning=1, finished=1)
        assert Impact(1, 1).sentences == [
            "1 learner is in the middle of this course.",
            "1 who finished stays finished, whatever changes.",
        ]

    @pytest.mark.usefixtures("learners")
    def test_of_a_new_lesson(self, course: CoursePage) -> None:
        draft = factories.lesson(modules_of(course)[0], 4, live=False)
        assert impact_of_publishing(draft).effects == (
            "Lesson 1.4 “Lesson 4”: new and required. It will count for 1 learner.",
        )
        draft.is_required = False
        assert impact_of_publishing(draft).effects == (
            "Lesson 1.4 “Lesson 4”: new and optional. It holds nobody up.",
        )

    @pytest.mark.usefixtures("learners")
    def test_of_a_module_is_that_of_its_live_lessons(self, course: CoursePage) -> None:
        module = factories.module(course, 2, lessons=1)
        module.unpublish()
        module.refresh_from_db()
        assert impact_of_publishing(module).effects == (
            "Lesson 2.1 “Lesson 1”: new and required. It will count for 1 learner.",
        )

    @pytest.mark.usefixtures("learners")
    def test_of_a_lesson_in_a_module_that_is_not_live_is_on_nobody(self, course: CoursePage) -> None:
        module = factories.module(course, 2, lessons=1)
        module.unpublish()
        draft = factories.lesson(module, 2, live=False)
        assert impact_of_publishing(draft).effects == ()

    @pytest.mark.usefixtures("learners")
    def test_of_other_rules(self, course: CoursePage) -> None:
        first, second, _third = factories.lessons_of(course)
        first.body, first.rule = [factories.reflection(is_required=True)], "activities"
        assert impact_of_publishing(first).effects == (
            "Lesson 1.1 “Lesson 1”: done by another rule from now on. Whoever has done it keeps it (1).",
        )
        second.is_required = False
        assert impact_of_publishing(second).effects == (
            "Lesson 1.2 “Lesson 2”: now optional. It holds nobody up any more.",
        )
        publish(page=second)
        second.is_required = True
        assert impact_of_publishing(second).effects == (
            "Lesson 1.2 “Lesson 2”: now required. It is still to do for 1 of 1 learners.",
        )
        course.module_order = "in_order"
        assert impact_of_publishing(course).effects == (
            "Modules open one after another from now on. What is done stays done.",
        )

    @pytest.mark.usefixtures("learners")
    def test_of_another_pass_mark(self, course: CoursePage) -> None:
        test = factories.quiz(course)
        publish(page=test)
        test.pass_mark = 90
        assert impact_of_publishing(test).effects == (
            "Test “Test of Safer squares”: the new pass mark counts for attempts that begin from now on. Whoever passed has passed (0).",
        )

    @pytest.mark.usefixtures("learners")
    def test_of_a_lower_pass_mark_is_on_those_who_reach_it_now(
        self, course: CoursePage, learner: User
    ) -> None:
        test = factories.quiz(course)
        publish(page=test)
        fact = actions.Fact(Verb.FAILED, ObjectType.TEST, test.translation_key, score=Decimal("0.5"))
        actions.record(learner=learner, course_key=course.translation_key, facts=[fact])
        for mark, reached in ((51, 0), (50, 1)):
            test.pass_mark = mark
            assert f"have passed now: {reached}." in impact_of_publishing(test).effects[0]

    @pytest.mark.usefixtures("learners")
    def test_of_withdrawing_and_moving(self, course: CoursePage) -> None:
        first = factories.lessons_of(course)[0]
        assert impact_of_withdrawing(first).effects == (
            "Lesson 1.1 “Lesson 1”: withdrawn. It holds nobody up any more; those who did it keep it (1).",
        )
        assert len(impact_of_withdrawing(modules_of(course)[0]).effects) == 3
        assert "no longer be opened" in impact_of_withdrawing(course).effects[0]
        assert "stays done" in impact_of_moving(first).effects[0]


class TestInTheAdmin:
    TEXT = ("text", rich_text("<p>Words.</p>"))

    def texts(self, client: Client, address: str) -> str:
        return BeautifulSoup(client.get(address).content, "html.parser").get_text(" ")

    @pytest.mark.usefixtures("learners")
    def test_the_form_says_whom_publishing_touches(self, trainer_client: Client, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        for page in (course, modules_of(course)[0], lesson):
            assert "1 learner is in the middle of this course." in self.texts(
                trainer_client, edit_address(page)
            )
        lesson.is_required = False
        lesson.save_revision()
        assert "now optional" in self.texts(trainer_client, edit_address(lesson))

    def test_it_says_nothing_without_learners(self, trainer_client: Client, course: CoursePage) -> None:
        assert "in the middle of" not in self.texts(trainer_client, edit_address(course))

    @pytest.mark.usefixtures("learners")
    def test_a_new_required_lesson_is_published_by_the_second_press(
        self, trainer_client: Client, course: CoursePage
    ) -> None:
        module = modules_of(course)[0]
        fields = {"title": "New", "slug": "new", "is_required": "on", "body": streamfield([self.TEXT])}
        response = send(trainer_client, add_address(LessonPage, module), fields, publish=True)
        lesson = LessonPage.objects.get(slug="new")
        assert not lesson.live
        assert response.url == edit_address(lesson)
        shown = self.texts(trainer_client, response.url)
        assert "press the button again" in shown
        assert shown.count("It will count for 1 learner.") == 1
        send(trainer_client, edit_address(lesson), fields, publish=True)
        assert LessonPage.objects.get(slug="new").live

    @pytest.mark.usefixtures("learners")
    def test_something_else_is_asked_about_anew(self, trainer_client: Client, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[1]
        body = streamfield([self.TEXT])
        send(trainer_client, edit_address(lesson), {"is_required": "", "body": body}, publish=True)
        send(
            trainer_client,
            edit_address(lesson),
            {"minutes": "12", "is_required": "", "body": body},
            publish=True,
        )
        lesson.refresh_from_db()
        assert not lesson.is_required
        module = modules_of(course)[0]
        fields = {"title": "New", "slug": "new", "body": body}
        send(trainer_client, add_address(LessonPage, module), fields, publish=True)
        assert not LessonPage.objects.get(slug="new").live

    @pytest.mark.usefixtures("learners")
    def test_words_are_published_at_once(self, trainer_client: Client, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[1]
        fields = {"title": "Other words", "is_required": "on", "body": streamfield([self.TEXT])}
        send(trainer_client, edit_address(lesson), fields, publish=True)
        lesson.refresh_from_db()
        assert lesson.title == "Other words"

    @pytest.mark.usefixtures("learners")
    def test_withdrawing_asks_too(self, trainer_client: Client, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[1]
        address = reverse("wagtailadmin_pages:unpublish", args=[lesson.pk])
        response = trainer_client.post(address)
        assert "It holds nobody up any more" in self.texts(trainer_client, response.url)
        assert LessonPage.objects.get(pk=lesson.pk).live
        trainer_client.post(address)
        assert not LessonPage.objects.get(pk=lesson.pk).live

    @pytest.mark.usefixtures("learners")
    def test_deleting_and_moving_say_it_where_they_ask(
        self, trainer_client: Client, course: CoursePage
    ) -> None:
        lesson = factories.lessons_of(course)[1]
        delete = reverse("wagtailadmin_pages:delete", args=[lesson.pk])
        assert "withdrawn. It holds nobody up" in self.texts(trainer_client, delete)
        move = reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, lesson.get_parent().pk])
        assert "What is done stays done" in self.texts(trainer_client, move)


class TestNews:
    def news(self, client: Client, course: CoursePage) -> list[str]:
        learning = client.get(course.url).context["request"].learning
        return [row.title for row in learning.new_steps]

    def add(self, course: CoursePage, title: str, **fields: Any) -> LessonPage:
        module = modules_of(course)[0]
        lesson = factories.lesson(module, module.numchild + 1, live=False, **fields)
        lesson.title = title
        return publish(page=lesson)

    def open(self, learner: User, course: CoursePage, lesson: LessonPage) -> None:
        key = lesson.translation_key
        actions.open_step(
            learner=learner, course_key=course.translation_key, step_key=key, object_type="lesson"
        )

    @pytest.mark.usefixtures("learners")
    def test_a_new_required_lesson_is_news_until_the_learner_was_there_again(
        self, learner_client: Client, learner: User, course: CoursePage
    ) -> None:
        assert self.news(learner_client, course) == []
        added = self.add(course, "Light at night")
        self.add(course, "More to read", is_required=False)
        assert self.news(learner_client, course) == ["Light at night"]
        page = learner_client.get(course.url).content.decode()
        assert "New since your last visit" in page
        assert added.url in page
        self.open(learner, course, factories.lessons_of(course)[1])
        assert self.news(learner_client, course) == []

    @pytest.mark.usefixtures("learners")
    def test_a_lesson_that_became_required_is_news_unless_it_is_done(
        self, learner_client: Client, learner: User, course: CoursePage
    ) -> None:
        optional = self.add(course, "More to read", is_required=False)
        self.open(learner, course, optional)
        optional.is_required = True
        publish(page=optional)
        assert self.news(learner_client, course) == ["More to read"]
        Enrolment.objects.get(learner=learner).items.filter(object_key=optional.translation_key).update(
            is_done=True
        )
        assert self.news(learner_client, course) == []

    @pytest.mark.usefixtures("learners")
    def test_those_who_finished_are_left_in_peace(self, other_learner: User, course: CoursePage) -> None:
        client = Client()
        client.force_login(other_learner)
        self.add(course, "Light at night")
        assert self.news(client, course) == []
        assert client.get(course.url).context["request"].learning.is_complete

    def test_strangers_see_a_course_without_news(self, course: CoursePage) -> None:
        self.add(course, "Light at night")
        assert self.news(Client(), course) == []
