"""The learner's journey with JavaScript switched off."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests import factories

from . import content
from .answering import RIGHT, give
from .conftest import OpenWindow
from .people import sign_up


def test_from_signing_up_to_the_certificate(open_window: OpenWindow, mailoutbox: list[Any]) -> None:
    course = content.course()
    page = open_window(java_script_enabled=False)
    page.goto(course.url)
    page.get_by_role("link", name="Start this course").click()
    page.get_by_role("link", name="Create an account").click()
    sign_up(page, "lena@example.org", mailoutbox)
    page.get_by_label("Your name").fill("Lena Lerner")
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_role("status")).to_contain_text("You are enrolled")

    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lesson 1")
    read_all_of_it(page)
    for prompt in RIGHT:
        answer_check(page, prompt)
    fill_in_the_worksheet(page)
    reflect(page)
    expect(page.get_by_role("heading", name="This lesson is done")).to_be_visible()

    page.goto(factories.quiz_of(course).url)
    take_the_test(page)
    page.get_by_role("link", name="To the course page").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the certificate (PDF)").click()
    assert downloading.value.suggested_filename.endswith(".pdf")
    page.get_by_role("link", name="See how others verify it").click()
    expect(page.get_by_role("main")).to_contain_text("This certificate is genuine")


def read_all_of_it(page: Page) -> None:
    """What folds up unfolds, and what only script could do is not offered."""
    page.get_by_text("More", exact=True).click()
    expect(page.get_by_text("About trees.")).to_be_visible()
    expect(page.get_by_role("button", name="Print this worksheet")).to_be_hidden()


def answer_check(page: Page, prompt: str) -> None:
    check = page.locator("form", has=page.get_by_role("group", name=prompt))
    give(page, {prompt: RIGHT[prompt]})
    check.get_by_role("button", name="Check my answer").click()
    expect(check).to_contain_text("Right")
    expect(check.get_by_role("button", name="Answer again")).to_be_visible()


def fill_in_the_worksheet(page: Page) -> None:
    for corner in range(2):
        page.get_by_label(f"Look at corner {corner}").check()
    page.get_by_label("Your notes").fill("A hole in the fence.")
    page.get_by_role("button", name="Save ticks and notes").click()
    expect(page.get_by_role("status")).to_contain_text("Your ticks and notes are saved.")
    expect(page.get_by_label("Look at corner 1")).to_be_checked()
    expect(page.get_by_label("Your notes")).to_have_value("A hole in the fence.")


def reflect(page: Page) -> None:
    page.get_by_label("Your thoughts").fill("The market at night.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Your thoughts")).to_have_value("The market at night.")


def take_the_test(page: Page) -> None:
    page.get_by_role("button", name="Start the test").click()
    give(page, {prompt: RIGHT[prompt] for prompt in list(RIGHT)[:3]})
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.get_by_label("On foot")).to_be_checked()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 questions are not answered")
    page.get_by_role("link", name="Go back and answer").click()
    expect(page.get_by_label("On foot")).to_be_checked()
    give(page, RIGHT)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have passed")
    expect(page.get_by_role("region", name="Your result", exact=True)).to_contain_text("100 %")
