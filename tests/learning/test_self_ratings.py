"""Learners rate themselves: in time, for themselves alone, and without any effect on what they have learnt."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.actions.record import current_edition
from learning.models import Enrolment, SelfRating, Statement
from learning.refusals import NotEnrolled, NotPartOfCourse, NotRated, NotUnderstood, RatingClosed
from learning.self_evaluation import GROUP, Occasion
from learning.views.group_figures import pairs_of
from tests import factories

from .finishing import finish
from .test_teaching import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(course: CoursePage) -> list[UUID]:
    return factories.ask_for_self_evaluation(course)


@pytest.fixture
def enrolment(learner: User, course: CoursePage, keys: list[UUID]) -> Enrolment:
    return actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def rate(learner: User, course: CoursePage, occasion: Occasion, levels: dict[UUID, int]) -> None:
    actions.rate_oneself(learner=learner, course_key=course.translation_key, occasion=occasion, levels=levels)


def rated(enrolment: Enrolment, occasion: Occasion) -> list[int]:
    ratings = enrolment.self_ratings.filter(occasion=occasion).order_by("pk")
    return list(ratings.values_list("level", flat=True))


def levels(keys: list[UUID], *numbers: int) -> dict[UUID, int]:
    return dict(zip(keys, numbers, strict=True))


def do_half(learner: User, course: CoursePage) -> None:
    for lesson in factories.lessons_of(course)[:3]:
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )


def address(name: str, course: CoursePage) -> str:
    return reverse(name, args=[course.translation_key])


class TestRating:
    def test_can_be_changed_until_half_of_the_course_is_done(
        self, learner: User, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 2, 3))
        rate(learner, course, Occasion.BEFORE, levels(keys, 2, 2, 4))
        assert rated(enrolment, Occasion.BEFORE) == [2, 2, 4]
        do_half(learner, course)
        for occasion in Occasion:
            with pytest.raises(RatingClosed):
                rate(learner, course, occasion, levels(keys, 5, 5, 5))
        assert rated(enrolment, Occasion.BEFORE) == [2, 2, 4]

    def test_at_the_end_can_be_repeated_and_leaves_the_beginning_alone(
        self, learner: User, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 2, 3))
        finish(learner, course)
        with pytest.raises(RatingClosed):
            rate(learner, course, Occasion.BEFORE, levels(keys, 5, 5, 5))
        rate(learner, course, Occasion.AFTER, levels(keys, 3, 3, 3))
        rate(learner, course, Occasion.AFTER, levels(keys, 4, 4, 2))
        assert rated(enrolment, Occasion.BEFORE) == [1, 2, 3]
        assert rated(enrolment, Occasion.AFTER) == [4, 4, 2]

    def test_leaves_no_trace_in_the_ledger(
        self, learner: User, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        before = list(Statement.objects.values_list("pk"))
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 2, 3))
        assert list(Statement.objects.values_list("pk")) == before

    def test_is_for_every_statement_and_on_the_scale(
        self, learner: User, other_learner: User, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        whole = levels(keys, 1, 2, 3)
        for given, refusal in (
            ({keys[0]: 1}, NotRated),
            (whole | {uuid4(): 1}, NotPartOfCourse),
            (whole | {keys[0]: 6}, NotUnderstood),
        ):
            with pytest.raises(refusal):
                rate(learner, course, Occasion.BEFORE, given)
        with pytest.raises(NotEnrolled):
            rate(other_learner, course, Occasion.BEFORE, whole)
        assert not SelfRating.objects.exists()

    def test_is_kept_within_bounds_by_the_database(self, enrolment: Enrolment, keys: list[UUID]) -> None:
        correction: dict[str, Any] = {
            "enrolment": enrolment,
            "competence_key": keys[0],
            "edition": current_edition(enrolment.course_key),
            "rated_at": timezone.now(),
        }
        SelfRating.objects.create(**correction, occasion="before", level=5)
        for wrong in (
            {"occasion": "before", "level": 1},
            {"occasion": "after", "level": 6},
            {"occasion": "never", "level": 1},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                SelfRating.objects.create(**correction, **wrong)

    def test_goes_with_the_enrolment(
        self, learner: User, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 2, 3))
        enrolment.delete()
        assert not SelfRating.objects.exists()


class TestThePages:
    def send(self, client: Client, course: CoursePage, occasion: str, given: dict[UUID, int]) -> Any:
        fields = {str(key): level for key, level in given.items()}
        return client.post(address("learning:rate", course), fields | {"occasion": occasion}, follow=True)

    def test_lead_from_the_form_to_the_modules_that_help(
        self, learner_client: Client, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        first = learner_client.get(address("learning:self_evaluation", course), follow=True)
        assert first.redirect_chain[-1][0] == address("learning:rate", course)
        assert "I can show others how" in text_of(first)
        incomplete = self.send(learner_client, course, "before", {keys[0]: 4})
        assert "Some statements have no answer yet" in text_of(incomplete)
        assert f'href="#id_{keys[1]}_0"' in incomplete.content.decode()
        assert f'id="id_{keys[1]}_0"' in incomplete.content.decode()
        page = self.send(learner_client, course, "before", levels(keys, 4, 1, 2))
        found = text_of(page)
        assert "At the beginning: level 1 of 5." in page.content.decode()
        assert found.index("Module 2", found.index("Recommended")) < found.index(
            "Module 1", found.index("Recommended")
        )
        again = BeautifulSoup(learner_client.get(address("learning:rate", course)).content, "html.parser")
        assert [field["value"] for field in again.select("input[checked]")] == ["4", "1", "2"]

    def test_do_not_recommend_what_was_done_since(
        self,
        learner: User,
        learner_client: Client,
        course: CoursePage,
        enrolment: Enrolment,
        keys: list[UUID],
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 5, 5))
        do_half(learner, course)
        page = text_of(learner_client.get(address("learning:self_evaluation", course)))
        assert "You have done the modules in which one learns what you rated low." in page
        assert "Change my ratings" not in page

    def test_show_the_change_in_a_picture_and_in_words(
        self,
        learner: User,
        learner_client: Client,
        course: CoursePage,
        enrolment: Enrolment,
        keys: list[UUID],
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 3, 3))
        finish(learner, course)
        form = learner_client.get(address("learning:rate", course)).content.decode()
        assert "checked" not in form
        page = self.send(learner_client, course, "after", levels(keys, 4, 3, 2))
        found = text_of(page)
        assert "higher than at the beginning in 1 of 3 statements" in found
        assert "A lower rating is no step back" in found
        for words in ("3 levels higher", "as before", "1 level lower", "1 This is new to me"):
            assert words in found
        html = page.content.decode()
        assert "At the beginning: level 1 of 5. At the end: level 4 of 5." in html
        assert 'x1="10%" x2="70%"' in html

    def test_refuse_a_form_whose_time_is_over(
        self,
        learner: User,
        learner_client: Client,
        course: CoursePage,
        enrolment: Enrolment,
        keys: list[UUID],
    ) -> None:
        finish(learner, course)
        response = self.send(learner_client, course, "before", levels(keys, 1, 2, 3))
        assert response.status_code == 409
        assert not SelfRating.objects.exists()

    def test_are_there_only_where_a_course_asks(
        self, learner_client: Client, learner: User, course: CoursePage
    ) -> None:
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
        assert learner_client.get(address("learning:self_evaluation", course)).status_code == 404
        assert "self-evaluation" not in learner_client.get(course.url).content.decode()
        factories.ask_for_self_evaluation(course)
        for place in (course.url, reverse("learning:mine")):
            assert address("learning:self_evaluation", course) in learner_client.get(place).content.decode()

    def test_cost_the_same_for_few_statements_and_for_many(
        self, learner: User, learner_client: Client, course: CoursePage, enrolment: Enrolment
    ) -> None:
        def visit() -> list[int]:
            keys = [UUID(block["id"]) for block in course.competences.raw_data]
            rate(learner, course, Occasion.BEFORE, dict.fromkeys(keys, 1))
            found = []
            for place in (
                course.url,
                *(address(name, course) for name in ("learning:rate", "learning:self_evaluation")),
                reverse("learning:mine"),
                reverse("learning:self_evaluations"),
            ):
                learner_client.get(place)
                with CaptureQueriesContext(connection) as captured:
                    learner_client.get(place)
                found.append(len(captured))
            return found

        few = visit()
        factories.ask_for_self_evaluation(course, 12)
        many = visit()
        # What the learner said of statements that are gone belongs to another edition, which the download reads as well.
        assert many == few
        assert few[0] <= 10

    def test_give_learners_their_own_words_to_take_along(
        self,
        learner: User,
        learner_client: Client,
        other_learner: User,
        course: CoursePage,
        enrolment: Enrolment,
        keys: list[UUID],
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 2, 3))
        course.competences = []
        course.save_revision().publish()
        told = learner_client.get(reverse("learning:self_evaluations")).json()["self_evaluations"]
        assert [(each["statement"]["en"], each["level"], each["occasion"]) for each in told] == [
            ("I can do thing 0.", 1, "before"),
            ("I can do thing 1.", 2, "before"),
            ("I can do thing 2.", 3, "before"),
        ]
        client = Client()
        client.force_login(other_learner)
        assert client.get(reverse("learning:self_evaluations")).json() == {"self_evaluations": []}


class TestTheGroup:
    def fill(self, course: CoursePage, keys: list[UUID], numbers: range, *, before: int, after: int) -> None:
        """Learners who said both, without the way through the course that lies between."""
        edition = current_edition(course.translation_key)
        for number in numbers:
            learner = factories.user(f"member-{number}@example.org")
            enrolment = Enrolment.objects.create(
                learner=learner, course_key=course.translation_key, certificate_name="Somebody"
            )
            SelfRating.objects.bulk_create(
                SelfRating(
                    enrolment=enrolment,
                    occasion=occasion,
                    competence_key=key,
                    level=level,
                    edition=edition,
                    rated_at=timezone.now(),
                )
                for occasion, level in (("before", before), ("after", after))
                for key in keys
            )

    def visit(self, trainer: User, course: CoursePage) -> tuple[str, int]:
        client = Client()
        client.force_login(trainer)
        client.get(address("learners:self_evaluation", course))
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address("learners:self_evaluation", course))
        return text_of(response), len(captured)

    def test_is_shown_from_ten_people_on_and_in_tens(
        self, trainer: User, course: CoursePage, keys: list[UUID]
    ) -> None:
        self.fill(course, keys, range(GROUP - 1), before=1, after=4)
        page, few = self.visit(trainer, course)
        assert "Fewer than 10 people" in page
        assert "I can do thing" not in page
        self.fill(course, keys, range(GROUP - 1, GROUP), before=2, after=4)
        page, _many = self.visit(trainer, course)
        assert "I can do thing 0. 10 1 4" in page
        self.fill(course, keys, range(GROUP, 2 * GROUP - 1), before=5, after=5)
        page, many = self.visit(trainer, course)
        assert "I can do thing 0. 10 1 4" in page
        assert many == few
        assert "member-" not in page

    def test_counts_only_who_said_both_in_the_order_in_which_they_did(
        self, learner: User, course: CoursePage, enrolment: Enrolment, keys: list[UUID]
    ) -> None:
        rate(learner, course, Occasion.BEFORE, levels(keys, 1, 2, 3))
        self.fill(course, keys[:1], range(1), before=2, after=5)
        assert [(pair.before, pair.after) for pair in pairs_of(course.translation_key)[keys[0]]] == [(2, 5)]
        finish(learner, course)
        rate(learner, course, Occasion.AFTER, levels(keys, 3, 3, 3))
        rate(learner, course, Occasion.AFTER, levels(keys, 4, 4, 4))
        assert [(pair.before, pair.after) for pair in pairs_of(course.translation_key)[keys[0]]] == [
            (2, 5),
            (1, 4),
        ]

    def test_is_linked_from_the_learners_of_the_course(
        self, trainer: User, course: CoursePage, keys: list[UUID]
    ) -> None:
        client = Client()
        client.force_login(trainer)
        page = client.get(address("learners:learners", course)).content.decode()
        assert address("learners:self_evaluation", course) in page
