"""A look at one page that we add to the admin. Its frame is Wagtail's, and so are its faults."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from playwright.sync_api import Page
from wagtail.users.models import UserProfile

from accounts.models import User

from .accessibility import violations
from .colours import Contrast
from .looking import LANGUAGES, labelled

# Small phones; the frame of the admin is not made for less.
PHONE = {"viewport": {"width": 320, "height": 640}}
MAIN = "#main"


class AdminTour:
    """As `looking.Tour`, of the main part of a page on a phone."""

    def __init__(self, page: Page, user: User, subtests: Any, contrast: Contrast) -> None:
        self.page, self._subtests, self._contrast = page, subtests, contrast
        self._profile = UserProfile.get_for_user(user)
        self._languages = cycle(LANGUAGES)
        self._titles: dict[str, str] = {}

    def visit(self, name: str, address: str, *, language: str = "") -> None:
        """Open `address` and look; without a `language`, in the one whose turn it is."""
        self._profile.preferred_language = language or next(self._languages)
        self._profile.save()
        self.page.goto(address)
        self.look(name)

    def look(self, name: str) -> None:
        with self._subtests.test(name):
            found = [*self._frame(), *self._contents()]
            assert not found, "\n".join([self.page.url, *found])

    def _frame(self) -> list[str]:
        headings = self.page.get_by_role("main").get_by_role("heading", level=1).all_inner_texts()
        found = [] if len(headings) == 1 else [f"headings of level 1: {headings}"]
        if self._titles.setdefault(self.page.title(), self.page.url) != self.page.url:
            found.append(f"another page has this title: {self.page.title()}")
        return found

    def _contents(self) -> list[str]:
        found = labelled("narrow", violations(self.page, within=MAIN, has_colours=False))
        found += self._contrast.look(self.page, within=MAIN)
        return [*found, *labelled("narrow", self._too_wide())]

    def _too_wide(self) -> list[str]:
        """The frame of the admin cuts off what is too wide; what scrolls in a box of its own does not count.

        Nor does Wagtail's panel beside a form, which waits outside until it is opened.
        """
        self.page.evaluate("document.querySelector('[data-form-side]')?.remove()")
        width = self.page.locator(MAIN).evaluate("main => main.scrollWidth - main.clientWidth")
        return [f"too wide by {width} px"] if width > 0 else []
