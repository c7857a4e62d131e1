"""Reading without network what was opened before."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.documents.models import Document
from wagtail.models import Site

from accounts.models import User
from courses.models import CoursePage, LessonPage
from home import offline
from learning import actions
from learning.learner_tags import tag_of
from tests import factories, files

from . import content
from .caches import ALL_KEPT, HOLDS, KEPT_FOR_NOBODY_ELSE, REPLACED, SHELLS, expect_kept, read, until
from .conftest import OpenWindow
from .line import Line
from .looking import Tour
from .watching import Watch

FROM_LAST_VISIT = re.compile(r"From your last visit, \d+ \w+ 20\d\d at \d\d:\d\d")
NO_NETWORK = "No network"


# Whether every picture can be shown, in whatever size the browser asks for.
PICTURES = """() => Promise.all([...document.querySelectorAll("article img")].map(async (picture) => {
    const offered = picture.srcset.split(",").map((size) => size.trim().split(" ")[0]).filter(Boolean);
    for (const src of [picture.src, ...offered]) {
        await Object.assign(new Image(), { src }).decode();
    }
    await picture.decode();
    return 1 + offered.length;
}))"""


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, a slow answer is an answer."""
    monkeypatch.setattr(offline, "PATIENCE", {"kept": 120_000, "other": 120_000})


@pytest.fixture
def course(live_server: LiveServer) -> CoursePage:
    course = content.course()
    for document in Document.objects.all():
        document.get_file_size()
    return course


@pytest.fixture
def lesson(course: CoursePage, learner: User) -> LessonPage:
    enrol(learner, course)
    return factories.lessons_of(course)[0]


@pytest.fixture
def window(open_window: OpenWindow, learner: User, wire: Line) -> Page:
    return open_window(learner, service_workers="allow", base_url=wire.url)


def enrol(learner: User, course: CoursePage) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def become(page: Page, user: User | None, address: str) -> None:
    """Another session in the same browser, without signing out first."""
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    if user:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def mark(page: Page) -> Locator:
    """What says that the page is from the last visit."""
    return page.get_by_role("status").filter(has_text=FROM_LAST_VISIT)


