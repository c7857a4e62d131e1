"""A course whose first lesson has one activity of each kind, and what a browser keeps of what is done in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from tests import factories

from .browsing import ARGUMENTS, PROGRAM, TIMEOUT, let_in, until

DISCONNECTED = "net::ERR_INTERNET_DISCONNECTED"
# A request that the test itself breaks off.
BROKEN = "net::ERR_FAILED"

_FACTS = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("outbox", 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const all = opening.result.transaction("facts").objectStore("facts").getAll();
        all.onsuccess = () => { opening.result.close(); resolve(all.result); };
    };
})"""


def open_browser(browser: Browser, folder: Path, learner: User, origin: str) -> BrowserContext:
    """A browser with a disk of its own, which outlives it."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=PROGRAM, args=ARGUMENTS, base_url=origin, locale="en-GB"
    )
    context.set_default_timeout(TIMEOUT)
    let_in(context, learner, origin)
    return context


def course_with_activities(learner: User, **fields: Any) -> CoursePage:
    """The learner is enrolled."""
    page = factories.course(modules=1, lessons=2, **fields)
    lesson = factories.lessons_of(page)[0]
    lesson.body = [
        factories.text(),
        factories.knowledge_check(),
        factories.checklist(),
        factories.reflection(is_required=True),
    ]
    lesson.rule = "activities"
    lesson.save_revision().publish()
    enrol(learner, page)
    return page


def enrol(learner: User, course: CoursePage) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def do_everything(page: Page) -> None:
    """All activities of the lesson, without waiting for anybody to answer."""
    check(page)
    for corner in range(2):
        page.get_by_label(f"Look at corner {corner}").check()
    page.get_by_label("Your notes").fill("A hole in the fence.")
    page.get_by_role("button", name="Save ticks and notes").click()
    reflect(page, "The market at night.")


def check(page: Page) -> None:
    page.get_by_label("Right").check()
    page.get_by_role("button", name="Check my answer").click()


def reflect(page: Page, text: str) -> None:
    page.get_by_label("Your thoughts").fill(text)
    page.get_by_role("button", name="Save", exact=True).click()


def line(page: Page) -> Locator:
    """Where the page says what is saved and what waits."""
    return page.locator("[data-state-line]")


def entries(page: Page) -> Locator:
    """Where it says what could not be recorded."""
    return page.locator("[data-entries]")


def notes(page: Page) -> Locator:
    """What is said beside the buttons."""
    return page.locator(".outbox-note:not(:empty)")


def pass_time(page: Page, until: Callable[[], bool]) -> None:
    """Turns the clock of the page on, until something has happened there."""
    deadline = monotonic() + 60
    while not until():
        assert monotonic() < deadline, "it never happened"
        page.clock.run_for(5_000)


def kept(page: Page) -> list[str]:
    """The kinds of the facts that this browser holds, oldest first."""
    return [row["fact"]["kind"] for row in page.evaluate(_FACTS)]


def holds(page: Page, kind: str) -> None:
    """Waits until this browser holds a fact of that kind."""
    until(page, lambda: kind in kept(page))


def is_empty(page: Page) -> None:
    """Waits until this browser holds nothing that the server does not know."""
    until(page, lambda: not kept(page))
