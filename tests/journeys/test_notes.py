"""What a learner keeps for themselves in a lesson, without a mouse: a bookmark, highlights, a note; and words explained."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import GlossaryTerm, LessonPage
from learning.models import Note
from tests import factories

from .accessibility import axe
from .browsing import until
from .conftest import OpenWindow
from .keyboard import Keyboard
from .queueing import DISCONNECTED, enrol, line
from .watching import Watch

BEFORE = "<p>Look at the square. A desire line shows the way.</p><p>Count people, and look at the square again.</p>"
# The same words stand earlier now, and others around them are new.
AFTER = "<p>Do not look at the square by car.</p>" + BEFORE.replace("Count people", "Count the people")
GONE = "<p>Count the people.</p>"

# As who drags over the words does it: from where `words` stand the last time.
SELECT = """(words) => {
    const walker = document.createTreeWalker(document.querySelector(".blocks"), NodeFilter.SHOW_TEXT);
    const range = new Range();
    while (walker.nextNode()) {
        const at = walker.currentNode.data.lastIndexOf(words);
        if (at >= 0) {
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
        }
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""
DRAWN = """() => [...(CSS.highlights.get("own") ?? [])].map((range) => {
    const before = new Range();
    before.setStartBefore(range.startContainer);
    before.setEnd(range.startContainer, range.startOffset);
    return `${before.toString()}[${range.toString()}]`;
})"""


def select(page: Page, words: str) -> None:
    page.get_by_role("main").focus()
    page.evaluate(SELECT, words)
    page.get_by_role("group", name="Selected words").wait_for()


def drawn(page: Page, *expected: str) -> None:
    """Waits until these words are highlighted, each with what stands before it in its paragraph."""
    until(page, lambda: page.evaluate(DRAWN) == list(expected))


def change(lesson: LessonPage, html: str) -> None:
    block = lesson.body.raw_data[0]
    lesson.body = [block | {"value": html}]
    lesson.save_revision().publish()


@pytest.fixture
def lesson(learner: User, live_server: object) -> LessonPage:
    GlossaryTerm.objects.create(
        term="desire line", definition="The way that people take.", locale=factories.catalogue().locale
    )
    course = factories.course(modules=1, lessons=1)
    enrol(learner, course)
    lesson = factories.lessons_of(course)[0]
    change(lesson, BEFORE)
    return lesson


def test_a_learner_keeps_and_finds_again_what_matters_to_them(
    open_window: OpenWindow, learner: User, lesson: LessonPage, watch: Watch
) -> None:
    watch.failures.add(DISCONNECTED)
    page = open_window(learner)
    keyboard = Keyboard(page)
    page.goto(lesson.url)

    keyboard.follow("Bookmark")
    expect(page.get_by_role("button", name="Bookmark", pressed=True)).to_be_focused()
    expect(page.locator(".notices")).to_contain_text("My notes")

    explain_a_word(page, keyboard)

    select(page, "look at the square")
    keyboard.tab_to("With a note")
    keyboard.press("Enter")
    page.keyboard.type("Why on foot?")
    axe(page)
    keyboard.tab_to("Save the highlight")
    keyboard.press("Enter")
    drawn(page, "Count people, and [look at the square]")
    keyboard.tab_to("My notes")
    keyboard.press("Enter")
    expect(page.locator(".quote")).to_contain_text("Why on foot?")

    page.context.set_offline(True)
    select(page, "Count people")
    keyboard.tab_to("Highlight", "button")
    keyboard.press("Enter")
    expect(line(page)).to_have_text("Waiting for the network (1)")
    drawn(page, "Count people, and [look at the square]", "[Count people]")
    page.context.set_offline(False)
    expect(page.locator(".quote")).to_have_count(2)

    keyboard.write("Note on this lesson", "Ask the traders.")
    expect(line(page)).to_have_text("Saved")
    axe(page)
    assert Note.objects.get(is_bookmarked=True).text == "Ask the traders."

    find_it_again(page, keyboard, lesson)


def explain_a_word(page: Page, keyboard: Keyboard) -> None:
    explanation = page.get_by_role("dialog", name="desire line")
    for key in ("Enter", "Space"):
        keyboard.tab_to("desire line")
        keyboard.press(key)
        expect(explanation).to_be_focused()
        expect(explanation).to_contain_text("The way that people take.")
        expect(page.get_by_role("button", name="desire line", expanded=True)).to_be_visible()
        axe(page)
        assert keyboard.tab().name == "Close"
        keyboard.press("Escape" if key == "Enter" else "Enter")
        expect(explanation).to_be_hidden()
        expect(page.get_by_role("button", name="desire line", expanded=False)).to_be_focused()
        page.keyboard.press("Shift+Tab")


def find_it_again(page: Page, keyboard: Keyboard, lesson: LessonPage) -> None:
    """After the text has changed around a highlight, and after its words are gone."""
    change(lesson, AFTER)
    page.reload()
    drawn(page, "Count the people, and [look at the square]")
    changed = page.get_by_text("The text has changed")
    expect(changed).to_have_count(2)
    expect(page.locator(".quote", has=changed.locator("visible=true"))).to_contain_text("Count people")
    change(lesson, GONE)
    page.reload()
    drawn(page)
    expect(changed.locator("visible=true")).to_have_count(2)
    page.goto(reverse("learning:notes"))
    axe(page)
    keyboard.tab_to("Remove : look at the square")
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(page.locator(".quote")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text("Ask the traders.")