def expect_no_network(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(NO_NETWORK)


def test_a_lesson_that_was_opened_is_read_without_network(
    window: Page, wire: Line, lesson: LessonPage
) -> None:
    read(window, lesson)
    expect(mark(window)).to_have_count(0)
    expect(window.get_by_text("This film needs the network.")).to_be_hidden()
    wire.cut()
    window.reload()
    expect(mark(window)).to_be_visible()
    expect(window.get_by_role("heading", level=1)).to_have_text("Lesson 1")
    expect(window.get_by_text("Begin on foot.")).to_be_visible()
    assert window.evaluate(PICTURES) == [4, 1, 1]
    assert (
        window.evaluate("getComputedStyle(document.querySelector('.lesson__text')).maxInlineSize") == "640px"
    )
    expect(window.get_by_text("This film needs the network.")).to_be_visible()
    expect(window.get_by_text("This recording needs the network.")).to_be_visible()
    with window.expect_download() as downloading:
        window.get_by_role("link", name="Counting sheet").click()
    assert downloading.value.path().read_bytes() == files.PDF


def test_a_note_is_read_without_network_as_it_was_left(window: Page, wire: Line, lesson: LessonPage) -> None:
    read(window, lesson)
    window.get_by_role("heading", name="My notes", exact=True).click()
    window.get_by_label("Note on this lesson").fill("Ask the traders.")
    until(window, HOLDS, "Ask the traders.")
    wire.cut()
    window.reload()
    expect(mark(window)).to_be_visible()
    expect(window.get_by_label("Note on this lesson")).to_have_value("Ask the traders.")


def test_what_was_not_opened_says_that_it_needs_the_network_and_lists_what_can_be_read(
    window: Page, wire: Line, lesson: LessonPage
) -> None:
    read(window, lesson)
    wire.cut()
    window.goto(reverse("learning:mine"))
    expect_no_network(window)
    window.get_by_role("link", name="Lesson 1").click()
    expect(mark(window)).to_be_visible()
    window.goto("/de/kurse/")
    expect(window.locator("html")).to_have_attribute("lang", "de")
    expect(window.get_by_role("link", name="Lesson 1")).to_have_attribute("lang", "en")
    wire.mend()
    window.goto(reverse("learning:mine"))
    expect(window.get_by_role("heading", level=1)).to_have_text("My learning")


def test_online_again_the_page_is_fresh(window: Page, wire: Line, lesson: LessonPage) -> None:
    read(window, lesson)
    wire.cut()
    window.reload()
    expect(mark(window)).to_be_visible()
    lesson.body = [factories.text("<p>Changed meanwhile.</p>"), factories.checklist()]
    lesson.save_revision().publish()
    wire.mend()
    window.get_by_role("link", name="Try again").click()
    expect(window.get_by_text("Changed meanwhile.")).to_be_visible()
    expect(mark(window)).to_have_count(0)
    until(window, ALL_KEPT)
    wire.cut()
    window.reload()
    expect(mark(window)).to_be_visible()
    expect(window.get_by_text("Changed meanwhile.")).to_be_visible()


def test_a_line_on_which_nobody_answers_is_no_network(
    window: Page, wire: Line, lesson: LessonPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "PATIENCE", {"kept": 500, "other": 500})
    read(window, lesson)
    wire.block()
    window.reload()
    expect(mark(window)).to_be_visible()
    assert window.evaluate(PICTURES) == [4, 1, 1]
    window.goto(reverse("learning:mine"))
    expect_no_network(window)


def test_what_is_done_on_a_kept_page_waits_and_arrives(window: Page, wire: Line, lesson: LessonPage) -> None:
    read(window, lesson)
    wire.cut()
    window.reload()
    form = window.locator("form", has=window.get_by_label("Your thoughts"))
    form.get_by_label("Your thoughts").fill("The market at night.")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible()
    wire.mend()
    window.goto(lesson.get_url())
    expect(window.locator("[data-state-line]")).to_contain_text("Saved")
    window.reload()
    expect(window.get_by_label("Your thoughts")).to_have_value("The market at night.")


def test_signing_out_clears_the_device(window: Page, wire: Line, lesson: LessonPage) -> None:
    read(window, lesson)
    window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("link", name="Sign in")).to_be_visible()
    expect_kept(window)
    wire.cut()
    window.goto(lesson.url)
    expect_no_network(window)
    expect(window.get_by_text("Lessons you can read now")).to_be_hidden()


def test_signing_out_without_network_clears_the_device(window: Page, wire: Line, lesson: LessonPage) -> None:
    read(window, lesson)
    wire.cut()
    window.get_by_role("button", name="Sign out").click()
    expect_no_network(window)
    expect_kept(window)


def test_the_end_of_the_session_clears_the_device(window: Page, wire: Line, lesson: LessonPage) -> None:
    read(window, lesson)
    become(window, None, wire.url)
    window.goto("/en/")
    expect_kept(window)


def test_another_person_never_sees_what_was_kept(
    window: Page, wire: Line, lesson: LessonPage, other_learner: User, course: CoursePage
) -> None:
    enrol(other_learner, course)
    own = factories.lessons_of(course)[1]
    read(window, lesson)
    become(window, other_learner, wire.url)
    read(window, own)
    expect_kept(window, own)
    wire.cut()
    window.goto(lesson.url)
    expect_no_network(window)
    expect(window.get_by_role("main").get_by_role("link")).to_have_text(["Try again", own.title])


