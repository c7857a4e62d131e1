"""Who comes to the site, and how they get in."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from playwright.sync_api import Page

from accounts.models import User
from tests.factories import PASSWORD


def confirm_address(user: User) -> None:
    """As if the user had entered the code that was mailed to the address."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def sign_in(page: Page, user: User) -> None:
    """Through the form, which is open already."""
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def sign_up(page: Page, email: str, mails: list[Any]) -> None:
    """Through the form, which is open already, and with the code from the mail."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    page.get_by_label("Code").fill(code_in(mails[-1]))
    page.get_by_role("button", name="Confirm").click()


def code_in(mail: Any) -> str:
    """The code that stands on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", mail.body, re.MULTILINE)
    assert found, mail.body
    return found[1]
