"""Pages with players, and what is heard from them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Frame, Page, expect

from h5p.models import Content

# How many of each kind an element was told is also written on it, so that a test can wait for it.
LISTEN = """
  window.heard = [];
  for (const name of ["viewed", "statement", "state"]) {
    document.addEventListener(`h5p:${name}`, ({ target, detail }) => {
      heard.push({ name, title: target.dataset.title, ...detail });
      target.dataset[name] = Number(target.dataset[name] ?? 0) + 1;
    });
  }
"""


def open_players(page: Page, *contents: Content, state: str = "") -> None:
    """Opens a page on which `contents` play, each with `state`, and waits until all of them do."""
    page.add_init_script(LISTEN)
    page.goto("/playing/?" + urlencode([("n", one.pk) for one in contents] + [("state", state)]))
    expect(page.locator("[data-h5p-shows=ready]")).to_have_count(len(contents))


def player(page: Page, title: str) -> Any:
    return page.frame_locator(f'iframe[title="{title}"]')


def frame_of(page: Page, title: str) -> Frame:
    frame = page.locator(f'iframe[title="{title}"]').element_handle().content_frame()
    assert frame
    return frame


def expect_to_hear(page: Page, name: str, title: str, times: int = 1) -> None:
    expect(page.locator(f'[data-title="{title}"]')).to_have_attribute(f"data-{name}", str(times))


def heard(page: Page, name: str, title: str) -> list[dict[str, Any]]:
    return [one for one in page.evaluate("heard") if (one["name"], one["title"]) == (name, title)]
