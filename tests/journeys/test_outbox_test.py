"""The answers of a running test arrive, in their order, and handing in waits for the line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, Route, expect

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.models import Attempt
from tests import factories

from .accessibility import axe
from .conftest import OpenWindow
from .line import Line
from .queueing import BROKEN, DISCONNECTED, course_with_activities, line, open_browser
from .watching import Watch

pytestmark = pytest.mark.usefixtures("live_server")

EVIDENCE = "**/learn/evidence/"


@pytest.fixture
def course(learner: User) -> CoursePage:
    return course_with_activities(learner)


@pytest.fixture
def attempt(learner: User, course: CoursePage) -> Attempt:
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


def bar(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def hand_in_note(page: Page) -> Locator:
    return page.locator("[data-hand-in-state]")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Hand in").click()


def number(attempt: Attempt) -> str:
    """The saved answer to the question about metres."""
    attempt.refresh_from_db()
    return attempt.answers.get(attempt.paper.questions[1].key, "")


def test_answers_given_without_a_line_are_there_days_later_in_a_browser_that_was_closed(
    browser: Browser,
    wire: Line,
    learner: User,
    course: CoursePage,
    attempt: Attempt,
    address: str,
    tmp_path: Path,
) -> None:
    context = open_browser(browser, tmp_path, learner, wire.url)
    page = context.pages[0]
    page.goto(address)
    page.get_by_label("Your answer").fill("1")
    expect(bar(page)).to_have_text("Saved")
    wire.cut()
    page.get_by_label("Right").check()
    page.get_by_label("Your answer").fill("4.2")
    expect(bar(page)).to_have_text("Waiting for the network (1)")
    context.close()
    assert number(attempt) == "1"

    wire.mend()
    context = open_browser(browser, tmp_path, learner, wire.url)
    page = context.pages[0]
    page.goto(address)
    expect(page.get_by_label("Your answer")).to_have_value("4.2")
    expect(page.get_by_label("Right")).to_be_checked()
    expect(page.locator("[data-answered]")).to_have_text("2")
    expect(bar(page)).to_have_text("Saved")
    assert number(attempt) == "4.2"
    hand_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("You have passed")
    context.close()


def test_an_answer_that_was_held_up_does_not_overwrite_a_newer_one(
    window: Page, attempt: Attempt, address: str, watch: Watch
) -> None:
    """The first request arrives after the second: the line lost its answer, and it was sent again with what came after."""
    watch.failures.add(BROKEN)
    held: list[str] = []

    def hold(route: Route) -> None:
        held.append(route.request.post_data or "")
        route.abort()

    window.route(EVIDENCE, hold, times=1)
    window.get_by_label("Your answer").fill("1")
    expect(bar(window)).to_have_text("Waiting for the network (1)")
    window.get_by_label("Your answer").fill("2")
    expect(bar(window)).to_have_text("Saved")
    assert number(attempt) == "2"
    status = window.evaluate(
        """async ([address, body]) => (await fetch(address, {method: "POST", body, headers: {
            "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value}})).status""",
        [reverse("learning:ingest"), held[0]],
    )
    assert status == 200
    assert number(attempt) == "2"


def test_of_many_versions_that_nobody_sent_one_is_left(window: Page, attempt: Attempt, watch: Watch) -> None:
    watch.failures.add(DISCONNECTED)
    window.get_by_label("Your answer").fill("0")
    expect(bar(window)).to_have_text("Saved")
    window.clock.install()
    window.clock.pause_at(timezone.now() + timedelta(hours=1))
    window.context.set_offline(True)
    for answer in ("1", "2", "3"):
        window.get_by_label("Your answer").fill(answer)
        window.clock.run_for(600)
        expect(bar(window)).to_contain_text("Waiting for the network")
    # One that was tried, and the newest.
    expect(bar(window)).to_have_text("Waiting for the network (2)")
    window.context.set_offline(False)
    expect(bar(window)).to_have_text("Saved")
    assert number(attempt) == "3"


def test_handing_in_without_a_line_stays_says_so_and_follows_later(
    window: Page, attempt: Attempt, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    window.get_by_label("Right").check()
    window.context.set_offline(True)
    window.get_by_label("Your answer").fill("4.2")
    hand_in(window)
    expect(hand_in_note(window)).to_contain_text("This is not handed in yet")
    expect(window.get_by_label("Your answer")).to_have_value("4.2")
    axe(window)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    window.context.set_offline(False)
    expect(window.get_by_role("heading", level=1)).to_have_text("You have passed")


def test_whoever_goes_on_working_has_not_handed_in(window: Page, attempt: Attempt, watch: Watch) -> None:
    watch.failures.add(DISCONNECTED)
    window.context.set_offline(True)
    window.get_by_label("Right").check()
    hand_in(window)
    expect(hand_in_note(window)).to_contain_text("This is not handed in yet")
    window.get_by_label("Your answer").fill("4.2")
    expect(hand_in_note(window)).to_have_text("")
    window.context.set_offline(False)
    expect(bar(window)).to_have_text("Saved")
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert number(attempt) == "4.2"


def test_answers_after_the_time_do_not_count_whatever_the_clock_of_the_device_says(
    open_window: OpenWindow, learner: User, attempt: Attempt, address: str, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    attempt.closes_at = timezone.now() + timedelta(minutes=30)
    attempt.save()
    window = open_window(learner)
    window.clock.set_system_time(timezone.now() - timedelta(days=1))
    window.goto(address)
    window.get_by_label("Right").check()
    expect(bar(window)).to_have_text("Saved")
    window.context.set_offline(True)
    window.get_by_label("Your answer").fill("4.2")
    expect(bar(window)).to_contain_text("Waiting for the network")
    Attempt.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    window.context.set_offline(False)
    expect(bar(window)).to_contain_text("handed in and cannot be changed")
    hand_in(window)
    expect(window.get_by_role("heading", level=1)).to_have_text("Not passed yet")
    attempt.refresh_from_db()
    assert attempt.percent == 50


def test_when_the_time_is_over_without_a_line_it_is_handed_in_afterwards(
    window: Page, attempt: Attempt, address: str, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    attempt.closes_at = timezone.now() + timedelta(minutes=30)
    attempt.save()
    window.clock.install()
    window.goto(address)
    window.get_by_label("Right").check()
    expect(bar(window)).to_have_text("Saved")
    window.context.set_offline(True)
    window.clock.fast_forward("30:00")
    expect(hand_in_note(window)).to_contain_text("The time is over")
    window.context.set_offline(False)
    expect(window.get_by_role("heading", level=1)).to_have_text("Not passed yet")


def test_whoever_hands_in_without_all_answers_needs_a_line_as_well(
    window: Page, attempt: Attempt, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    window.get_by_label("Right").check()
    hand_in(window)
    expect(window.get_by_role("heading", level=1)).to_have_text("One question is not answered")
    window.context.set_offline(True)
    all_the_same = window.get_by_role("button", name="Hand in all the same")
    all_the_same.click()
    expect(window.get_by_role("main")).to_contain_text("This is not handed in yet")
    window.context.set_offline(False)
    all_the_same.click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Not passed yet")


def test_two_windows_with_one_test_send_what_each_was_given(
    window: Page, attempt: Attempt, address: str
) -> None:
    other = window.context.new_page()
    other.goto(address)
    window.get_by_label("Your answer").fill("1")
    expect(bar(window)).to_have_text("Saved")
    other.get_by_label("Your answer").fill("2")
    expect(bar(other)).to_have_text("Saved")
    assert number(attempt) == "2"
    other.goto("/en/")
    expect(line(other)).to_have_text("")