def test_an_answer_that_arrives_after_the_next_person_signed_in_is_not_kept(
    window: Page,
    wire: Line,
    lesson: LessonPage,
    other_learner: User,
    course: CoursePage,
    watch: Watch,
) -> None:
    watch.refusals.add(409)  # what the page of the one may try to send as the other
    enrol(other_learner, course)
    with window.expect_response(re.compile(reverse("learning:ingest"))) as opened:
        read(window, factories.lessons_of(course)[1])
    # Otherwise this answer could be the one that is held back.
    opened.value.finished()
    answers = wire.block()
    window.evaluate("(address) => { location.href = address; }", lesson.url)
    assert wire.is_holding.wait(timeout=15)
    wire.unblock()
    become(window, other_learner, wire.url)
    read(window.context.new_page(), factories.lessons_of(course)[1])
    answers.set()
    expect(window.get_by_role("heading", level=1)).to_have_text("Lesson 1")
    until(window, ALL_KEPT)
    until(window, KEPT_FOR_NOBODY_ELSE, tag_of(other_learner))


def test_only_lessons_of_the_enrolled_are_kept(
    window: Page, wire: Line, lesson: LessonPage, course: CoursePage, watch: Watch
) -> None:
    watch.hosts.add(urlsplit(content.PLAYER).netloc)
    watch.statuses.add(404)
    watch.refusals.add(404)
    read(window, lesson)
    embed = next(block for block in lesson.body if block.block_type == "embed")
    for address in (
        course.url,
        factories.quiz_of(course).url,
        reverse("learning:mine"),
        reverse("account_email"),
        f"{lesson.url}?embed={embed.id}",
    ):
        window.goto(address)
    expect_kept(window, lesson)
    lesson.unpublish()
    window.goto(lesson.url)
    expect_kept(window)


def test_the_lessons_opened_longest_ago_leave_first(
    window: Page, lesson: LessonPage, course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "LIMITS", offline.LIMITS | {"lessons": 1})
    newer = factories.lessons_of(course)[1]
    read(window, lesson)
    read(window, newer)
    expect_kept(window, newer)


def test_a_new_version_replaces_the_old_one_and_keeps_the_lessons(
    window: Page, wire: Line, lesson: LessonPage
) -> None:
    read(window, lesson)
    [old] = window.evaluate(SHELLS)
    site = Site.objects.get()
    site.site_name = "Piazza"
    site.save()
    window.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    until(window, REPLACED, old)
    [new] = window.evaluate(SHELLS)
    assert new != old
    wire.cut()
    window.goto(lesson.url)
    expect(mark(window)).to_be_visible()
    window.goto(reverse("learning:mine"))
    expect_no_network(window)
    expect(window).to_have_title("No network – Piazza")


def test_axe_finds_nothing_without_network(window: Page, wire: Line, lesson: LessonPage, tour: Tour) -> None:
    read(window, lesson)
    wire.cut()
    window.reload()
    expect(mark(window)).to_be_visible()
    tour.look(window, "lesson", state="from the last visit")
    window.goto(reverse("learning:mine"))
    expect(window.get_by_role("link", name="Lesson 1")).to_be_visible()
    tour.look(window, "no network")


def test_on_plain_http_everything_is_as_before(
    open_window: OpenWindow, learner: User, lesson: LessonPage, live_server: LiveServer, watch: Watch
) -> None:
    """A name of the local network has no service workers. No such name is found here, so the test answers for it."""
    name = "http://agora.lan"
    watch.hosts.add("agora.lan")

    def answer(route: Route) -> None:
        asked = {**route.request.headers, "origin": live_server.url, "referer": live_server.url}
        url = route.request.url.replace(name, live_server.url)
        response = route.fetch(url=url, headers=asked, max_redirects=0)
        # Browsers complain that it means nothing without TLS, with or without us.
        told = {key: value for key, value in response.headers.items() if key != "cross-origin-opener-policy"}
        route.fulfill(response=response, headers=told)

    window = open_window(service_workers="allow", base_url=name)
    window.route(f"{name}/**", answer)
    become(window, learner, name)
    window.goto(lesson.url)
    assert window.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    expect(window.get_by_role("heading", level=1)).to_have_text("Lesson 1")
    expect(mark(window)).to_have_count(0)
