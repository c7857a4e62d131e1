"""axe, reflow, titles and headings on the pages that we add to the admin. Its frame is Wagtail's, and so are its faults."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.models import Statement
from tests import editions, factories
from tests.learning.people import Learner, change

from . import content
from .accessibility import violations
from .conftest import OpenWindow
from .looking import CONTRAST, WIDE

# Small phones; the frame of the admin is not made for less.
NARROW = {"width": 360, "height": 640}
WHY = {"reason": "The line was down."}


class AdminTour:
    """As `looking.Tour`, of the main part of a page."""

    def __init__(self, page: Page, subtests: Any) -> None:
        self.page, self._subtests = page, subtests
        self._titles: dict[str, str] = {}

    def visit(self, name: str, address: str) -> None:
        self.page.goto(address)
        self.look(name)

    def look(self, name: str) -> None:
        with self._subtests.test(name):
            found = [*self._frame(), *self._contents()]
            assert not found, "\n".join([self.page.url, *found])

    def _frame(self) -> list[str]:
        headings = self.page.get_by_role("main").get_by_role("heading", level=1).all_inner_texts()
        found = [] if len(headings) == 1 else [f"headings of level 1: {headings}"]
        if self._titles.setdefault(self.page.title(), self.page.url) != self.page.url:
            found.append(f"another page has this title: {self.page.title()}")
        return found

    def _contents(self) -> list[str]:
        found = []
        for width, size in (("wide", WIDE), ("narrow", NARROW)):
            self.page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                only = CONTRAST if scheme == "dark" else None
                broken = violations(self.page, only=only, within="#main")
                found += [f"{scheme}, {width}: {line}" for line in broken]
            found += [f"{width}: {line}" for line in self._too_wide()]
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WIDE)
        return found

    def _too_wide(self) -> list[str]:
        """The frame of the admin cuts off what is too wide; what scrolls in a box of its own does not count."""
        width = self.page.locator("#main").evaluate("main => main.scrollWidth - main.clientWidth")
        return [f"too wide by {width} px"] if width > 0 else []


@pytest.fixture
def tour(open_window: OpenWindow, administrator: User, subtests: Any) -> AdminTour:
    """An administrator sees every button there is."""
    return AdminTour(open_window(administrator), subtests)


def finished(learner: User, course: CoursePage) -> Learner:
    """A learner with everything that evidence can hold: a weak result, a good one, corrections, a completion."""
    one = Learner(learner, course.translation_key)
    one.begin(factories.quiz_of(course))
    one.hand_in(well=False)
    for _ in range(2 * len(list(editions.newest().shape.steps()))):
        one.continue_()
    return one


def with_another_key(course: CoursePage) -> uuid.UUID:
    """Another answer to the first question of the test turns out to be right: who gave it gains. Returns the key of the test."""
    test = factories.quiz_of(course)
    questions = list(test.questions.raw_data)
    for option in questions[0]["value"]["options"]:
        option["value"]["is_right"] = not option["value"]["is_right"]
    change(test, questions=questions)
    return test.translation_key


def test_pages_about_learners(tour: AdminTour, learner: User, other_learner: User, trainer: User) -> None:
    course = content.course()
    key = course.translation_key
    enrolment = finished(learner, course).enrolment
    other = Learner(other_learner, key)
    other.begin(factories.quiz_of(course))
    other.hand_in(well=False)
    statement = Statement.objects.filter(learner_key=learner.learner_key, object_type="test").first()
    about = {"by": trainer, "learner": learner, "course_key": key, **WHY}
    actions.void_statement(**about, statement_id=statement.pk)
    test = with_another_key(course)
    lesson = factories.lessons_of(course)[0].translation_key
    tour.visit("courses", reverse("learners:courses"))
    tour.visit("learners", reverse("learners:learners", args=[key]))
    tour.visit("learner", reverse("learners:learner", args=[key, enrolment.pk]))
    tour.visit("mark as done", reverse("learners:mark_as_done", args=[key, enrolment.pk, lesson]))
    opened = Statement.objects.filter(learner_key=learner.learner_key, object_type="lesson").first()
    tour.visit("void", reverse("learners:void", args=[key, enrolment.pk, opened.pk]))
    tour.visit("withdraw", reverse("learners:withdraw", args=[key, enrolment.pk]))
    tour.visit("mark again", reverse("learners:re_mark", args=[key, test]))
    tour.page.get_by_label("Reason").fill("The other one is right.")
    tour.page.get_by_role("button", name="Mark again").click()
    expect(tour.page.get_by_role("table")).to_contain_text("other@example.org")
    # Without the message that fades in.
    tour.visit("mark again, with who gained", tour.page.url)


def test_pages_about_editions(tour: AdminTour) -> None:
    course = content.course()
    key = course.translation_key
    lesson = factories.lessons_of(course)[0]
    lesson.title = "Reading a street"
    lesson.save_revision().publish()
    number = editions.newest().number
    tour.visit("editions", reverse("editions:index", args=[key]))
    tour.visit("edition", reverse("editions:detail", args=[key, number]))
    for step in (lesson, factories.quiz_of(course)):
        as_it_was = reverse("editions:content", args=[key, number, "en", step.translation_key])
        tour.visit(f"{step.title} as it was", as_it_was)
