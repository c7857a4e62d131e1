"""Who did it: nobody's facts are sent as another's, and nobody signs out without knowing what is unsent."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Note
from tests import factories

from .accessibility import axe
from .conftest import OpenWindow, let_in
from .keyboard import Keyboard
from .people import confirm_address, sign_in
from .queueing import BROKEN, DISCONNECTED, course_with_activities, enrol, kept, line, notes, reflect
from .watching import Watch

pytestmark = pytest.mark.usefixtures("live_server")

EVIDENCE = "**/learn/evidence/"
WARNING = "Not everything is saved yet"


@pytest.fixture
def course(learner: User) -> CoursePage:
    return course_with_activities(learner)


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


@pytest.fixture
def window(open_window: OpenWindow, learner: User, lesson: LessonPage, watch: Watch) -> Page:
    """Something was written there, and the server cannot be reached."""
    watch.failures |= {BROKEN, DISCONNECTED}
    page = open_window(learner)
    page.route(EVIDENCE, lambda route: route.abort())
    page.goto(lesson.url)
    reflect(page, "The market.")
    expect(line(page)).to_have_text("Waiting for the network (1)")
    return page


def test_what_one_person_did_waits_while_another_is_signed_in(
    window: Page, learner: User, other_learner: User, course: CoursePage, lesson: LessonPage
) -> None:
    for person in (learner, other_learner):
        confirm_address(person)
    enrol(other_learner, course)
    window.get_by_role("button", name="Sign out").click()
    window.get_by_role("dialog", name=WARNING).get_by_role("button", name="Sign out all the same").click()
    expect(window.get_by_role("link", name="Sign in")).to_be_visible()
    window.unroute(EVIDENCE)
    window.goto(reverse("account_login"))
    sign_in(window, other_learner)
    expect(window.get_by_role("main")).to_contain_text(
        "Kept on this device for somebody else, until they sign in: 1."
    )
    window.goto(lesson.url)
    expect(window.get_by_label("Your thoughts")).to_have_value("")
    reflect(window, "The station.")
    expect(window.locator(".notices")).to_contain_text("Your reflection is saved.")
    assert Note.objects.get().text == "The station."
    assert "reflection" in kept(window)

    window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("link", name="Sign in")).to_be_visible()
    window.goto(reverse("account_login"))
    sign_in(window, learner)
    expect(line(window)).to_have_text("Saved")
    notes_of = {
        note.enrolment.learner: note.text for note in Note.objects.select_related("enrolment__learner")
    }
    assert notes_of == {learner: "The market.", other_learner: "The station."}
    assert "reflection" not in kept(window)


def test_a_page_left_open_by_somebody_who_is_not_signed_in_any_more_sends_nothing(
    window: Page, live_server: object, other_learner: User, course: CoursePage, watch: Watch
) -> None:
    watch.refusals.add(409)
    enrol(other_learner, course)
    let_in(window.context, other_learner, live_server.url)  # type: ignore[attr-defined]
    window.unroute(EVIDENCE)
    reflect(window, "The bridge.")
    expect(line(window)).to_have_text(
        "Somebody else is signed in. Kept on this device until you are back: 2."
    )
    axe(window)
    assert not Note.objects.exists()
    assert kept(window).count("reflection") == 2


def test_whoever_is_signed_out_is_asked_to_sign_in_again(
    window: Page, learner: User, lesson: LessonPage, watch: Watch
) -> None:
    watch.refusals.add(401)
    confirm_address(learner)
    window.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    window.unroute(EVIDENCE)
    reflect(window, "The market at night.")
    expect(line(window)).to_contain_text("You are not signed in. Kept on this device: 2.")
    axe(window)
    line(window).get_by_role("link", name="Sign in again").click()
    sign_in(window, learner)
    expect(window.get_by_role("heading", level=1)).to_have_text("Lesson 1")
    expect(line(window)).to_have_text("Saved")
    assert Note.objects.get().text == "The market at night."


def test_the_warning_at_signing_out_works_by_keyboard(window: Page) -> None:
    keyboard = Keyboard(window)
    button = window.get_by_role("button", name="Sign out", exact=True)
    dialog = window.get_by_role("dialog", name=WARNING)
    button.focus()
    keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Still waiting: 1.")
    axe(window)
    assert keyboard.focus.name == "Save now and sign out"
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    keyboard.press("Enter")
    expect(dialog).to_be_visible()
    keyboard.press("Enter")
    expect(dialog).to_contain_text("That did not work: there is still no network.")
    window.unroute(EVIDENCE)
    keyboard.press("Enter")
    expect(window.get_by_role("link", name="Sign in")).to_be_visible()
    assert Note.objects.get().text == "The market."


def test_the_page_for_signing_out_warns_too(window: Page) -> None:
    window.goto(reverse("account_logout"))
    expect(line(window)).to_have_text("Waiting for the network (1)")
    window.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("dialog", name=WARNING)).to_be_visible()


def test_whoever_has_nothing_unsent_just_signs_out(
    open_window: OpenWindow, learner: User, lesson: LessonPage
) -> None:
    page = open_window(learner)
    page.goto(lesson.url)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(notes(page)).to_have_count(0)
