"""What a learner does in H5P packages is kept, comes back on another device, and counts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, Response, expect

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment, H5PState, Statement
from tests import factories

from .accessibility import axe
from .conftest import OpenWindow
from .line import Line
from .queueing import BROKEN, enrol, holds, is_empty, line, pass_time
from .watching import Watch

CHOICE, READER = "Where does a dark corner come from?", "Reading a square"


@pytest.fixture
def course(learner: User, watch: Watch) -> CoursePage:
    """Two modules in order; the first lesson has two packages, one to be passed, one to be read."""
    watch.hosts.add(watch.host.replace("localhost", "127.0.0.1"))
    page = factories.course(modules=2, lessons=1, module_order="in_order")
    choice, reader = (
        factories.h5p_package(name, title=title)
        for name, title in (("dark-corner.en", CHOICE), ("reading-a-square.en", READER))
    )
    lesson = factories.lessons_of(page)[0]
    lesson.body = [
        factories.h5p(choice, rule="passed", pass_mark=70),
        factories.h5p(reader, rule="finished"),
    ]
    lesson.rule = "activities"
    lesson.save_revision().publish()
    enrol(learner, page)
    return page


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


def package(page: Page, title: str) -> FrameLocator:
    return page.locator(".activity", has=page.get_by_role("heading", name=title)).frame_locator("iframe")


def says(*parts: str) -> Any:
    """Whether a response is to a batch that says all of `parts`."""

    def is_it(response: Response) -> bool:
        sent = response.request.post_data or ""
        return response.ok and all(part in sent for part in parts)

    return is_it


def test_what_was_left_half_done_is_there_on_another_device_and_counts_when_it_is_finished(
    open_window: OpenWindow, course: CoursePage, lesson: LessonPage, learner: User
) -> None:
    office = open_window(learner)
    office.goto(lesson.url)
    expect(office.get_by_role("link", name="Next: Lesson 1")).to_have_count(0)
    with office.expect_response(says("h5p-state", '\\"chosen\\":0')):
        package(office, CHOICE).get_by_role("radio", name="after dark").check()
    with office.expect_response(says("h5p-state", '\\"page\\":1')):
        package(office, READER).get_by_role("button", name="Next").press("Enter")
    office.goto("/learn/")
    is_empty(office)
    assert H5PState.objects.count() == 2

    phone = open_window(learner, viewport={"width": 320, "height": 640})
    phone.goto(lesson.url)
    choice, reader = package(phone, CHOICE), package(phone, READER)
    expect(choice.get_by_role("radio", name="after dark")).to_be_checked()
    expect(phone.get_by_text("Reach at least 70 per cent.").first).to_be_visible()
    choice.get_by_role("button", name="Check").press("Enter")
    expect(phone.get_by_text("Your best result: 100 per cent.")).to_be_visible()
    expect(phone.get_by_text("Work through it to its end.").first).to_be_visible()
    phone.locator(".activity").nth(1).scroll_into_view_if_needed()
    expect(reader.get_by_text("Page 2 of 3")).to_be_visible()
    reader.get_by_role("button", name="Next").press("Enter")

    expect(phone.get_by_role("heading", name="This lesson is done")).to_be_visible()
    expect(reader.get_by_text("You have read all pages.")).to_be_visible()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    enrolment = Enrolment.objects.get()
    assert lesson.translation_key in enrolment.evidence.done
    assert [str(score) for score in enrolment.evidence.scores.values()] == ["1.0000"]
    # Beside the activity that was the last to be finished, and only there.
    way_on = phone.locator("[data-way-on]:visible")
    expect(way_on).to_have_text(re.compile("This lesson is done."))
    expect(phone.locator(".activity").nth(1)).to_contain_text("This lesson is done.")
    way_on.get_by_role("link", name="Next").click()
    expect(phone).to_have_url(re.compile(re.escape(factories.lessons_of(course)[1].url)))


def test_what_was_answered_while_the_server_was_away_arrives_when_it_is_back(
    open_window: OpenWindow, wire: Line, watch: Watch, lesson: LessonPage, learner: User
) -> None:
    watch.hosts.add(urlsplit(wire.url).netloc.replace("localhost", "127.0.0.1"))
    page = open_window(learner, base_url=wire.url)
    page.clock.install()
    page.goto(lesson.url)
    choice = package(page, CHOICE)
    # Nothing arrives, and the page is loaded again: this browser knows better than the server how far they were.
    watch.failures.add(BROKEN)
    page.route("**/learn/evidence/", lambda route: route.abort())
    choice.get_by_role("radio", name="brighter lamp").check()
    holds(page, "h5p-state")
    page.reload()
    expect(choice.get_by_role("radio", name="brighter lamp")).to_be_checked()
    page.unroute("**/learn/evidence/")

    wire.cut()
    choice.get_by_role("button", name="Check").press("Enter")
    expect(choice.get_by_text("0 of 1 points")).to_be_visible()
    expect(page.get_by_text("Kept on this device. It counts as soon as there is a network.")).to_be_visible()
    expect(line(page)).to_contain_text("Waiting for the network")
    choice.get_by_role("button", name="Try again").press("Enter")
    choice.get_by_role("radio", name="after dark").check()
    choice.get_by_role("button", name="Check").press("Enter")
    expect(choice.get_by_text("1 of 1 points")).to_be_visible()
    wire.mend()
    pass_time(page, page.get_by_text("Your best result: 100 per cent.").is_visible)
    expect(page.get_by_text("Kept on this device.")).to_have_count(0)
    results = Statement.objects.filter(verb="answered").order_by("timestamp")
    assert [str(result.score) for result in results] == ["0.0000", "1.0000"]
