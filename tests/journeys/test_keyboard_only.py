"""The learner's journey without a mouse."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

from . import content
from .keyboard import Keyboard
from .people import code_in

SELECTED = {
    "In which order?": {"Look": "1", "Count": "2", "Propose": "3"},
    "What is for what?": {"Bench": "Sitting", "Lamp": "Seeing"},
}
WRITTEN = {"How wide is a lane?": "3", "Who owns the square?": "The city"}


def test_from_signing_up_to_the_certificate(page: Page, mailoutbox: list[Any]) -> None:
    content.course()
    keyboard = Keyboard(page)
    page.goto("/en/")
    skip_to_the_content(keyboard)
    keyboard.follow("Safer squares")
    keyboard.follow("Start this course")
    sign_up(keyboard, mailoutbox)
    keyboard.write("Your name", "Lena Lerner")
    keyboard.follow("Enrol")
    keyboard.follow("Begin")
    learn(keyboard)
    keyboard.follow("Next: Lesson 2")
    for key, title in (("p", "Lesson 1"), ("n", "Lesson 2")):
        with page.expect_navigation():
            press_access_key(page, key)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    keyboard.follow("Mark as done")
    take_the_test(keyboard)
    expect(page.get_by_role("heading", level=1)).to_have_text("You have passed")
    keyboard.follow("To the course page")
    keyboard.tab_to("Download the certificate (PDF)")
    with page.expect_download():
        keyboard.press("Enter")


def sign_up(keyboard: Keyboard, mails: list[Any]) -> None:
    keyboard.follow("Create an account")
    keyboard.write("Email", "new@example.org")
    keyboard.write("Password", PASSWORD)
    keyboard.follow("Create an account")
    keyboard.write("Code", code_in(mails[-1]))
    keyboard.follow("Confirm")


def press_access_key(page: Page, letter: str) -> None:
    """Alt and a letter. Chromium asks which letter the key writes without Alt, which Playwright's keyboard does not say."""
    window = page.context.new_cdp_session(page)
    code = ord(letter.upper())
    about = {
        "modifiers": 1,
        "key": letter,
        "windowsVirtualKeyCode": code,
        "text": letter,
        "unmodifiedText": letter,
    }
    window.send("Input.dispatchKeyEvent", {"type": "keyDown", **about})
    window.detach()


def skip_to_the_content(keyboard: Keyboard) -> None:
    assert keyboard.tab().name == "Skip to the content"
    keyboard.press("Enter")
    assert keyboard.focus.id == "main"


def learn(keyboard: Keyboard) -> None:
    """All activities, one after the other; after each the focus is where it was sent from."""
    keyboard.pick("On foot", "On foot")
    check(keyboard)
    keyboard.tick("Sills")
    keyboard.tick("Steps")
    check(keyboard)
    keyboard.pick("True", "False")
    check(keyboard)
    select(keyboard, "In which order?")
    check(keyboard)
    select(keyboard, "What is for what?")
    check(keyboard)
    for question, answer in WRITTEN.items():
        keyboard.write("Your answer", answer, question=question)
        check(keyboard)
    keyboard.tick("Look at corner 0")
    keyboard.tick("Look at corner 1")
    keyboard.write("Your notes", "A hole in the fence.")
    send(keyboard, "Save ticks and notes")
    keyboard.write("Your thoughts", "The market.")
    send(keyboard, "Save")


def check(keyboard: Keyboard) -> None:
    send(keyboard, "Check my answer")


def send(keyboard: Keyboard, button: str) -> None:
    keyboard.follow(button)
    anchor = keyboard.page.url.partition("#")[2]
    assert anchor.startswith("activity-")
    assert keyboard.focus.id == anchor, "the focus is not at the activity that was sent"


def select(keyboard: Keyboard, question: str) -> None:
    """Select what is right for each item, in the order in which the page asks for them."""
    for item in keyboard.page.get_by_role("group", name=question).locator("label").all_inner_texts():
        keyboard.select(item, SELECTED[question][item])


def take_the_test(keyboard: Keyboard) -> None:
    keyboard.follow("Start the test")
    keyboard.pick("On foot", "On foot")
    keyboard.tick("Sills")
    keyboard.tick("Steps")
    keyboard.pick("True", "False")
    select(keyboard, "In which order?")
    select(keyboard, "What is for what?")
    for question, answer in WRITTEN.items():
        keyboard.write("Your answer", answer, question=question)
    expect(keyboard.page.locator("[data-save-state]")).to_have_text("Saved")
    assert keyboard.focus.name == "Your answer", "saving took the focus away"
    keyboard.follow("Hand in")
