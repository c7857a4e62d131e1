"""Another language in the middle of a lesson, and a language in which everything is longer."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from accounts.models import User
from courses.actions import publish
from learning import actions
from tests import factories
from tests.pseudo import pseudo_locale

from . import content
from .conftest import OpenWindow
from .measuring import WIDE, fits

SMALL = {"width": 320, "height": 640}


def fragment(page: Page) -> str:
    return urlsplit(page.url).fragment


def test_who_changes_the_language_stays_at_the_same_place(open_window: OpenWindow, learner: User) -> None:
    course = content.course()
    lesson, *_others = factories.lessons_of(course)
    french = factories.catalogue("fr").locale
    for original in (course, lesson.get_parent().specific, lesson):
        copy = original.copy_for_translation(french).specific
        copy.title = f"FR {original.title}"
        publish(page=copy)
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    page = open_window(learner)
    page.goto(lesson.url)
    sheet = next(block for block in lesson.body if block.block_type == "checklist")
    item = page.locator(f"#block-{sheet.id} input[type=checkbox]").first
    item.check()
    page.locator(f"#block-{sheet.id} form button[type=submit]").click()
    expect(page.get_by_text("Your ticks and notes are saved.")).to_be_visible()

    # Translated: the same block of the translation, with the same ticks.
    page.locator(f"#block-{sheet.id}").evaluate("(block) => block.scrollIntoView({ block: 'start' })")
    page.locator(".languages a[hreflang=fr]").evaluate("(link) => link.click()")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"FR {lesson.title}")
    assert fragment(page) == f"block-{sheet.id}"
    expect(page.locator(f"#block-{sheet.id}")).to_be_in_viewport()
    expect(page.locator(f"#block-{sheet.id} input[type=checkbox]").first).to_be_checked()

    # Not translated: the same block all the same, and a note.
    page.locator(".languages a[hreflang=it]").evaluate("(link) => link.click()")
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page.locator(".not-translated")).to_be_attached()
    assert fragment(page) == f"block-{sheet.id}"
    expect(page.locator(f"#block-{sheet.id}")).to_be_in_viewport()
    expect(page.locator(f"#block-{sheet.id} input[type=checkbox]").first).to_be_checked()


def test_nothing_overflows_where_every_text_is_longer(open_window: OpenWindow, learner: User) -> None:
    course = content.course()
    lesson, *_others = factories.lessons_of(course)
    test = factories.quiz_of(course)
    key = course.translation_key
    actions.enrol(learner=learner, course_key=key, certificate_name="Lena Lerner")
    attempt = actions.start_attempt(learner=learner, course_key=key, test=test)
    page = open_window(learner)
    addresses = ["/en/", course.url, lesson.get_parent().url, lesson.url, test.url, "/en/learn/"]
    found: dict[str, list[str]] = {}
    with pseudo_locale():
        for address in [*addresses, f"/en/learn/attempts/{attempt.pk}/"]:
            page.goto(address)
            for size in (WIDE, SMALL):
                page.set_viewport_size(size)
                found[f"{address} {size['width']}"] = fits(page)
    assert {place: wide for place, wide in found.items() if wide} == {}
