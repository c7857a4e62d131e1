"""What is done in a lesson counts, whatever happens to the line, the page or the browser at that moment."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Route, expect

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment, Note, Statement
from learning.rebuilding import differences
from tests import factories

from .conftest import OpenWindow
from .line import Line
from .queueing import (
    BROKEN,
    DISCONNECTED,
    check,
    course_with_activities,
    do_everything,
    enrol,
    entries,
    kept,
    line,
    notes,
    open_browser,
    reflect,
)
from .watching import Watch

pytestmark = pytest.mark.usefixtures("live_server")

KEPT = "Kept on this device. It counts as soon as there is a network."


@pytest.fixture
def course(learner: User) -> CoursePage:
    return course_with_activities(learner)


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


def in_ledger(course: CoursePage) -> Counter[str]:
    """How often each verb is said about a lesson or an activity by the learner."""
    statements = Statement.objects.filter(course_key=course.translation_key).exclude(verb="registered")
    return Counter(statement.verb for statement in statements if not statement.context.get("derived"))


def test_a_lesson_done_without_a_line_counts_days_later_in_a_browser_that_was_closed(
    browser: Browser,
    wire: Line,
    learner: User,
    course: CoursePage,
    lesson: LessonPage,
    tmp_path: Path,
) -> None:
    context = open_browser(browser, tmp_path, learner, wire.url)
    page = context.pages[0]
    page.goto(lesson.url)
    wire.cut()
    do_everything(page)
    expect(notes(page)).to_have_text([KEPT] * 3)
    expect(line(page)).to_have_text("Waiting for the network (3)")
    context.close()
    assert not Note.objects.exists()

    wire.mend()
    context = open_browser(browser, tmp_path, learner, wire.url)
    page = context.pages[0]
    page.goto(course.url)
    expect(line(page)).to_have_text("Saved")
    page.goto(lesson.url)
    expect(page.get_by_role("heading", name="This lesson is done")).to_be_visible()
    expect(page.get_by_label("Your thoughts")).to_have_value("The market at night.")
    context.close()
    assert in_ledger(course)["answered"] == 1
    assert in_ledger(course)["completed"] == 2
    assert not any(differences())


def test_the_page_shows_what_waits_when_it_is_opened_again(
    open_window: OpenWindow, learner: User, lesson: LessonPage, watch: Watch
) -> None:
    watch.failures |= {BROKEN, DISCONNECTED}
    page = open_window(learner)
    page.goto(lesson.url)
    page.route("**/learn/evidence/", lambda route: route.abort())
    do_everything(page)
    expect(notes(page)).to_have_count(3)
    page.goto(lesson.url)
    expect(page.get_by_label("Right")).to_be_checked()
    expect(page.get_by_label("Look at corner 1")).to_be_checked()
    expect(page.get_by_label("Your thoughts")).to_have_value("The market at night.")
    expect(page.locator(".activity__state")).to_have_text(["Kept on this device"] * 3)
    page.unroute("**/learn/evidence/")
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(line(page)).to_have_text("Saved")
    expect(notes(page)).to_have_text(["This has arrived now, and it counts. Show it"] * 3)
    notes(page).first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="This lesson is done")).to_be_visible()


def test_with_a_line_it_looks_as_the_form_did(
    open_window: OpenWindow, learner: User, course: CoursePage, lesson: LessonPage
) -> None:
    page = open_window(learner)
    page.goto(lesson.url)
    check(page)
    expect(page.get_by_role("main")).to_contain_text("secret-feedback yes")
    reflect(page, "The market.")
    expect(page.locator(".notices")).to_contain_text("Your reflection is saved. Only you can read it.")
    second = factories.lessons_of(course)[1]
    page.goto(second.url)
    page.get_by_role("button", name="Mark as done and go on").click()
    expect(page.locator(".notices")).to_contain_text("“Lesson 2” is done.")
    expect(page.get_by_role("heading", level=1)).to_have_text(factories.quiz_of(course).title)


def test_what_is_typed_elsewhere_on_the_page_stays_typed(
    open_window: OpenWindow, learner: User, lesson: LessonPage
) -> None:
    page = open_window(learner)
    page.goto(lesson.url)
    page.get_by_label("Your thoughts").fill("Half a thought")
    check(page)
    expect(page.get_by_role("main")).to_contain_text("secret-feedback yes")
    expect(page.get_by_label("Your thoughts")).to_have_value("Half a thought")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".notices")).to_contain_text("Your reflection is saved.")
    assert Note.objects.filter(text="Half a thought").exists()
    # The page was opened once, however often it was loaded.
    assert Statement.objects.filter(verb="experienced").count() == 1


def test_the_last_step_leads_to_the_course_page(open_window: OpenWindow, learner: User) -> None:
    course = factories.course(slug="short", modules=1, lessons=1, with_test=False)
    enrol(learner, course)
    page = open_window(learner)
    page.goto(factories.lessons_of(course)[0].url)
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("heading", name="You have finished this course")).to_be_focused()
    assert Enrolment.objects.completed().count() == 1


def test_a_double_click_is_one_fact(
    open_window: OpenWindow, learner: User, course: CoursePage, lesson: LessonPage
) -> None:
    page = open_window(learner)
    page.goto(lesson.url)
    page.get_by_label("Right").check()
    page.get_by_role("button", name="Check my answer").dblclick()
    expect(page.get_by_role("main")).to_contain_text("secret-feedback yes")
    page.goto(factories.lessons_of(course)[1].url)
    page.get_by_role("button", name="Mark as done and go on").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(factories.quiz_of(course).title)
    assert in_ledger(course)["answered"] == 1
    assert in_ledger(course)["completed"] == 1


def test_done_without_a_line_and_then_by_the_plain_form_is_one_statement(
    open_window: OpenWindow, learner: User, course: CoursePage, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    page = open_window(learner)
    page.goto(factories.lessons_of(course)[1].url)
    page.context.set_offline(True)
    done = page.get_by_role("button", name="Mark as done and go on")
    done.click()
    expect(notes(page)).to_have_text(KEPT)
    done.click()
    expect(line(page)).to_have_text("Waiting for the network (1)")
    page.context.set_offline(False)
    # What happens where the script never comes: the browser sends the form by itself.
    page.evaluate("document.querySelector('form[data-fact=done]').submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text(factories.quiz_of(course).title)
    page.goto(course.url)
    expect(line(page)).to_have_text("")
    assert in_ledger(course)["completed"] == 1


def test_every_tab_says_what_waits_and_one_sends(
    open_window: OpenWindow, learner: User, course: CoursePage, lesson: LessonPage, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    page = open_window(learner)
    other = page.context.new_page()
    page.goto(lesson.url)
    other.goto(course.url)
    page.context.set_offline(True)
    reflect(page, "The market.")
    expect(line(page)).to_have_text("Waiting for the network (1)")
    expect(line(other)).to_have_text("Waiting for the network (1)")
    page.context.set_offline(False)
    expect(line(page)).to_have_text("Saved")
    expect(line(other)).to_have_text("Saved")
    assert in_ledger(course)["completed"] == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_wrong_by_a_day_changes_nothing_that_matters(
    open_window: OpenWindow, learner: User, course: CoursePage, lesson: LessonPage, days: int
) -> None:
    page = open_window(learner)
    page.clock.set_system_time(timezone.now() + timedelta(days=days))
    page.goto(lesson.url)
    reflect(page, "First.")
    expect(page.locator(".notices")).to_contain_text("saved")
    page.clock.set_system_time(timezone.now() - timedelta(days=days))
    reflect(page, "Second.")
    expect(page.get_by_label("Your thoughts")).to_have_value("Second.")
    expect(line(page)).to_have_text("")
    said = Statement.objects.filter(object_key=lesson.body[3].id).order_by("stored")
    assert Note.objects.get().text == "Second."
    for statement in said:
        assert abs(timezone.now() - statement.stored) < timedelta(minutes=5)
        assert abs(timezone.now() - statement.timestamp) > timedelta(hours=23)


def test_what_the_server_refuses_is_said_and_leaves_the_queue(
    open_window: OpenWindow, learner: User, course: CoursePage, lesson: LessonPage, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    page = open_window(learner)
    page.goto(lesson.url)
    page.context.set_offline(True)
    reflect(page, "The market.")
    expect(notes(page)).to_have_text(KEPT)
    Enrolment.objects.all().delete()
    page.context.set_offline(False)
    expect(notes(page)).to_have_text("Please enrol in this course first.")
    expect(line(page)).to_have_text("")
    page.goto(course.url)
    assert kept(page) == []
    expect(entries(page)).to_have_text("")


def test_what_is_refused_later_is_said_where_the_learner_is_then(
    open_window: OpenWindow, learner: User, course: CoursePage, lesson: LessonPage, watch: Watch
) -> None:
    watch.failures |= {BROKEN, DISCONNECTED}
    page = open_window(learner)
    page.goto(lesson.url)
    page.route("**/learn/evidence/", lambda route: route.abort())
    reflect(page, "The market.")
    expect(notes(page)).to_have_text(KEPT)
    Enrolment.objects.all().delete()
    page.unroute("**/learn/evidence/")
    page.goto(course.url)
    expect(entries(page)).to_contain_text(
        "Not recorded: Lesson 1: Reflection. Please enrol in this course first."
    )
    page.get_by_role("button", name="Close").click()
    expect(entries(page)).to_have_text("")


def test_a_page_that_was_kept_for_long_gets_a_token_of_today(
    open_window: OpenWindow, learner: User, lesson: LessonPage, watch: Watch
) -> None:
    watch.refusals.add(403)
    page = open_window(learner)

    def old_token(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer,
            body=answer.text().replace(
                'name="csrfmiddlewaretoken" value="', 'name="csrfmiddlewaretoken" value="x'
            ),
        )

    page.route(f"**{lesson.url}", old_token)
    page.goto(lesson.url)
    reflect(page, "The market.")
    expect(page.locator(".notices")).to_contain_text("Your reflection is saved.")
    assert Note.objects.get().text == "The market."
