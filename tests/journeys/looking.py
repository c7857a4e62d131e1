"""A look at one page in light and dark, wide and narrow."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from .accessibility import violations

WIDE = {"width": 1280, "height": 900}
# 1280 pixels at 400 per cent: WCAG 2.2, 1.4.10.
NARROW = {"width": 320, "height": 256}
CONTRAST = "color-contrast"


class Tour:
    """Every look is a subtest of its own, so that one run shows all that is wrong."""

    def __init__(self, subtests: Any) -> None:
        self._subtests = subtests
        self._titles: dict[tuple[str, str], str] = {}

    def look(self, page: Page, name: str, *, state: str = "", language: str = "en") -> None:
        """Look at the page called `name`; of one page there may be several states, which share a title."""
        with self._subtests.test(f"{name} {state}".strip()):
            # After a click the next page may only have begun to arrive.
            page.wait_for_load_state()
            page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
            found = [*self._frame(page, name, language), *_contents(page)]
            assert not found, "\n".join([page.url, *found])

    def _frame(self, page: Page, name: str, language: str) -> list[str]:
        found = []
        title = page.title()
        if not title.partition(" – ")[0].strip():
            found.append("the page has no title")
        elif self._titles.setdefault((language, title), name) != name:
            found.append(f"the title is also that of {self._titles[language, title]}: {title}")
        if page.locator("html").get_attribute("lang") != language:
            found.append(f"the language is not said to be {language}")
        headings = page.get_by_role("heading", level=1).all_inner_texts()
        if len(headings) != 1:
            found.append(f"headings of level 1: {headings}")
        return found


def _contents(page: Page) -> list[str]:
    found = []
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    found += labelled("light, wide", violations(page))
    page.emulate_media(color_scheme="dark")
    found += labelled("dark, wide", violations(page, only=CONTRAST))
    page.set_viewport_size(NARROW)
    # Colours do not depend on the width, and are half of the work.
    found += labelled("dark, narrow", violations(page, without=CONTRAST))
    page.emulate_media(color_scheme="light")
    found += labelled("narrow", too_wide(page))
    page.set_viewport_size(WIDE)
    return found


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways; what scrolls in a box of its own does not."""
    return page.evaluate(
        """() => {
            const root = document.scrollingElement;
            if (root.scrollWidth <= innerWidth) return [];
            const wide = [...document.querySelectorAll("main *, header *, footer *")].filter(
                (element) => element.getBoundingClientRect().right > innerWidth + 1);
            return [`scrolls sideways: ${root.scrollWidth} px`,
                    ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
        }"""
    )


def labelled(label: str, found: list[str]) -> list[str]:
    return [f"{label}: {line}" for line in found]
