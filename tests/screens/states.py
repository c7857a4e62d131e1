"""What leads from an address into a state, in whatever language the page speaks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from playwright.sync_api import Page

from tests.factories import PASSWORD

_numbers = count()
Do = Callable[[Page], None]


def press(selector: str) -> Do:
    def do(page: Page) -> None:
        with page.expect_navigation():
            page.locator(selector).first.click()

    return do


def send_empty(form: str) -> Do:
    """The form comes back with its mistakes; the browser does not ask first."""

    def do(page: Page) -> None:
        page.locator(form).first.evaluate(
            """(form) => {
                form.noValidate = true;
                for (const field of form.querySelectorAll("input:not([type=hidden])")) field.value = "";
            }"""
        )
        press(f"{form} [type=submit], {form} button")(page)

    return do


def sign_up(page: Page) -> None:
    page.fill("[name=email]", f"new-{next(_numbers)}@example.org")
    page.fill("[name=password1]", PASSWORD)
    press("main form button")(page)


def forget_password(page: Page) -> None:
    page.fill("[name=email]", "nobody@example.org")
    press("main form button")(page)


def answer_check(page: Page) -> None:
    """The first question of a lesson; where it is answered already, its answer is there."""
    form = "form:has(fieldset.question:not([disabled]))"
    if page.locator(".feedback").count() == 0:
        page.locator(f"{form} input[type=radio], {form} input[type=checkbox]").first.check()
        page.locator(form).first.locator("button").first.click()
        page.locator(".feedback").first.wait_for()
    page.locator(".feedback").first.scroll_into_view_if_needed()


def look_up(page: Page) -> None:
    page.fill("main form [name=code]", "7K3M")
    press("main form:has([name=code]) button")(page)


def too_often(page: Page) -> None:
    for _ in range(31):
        page.request.get(page.url)
    page.reload()


def play(page: Page) -> None:
    """Until the package has drawn itself."""
    page.locator(".h5p-player").first.scroll_into_view_if_needed()
    page.locator(".h5p-player iframe").first.content_frame.locator(
        ".h5p-content, .h5p-container"
    ).first.wait_for()
