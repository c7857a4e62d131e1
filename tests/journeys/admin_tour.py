"""A look at one page that we add to the admin. Its frame is Wagtail's, and so are its faults."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from .accessibility import violations
from .looking import CONTRAST, WIDE, labelled

# Small phones; the frame of the admin is not made for less.
NARROW = {"width": 360, "height": 640}
MAIN = "#main"


class AdminTour:
    """As `looking.Tour`, of the main part of a page."""

    def __init__(self, page: Page, subtests: Any) -> None:
        self.page, self._subtests = page, subtests
        self._titles: dict[str, str] = {}

    def visit(self, name: str, address: str) -> None:
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
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light")
        found = labelled("light, wide", violations(self.page, within=MAIN))
        self.page.emulate_media(color_scheme="dark")
        found += labelled("dark, wide", violations(self.page, only=CONTRAST, within=MAIN))
        self.page.set_viewport_size(NARROW)
        found += labelled("dark, narrow", violations(self.page, without=CONTRAST, within=MAIN))
        found += labelled("narrow", self._too_wide())
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WIDE)
        return found

    def _too_wide(self) -> list[str]:
        """The frame of the admin cuts off what is too wide; what scrolls in a box of its own does not count.

        Nor does Wagtail's panel beside a form, which waits outside until it is opened.
        """
        self.page.evaluate("document.querySelector('[data-form-side]')?.remove()")
        width = self.page.locator(MAIN).evaluate("main => main.scrollWidth - main.clientWidth")
        return [f"too wide by {width} px"] if width > 0 else []
