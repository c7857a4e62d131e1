"""A look at one page: in three colour schemes, wide and narrow, with large text and with much space."""

from __future__ import annotations

import re
from itertools import cycle
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from .accessibility import violations
from .colours import Contrast
from .measuring import NARROW, WIDE, fits, fits_with_large_text, fits_with_space, moves, small_buttons

LANGUAGES = ("en", "de", "fr", "it")
# The window of a tour is that of a touch screen, at 400 per cent.
PHONE = {"viewport": NARROW, "has_touch": True}

FRAME = """() => {
    for (const part of document.querySelectorAll("details")) part.open = true;
    const headings = [...document.querySelectorAll("h1")].filter((heading) => heading.checkVisibility());
    return [document.title, document.documentElement.lang, headings.map((heading) => heading.innerText)];
}"""


class Tour:
    """Every look is a subtest of its own, so that one run shows all that is wrong.

    What every state of a page has in common is looked at once: how it looks wide, with large text, and with much space.
    """

    def __init__(self, subtests: Any, contrast: Contrast) -> None:
        self._subtests, self._contrast = subtests, contrast
        self._titles: dict[tuple[str, str], str] = {}
        self._names: set[str] = set()
        self._languages = cycle(LANGUAGES)

    def visit(self, page: Page, name: str, place: Any, state: str = "", *, language: str = "") -> None:
        """Open an address, or a page of the tree, and look; without a `language`, in the one whose turn it is."""
        language = language or next(self._languages)
        # By its key a page of a course is found in every language, translated or not.
        address = place if isinstance(place, str) else reverse("page_by_key", args=[place.translation_key])
        page.goto(re.sub(r"/(en|de|fr|it)/", f"/{language}/", address, count=1))
        self.look(page, name, state=state, language=language)

    def look(self, page: Page, name: str, *, state: str = "", language: str = "en") -> None:
        """Look at the page called `name`; of one page there may be several states, which share a title."""
        with self._subtests.test(f"{name} {state}".strip()):
            # After a click the next page may only have begun to arrive.
            page.wait_for_load_state()
            if page.viewport_size != NARROW:
                page.set_viewport_size(NARROW)
            is_new = name not in self._names
            self._names.add(name)
            # Of its names, roles and order every page is asked once in each state, in the width whose turn it is.
            is_asked_wide = is_new and len(self._names) % 2 == 0
            found = [*self._frame(page, name, language), *_narrow(page, is_asked=not is_asked_wide)]
            found += self._contrast.look(page)
            if is_new:
                found += _wide(page, is_asked=is_asked_wide)
            assert not found, "\n".join([page.url, *found])

    def _frame(self, page: Page, name: str, expected: str) -> list[str]:
        title, language, headings = page.evaluate(FRAME)
        found = []
        if not title.partition(" – ")[0].strip():
            found.append("the page has no title")
        elif self._titles.setdefault((language, title), name) != name:
            found.append(f"the title is also that of {self._titles[language, title]}: {title}")
        if language != expected:
            found.append(f"the language is not said to be {expected}")
        if len(headings) != 1:
            found.append(f"headings of level 1: {headings}")
        return found


def _narrow(page: Page, *, is_asked: bool) -> list[str]:
    measured = [*fits(page), *small_buttons(page), *moves(page)]
    return labelled("narrow", [*measured, *_structure(page, is_asked)])


def _wide(page: Page, *, is_asked: bool) -> list[str]:
    found = labelled("narrow, with space", fits_with_space(page))
    page.set_viewport_size(WIDE)
    found += labelled("wide", [*fits(page), *_structure(page, is_asked)])
    found += labelled("wide, with large text", fits_with_large_text(page))
    page.set_viewport_size(NARROW)
    return found


def _structure(page: Page, is_asked: bool) -> list[str]:
    return violations(page, has_colours=False) if is_asked else []


def labelled(label: str, found: list[str]) -> list[str]:
    return [f"{label}: {line}" for line in found]
