"""The same on the pages around signing in, and on those that send somebody away."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from tests.factories import PASSWORD

from .conftest import OpenWindow
from .looking import PHONE, Tour
from .people import code_in, confirm_address
from .watching import Watch


@pytest.fixture
def page(open_window: OpenWindow) -> Page:
    return open_window(**PHONE)


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).click()


def test_pages_of_signing_up(page: Page, tour: Tour, mailoutbox: list[Any]) -> None:
    page.goto(reverse("account_signup"))
    tour.look(page, "sign up")
    page.get_by_label("Email").fill("new@example.org")
    page.get_by_label("Password").fill("short")
    press(page, "Create an account")
    tour.look(page, "sign up", state="with an error")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Create an account")
    tour.look(page, "code")
    page.get_by_label("Code").fill("WRONG")
    press(page, "Confirm")
    tour.look(page, "code", state="with an error")
    page.get_by_label("Code").fill(code_in(mailoutbox[-1]))
    press(page, "Confirm")
    tour.look(page, "my learning", state="after signing up")


def test_sign_up_by_invitation_only(page: Page, tour: Tour, settings: Any) -> None:
    settings.SIGN_UP = "invitation"
    page.goto(reverse("account_signup"))
    tour.look(page, "sign-up is closed")


def test_pages_of_signing_in(page: Page, learner: User, tour: Tour, mailoutbox: list[Any]) -> None:
    confirm_address(learner)
    page.goto(reverse("account_login"))
    tour.look(page, "sign in")
    page.get_by_label("Email").fill(learner.email)
    page.get_by_label("Password").fill("wrong")
    press(page, "Sign in")
    tour.look(page, "sign in", state="with an error")
    page.get_by_role("link", name="Forgot your password?").click()
    tour.look(page, "forgotten password")
    page.get_by_label("Email").fill(learner.email)
    press(page, "Send the link")
    tour.look(page, "forgotten password", state="sent")
    link = re.search(r"http\S+", mailoutbox[-1].body)[0]
    page.goto(link)
    tour.look(page, "forgotten password", state="new one")
    page.get_by_label("New Password", exact=True).fill("short")
    page.get_by_label("New Password (again)").fill("other")
    press(page, "Save the new password")
    tour.look(page, "forgotten password", state="new one with an error")
    page.get_by_label("New Password", exact=True).fill(PASSWORD * 2)
    page.get_by_label("New Password (again)").fill(PASSWORD * 2)
    press(page, "Save the new password")
    tour.look(page, "password changed")
    page.goto(link)
    tour.look(page, "forgotten password", state="link used twice")


def test_pages_of_an_account(open_window: OpenWindow, learner: User, tour: Tour) -> None:
    confirm_address(learner)
    page = open_window(learner, **PHONE)
    page.goto(reverse("account_email"))
    tour.look(page, "addresses")
    page.get_by_label("Email").fill(learner.email)
    press(page, "Add this address")
    tour.look(page, "addresses", state="with an error")
    page.goto(reverse("account_change_password"))
    tour.look(page, "password")
    page.get_by_label("Current Password").fill("wrong")
    page.get_by_label("New Password", exact=True).fill("short")
    page.get_by_label("New Password (again)").fill("other")
    press(page, "Save the new password")
    tour.look(page, "password", state="with an error")
    page.goto(reverse("account_logout"))
    tour.look(page, "sign out")


def test_pages_that_send_away(open_window: OpenWindow, learner: User, tour: Tour, watch: Watch) -> None:
    watch.statuses |= {403, 404, 429}
    page = open_window(learner, **PHONE)
    page.goto("/admin/")
    tour.look(page, "forbidden")
    page.goto(reverse("account_logout"))
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    press(page, "Sign out")
    tour.look(page, "form from elsewhere")
    page.goto(reverse("certificates:look_up"))
    tour.look(page, "look up a certificate")
    page.get_by_role("textbox", name="Code").fill("7K3M")
    press(page, "Verify")
    tour.look(page, "look up a certificate", state="with an error")
    unknown = reverse("certificates:verify", args=["7K3M"])
    page.goto(unknown)
    tour.look(page, "unknown certificate")
    for _ in range(30):
        page.request.get(unknown)
    page.goto(unknown)
    tour.look(page, "too many look-ups")
