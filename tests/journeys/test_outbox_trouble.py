"""Browsers that keep nothing, servers that fail, and facts that no server can take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Note, Statement
from tests import factories

from .accessibility import axe
from .conftest import OpenWindow
from .queueing import (
    BROKEN,
    DISCONNECTED,
    check,
    course_with_activities,
    do_everything,
    entries,
    kept,
    line,
    notes,
    pass_time,
    reflect,
)
from .watching import Watch

pytestmark = pytest.mark.usefixtures("live_server")

EVIDENCE = "**/learn/evidence/"
FORGETFUL = "This browser keeps nothing: leave this page only when it says “Saved”."
FORBID = """Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } })"""
# As a browser does whose disk or quota is full: the transaction fails as a whole. What is there can still be read.
FILL_UP = """() => {
    for (const name of ["add", "put"]) {
        IDBObjectStore.prototype[name] = function () {
            this.transaction.abort();
            throw new DOMException("no room", "QuotaExceededError");
        };
    }
}"""
WITHOUT_LOCKS = "delete Navigator.prototype.locks; delete window.BroadcastChannel; delete AbortSignal.timeout"
NEVER_ANSWER = """IDBFactory.prototype.open = () => ({})"""


@pytest.fixture
def course(learner: User) -> CoursePage:
    return course_with_activities(learner)


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


@pytest.fixture
def window(open_window: OpenWindow, learner: User, watch: Watch) -> Page:
    watch.failures |= {BROKEN, DISCONNECTED}
    return open_window(learner)


def warns_before_leaving(page: Page) -> bool:
    event = "new Event('beforeunload', { cancelable: true })"
    return page.evaluate(
        f"(() => {{ const e = {event}; window.dispatchEvent(e); return e.defaultPrevented; }})()"
    )


@pytest.mark.parametrize("script", [FORBID, NEVER_ANSWER])
def test_a_browser_that_forbids_keeping_says_so_and_sends_all_the_same(
    window: Page, lesson: LessonPage, script: str
) -> None:
    window.add_init_script(script)
    window.goto(lesson.url)
    window.context.set_offline(True)
    reflect(window, "The market.")
    expect(notes(window)).to_have_text(FORGETFUL)
    expect(line(window)).to_have_text(f"Waiting for the network (1) {FORGETFUL}")
    axe(window)
    assert warns_before_leaving(window)
    window.context.set_offline(False)
    expect(line(window)).to_have_text("Saved")
    assert not warns_before_leaving(window)
    assert Note.objects.get().text == "The market."


def test_a_browser_without_room_says_so_and_sends_all_the_same(window: Page, lesson: LessonPage) -> None:
    window.goto(lesson.url)
    window.context.set_offline(True)
    check(window)
    expect(line(window)).to_have_text("Waiting for the network (1)")
    window.evaluate(FILL_UP)
    reflect(window, "The market.")
    expect(line(window)).to_have_text(f"Waiting for the network (2) {FORGETFUL}")
    # Until then the page would show the answer to this form, if there were one.
    expect(notes(window)).to_have_count(2)
    window.context.set_offline(False)
    expect(line(window)).to_have_text("Saved")
    assert not warns_before_leaving(window)
    assert sorted(bool(note.text) for note in Note.objects.all()) == [False, True]


def test_a_browser_that_cannot_make_its_tabs_take_turns_sends_all_the_same(
    window: Page, course: CoursePage, lesson: LessonPage
) -> None:
    window.context.add_init_script(WITHOUT_LOCKS)
    window.goto(lesson.url)
    window.context.set_offline(True)
    reflect(window, "The market.")
    expect(line(window)).to_have_text("Waiting for the network (1)")
    other = window.context.new_page()
    window.context.set_offline(False)
    other.goto(course.url)
    expect(line(window)).to_have_text("Saved")
    assert Statement.objects.filter(object_key=lesson.body[3].id).count() == 1


def test_signing_out_of_a_browser_that_keeps_nothing_loses_it(window: Page, lesson: LessonPage) -> None:
    window.add_init_script(FORBID)
    window.goto(lesson.url)
    window.context.set_offline(True)
    reflect(window, "The market.")
    window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("dialog")).to_contain_text("will be lost when you sign out")


def test_a_server_that_fails_for_a_while_gets_everything_once_afterwards(
    window: Page, course: CoursePage, lesson: LessonPage, watch: Watch
) -> None:
    watch.refusals.add(500)
    window.goto(lesson.url)
    window.clock.install()
    failed: list[Route] = []

    def fail(route: Route) -> None:
        failed.append(route)
        route.fulfill(status=500)

    window.route(EVIDENCE, fail)
    do_everything(window)
    expect(line(window)).to_have_text("Waiting for the server (3)")
    axe(window)
    pass_time(window, lambda: len(failed) > 9)
    expect(line(window)).to_have_text("Waiting for the server (3)")
    expect(entries(window)).to_have_text("")
    window.unroute(EVIDENCE)
    pass_time(window, lambda: not line(window).inner_text().startswith("Waiting"))
    expect(notes(window).first).to_contain_text("This has arrived now, and it counts.")
    done = Statement.objects.filter(course_key=course.translation_key, context={}).exclude(verb="registered")
    verbs = sorted(statement.verb for statement in done)
    assert [verb for verb in verbs if verb != "experienced"] == ["answered", "completed", "completed"]


def test_too_many_requests_are_a_reason_to_wait(window: Page, lesson: LessonPage, watch: Watch) -> None:
    watch.refusals.add(429)
    window.goto(lesson.url)
    window.clock.install()
    window.route(EVIDENCE, lambda route: route.fulfill(status=429, headers={"Retry-After": "60"}))
    reflect(window, "The market.")
    expect(line(window)).to_have_text("Waiting for the server (1)")
    window.unroute(EVIDENCE)
    window.context.set_offline(True)
    window.context.set_offline(False)
    window.clock.run_for(30_000)
    expect(line(window)).to_have_text("Waiting for the server (1)")
    assert not Note.objects.exists()
    pass_time(window, Note.objects.exists)
    expect(notes(window)).to_contain_text("This has arrived now, and it counts.")


@pytest.mark.parametrize("status", [400, 413, 500])
def test_a_fact_that_the_server_cannot_take_is_named_and_stops_no_other(
    window: Page, lesson: LessonPage, watch: Watch, status: int
) -> None:
    """Whatever holds the reflection fails, whatever else is with it."""
    watch.refusals.add(status)

    def choke(route: Route) -> None:
        facts: list[dict[str, Any]] = json.loads(route.request.post_data or "{}").get("facts", [])
        if any(fact["kind"] == "reflection" for fact in facts):
            route.fulfill(status=status)
        else:
            route.continue_()

    window.goto(lesson.url)
    window.clock.install()
    window.context.set_offline(True)
    do_everything(window)
    expect(line(window)).to_have_text("Waiting for the network (3)")
    window.route(EVIDENCE, choke)
    window.context.set_offline(False)
    pass_time(window, lambda: entries(window).inner_text() != "")
    expect(entries(window)).to_contain_text(
        "could not be saved and is kept on this device: Lesson 1: Reflection."
    )
    axe(window)
    assert Note.objects.count() == 2
    assert kept(window) == ["reflection"]

    window.goto(lesson.url)
    expect(window.get_by_label("Your thoughts")).to_have_value("The market at night.")
    expect(entries(window)).to_contain_text("Lesson 1: Reflection.")
    window.unroute(EVIDENCE)
    window.goto(lesson.url)
    expect(notes(window)).to_contain_text("This has arrived now, and it counts.")
    expect(entries(window)).to_have_text("")
    assert Note.objects.filter(text="The market at night.").exists()
