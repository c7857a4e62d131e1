"""A running test keeps what is answered, whatever happens to the page, the line or the clock."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from learning import actions
from learning.models import Attempt
from tests import factories

from .conftest import OpenWindow
from .watching import Watch

pytestmark = pytest.mark.usefixtures("live_server")


@pytest.fixture
def attempt(learner: User) -> Attempt:
    course = factories.course(modules=1, lessons=1)
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    quiz = factories.quiz_of(course)
    return actions.start_attempt(learner=learner, course_key=course.translation_key, test=quiz)


@pytest.fixture
def address(attempt: Attempt) -> str:
    return reverse("learning:attempt", args=[attempt.pk])


@pytest.fixture
def window(open_window: OpenWindow, learner: User, address: str) -> Page:
    page = open_window(learner)
    page.goto(address)
    return page


def state(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def test_answers_are_saved_as_they_are_given(window: Page, attempt: Attempt, address: str) -> None:
    window.get_by_label("Wrong").check()
    window.get_by_label("Your answer").fill("17")
    expect(state(window)).to_have_text("Saved")
    window.close()
    again = window.context.new_page()
    again.goto(address)
    expect(again.get_by_label("Wrong")).to_be_checked()
    expect(again.get_by_label("Your answer")).to_have_value("17")
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_an_answer_given_just_before_leaving_is_saved_too(
    window: Page, attempt: Attempt, address: str
) -> None:
    window.get_by_label("Your answer").fill("17")
    window.goto(reverse("learning:mine"))
    # It is still on its way while the next page comes; nothing in the browser says when it has arrived.
    for _ in range(20):
        window.goto(address)
        if window.get_by_label("Your answer").input_value() == "17":
            return
    pytest.fail("the answer is not there")


def test_without_a_line_it_says_so_and_saves_later(window: Page, attempt: Attempt, watch: Watch) -> None:
    watch.failures.add("net::ERR_INTERNET_DISCONNECTED")
    window.context.set_offline(True)
    window.get_by_label("Right").check()
    expect(state(window)).to_have_text("Waiting for the network (1)")
    window.context.set_offline(False)
    expect(state(window)).to_have_text("Saved")
    attempt.refresh_from_db()
    assert attempt.answers


def test_nothing_claims_to_be_saved_after_signing_out_elsewhere(
    window: Page, attempt: Attempt, watch: Watch
) -> None:
    watch.refusals.add(401)
    window.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    window.get_by_label("Right").check()
    expect(state(window)).to_contain_text("You are not signed in. Kept on this device: 1.")
    attempt.refresh_from_db()
    assert not attempt.answers


def test_an_attempt_handed_in_elsewhere_says_so(
    window: Page, attempt: Attempt, learner: User, watch: Watch
) -> None:
    actions.submit_attempt(learner=learner, attempt_id=attempt.pk)
    window.get_by_label("Right").check()
    expect(state(window)).to_contain_text("handed in")


def test_when_the_time_is_over_the_answers_are_handed_in(
    window: Page, attempt: Attempt, address: str
) -> None:
    attempt.closes_at = timezone.now() + timedelta(minutes=30)
    attempt.save()
    window.clock.install()
    window.goto(address)
    expect(window.locator("[data-time-left]")).to_have_text(re.compile(r"29:\d\d"))
    window.get_by_label("Right").check()
    expect(state(window)).to_have_text("Saved")
    window.clock.fast_forward("30:00")
    expect(window.get_by_role("heading", level=1)).to_have_text("Not passed yet")
    attempt.refresh_from_db()
    assert attempt.percent == 50
