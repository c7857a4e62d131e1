"""A learner's own state in a course as JSON says the same as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from courses.models import CoursePage
from courses.outline import Outline
from learning import actions
from learning.progress import Evidence, State, evaluate
from tests import factories
from tests.learning.finishing import finish, sit
from tests.strategies import evidence_of, outlines

outlines_with_evidence = outlines().flatmap(lambda outline: st.tuples(st.just(outline), evidence_of(outline)))


@given(outlines_with_evidence)
def test_whatever_is_not_done_has_a_reason_and_what_is_done_has_none(
    course: tuple[Outline, Evidence],
) -> None:
    progress = evaluate(*course)
    for part in (
        *progress.modules,
        *(step for each in progress.modules for step in each.steps),
        *progress.tests,
    ):
        assert bool(part.reasons) == (part.state is not State.DONE)
    assert bool(progress.reasons) == (not progress.is_complete)


@pytest.fixture
def enrolled(learner: User, course: CoursePage) -> CoursePage:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    return course


def ask(client: Client, course: CoursePage, language: str = "en") -> dict[str, Any]:
    address = reverse("learning:why", args=[course.translation_key]).replace("/en/", f"/{language}/")
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.json()


@pytest.mark.django_db
class TestTheState:
    def test_holds_reasons_as_data_and_in_words(
        self, learner_client: Client, learner: User, enrolled: CoursePage
    ) -> None:
        sit(learner, enrolled, is_right=False)
        said = ask(learner_client, enrolled)
        first, *_others, test = [step for module in said["modules"] for step in module["steps"]]
        assert (said["title"], said["percent"], said["is_complete"]) == ("Safer squares", 0, False)
        assert first["reasons"] == [
            {
                "cause": "not_marked_as_done",
                "about": first["key"],
                "percent": None,
                "pass_mark": None,
                "words": "You have not marked this lesson as done yet.",
            }
        ]
        assert (test["type"], test["percent"]) == ("test", 0)
        assert test["reasons"][0] | {"words": "", "about": ""} == {
            "cause": "test_not_passed",
            "about": "",
            "percent": 0,
            "pass_mark": 60,
            "words": "",
        }
        assert len(said["reasons"]) == 5

    def test_names_activities(self, learner_client: Client, enrolled: CoursePage) -> None:
        lesson = factories.lessons_of(enrolled)[0]
        lesson.body, lesson.rule = [factories.checklist(), factories.knowledge_check()], "activities"
        lesson.save_revision().publish()
        step = ask(learner_client, enrolled)["modules"][0]["steps"][0]
        assert [activity["title"] for activity in step["activities"]] == ["checklist 1", "knowledge check 1"]
        assert [reason["words"] for reason in step["reasons"]] == [
            "Still open: checklist 1.",
            "Still open: knowledge check 1.",
        ]

    def test_says_when_the_course_was_finished(
        self, learner_client: Client, learner: User, enrolled: CoursePage
    ) -> None:
        finish(learner, enrolled)
        said = ask(learner_client, enrolled)
        assert (said["percent"], said["is_complete"], said["next"], said["reasons"]) == (100, True, None, [])
        assert said["completed_at"]

    def test_speaks_the_language_of_its_address(self, learner_client: Client, enrolled: CoursePage) -> None:
        step = ask(learner_client, enrolled, "de")["modules"][0]["steps"][0]
        assert step["state_label"] != "Not started"
        assert step["reasons"][0]["cause"] == "not_marked_as_done"

    def test_costs_five_queries(self, learner_client: Client, enrolled: CoursePage) -> None:
        with CaptureQueriesContext(connection) as captured:
            ask(learner_client, enrolled)
        assert len(captured) <= 5
