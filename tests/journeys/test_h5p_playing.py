"""Packages play in pages of a course, on an origin of their own."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import expect

from demo.h5p_packages import pack
from h5p.actions import import_package
from h5p.models import Content, Library
from h5p.storage import package_storage

from .accessibility import axe
from .conftest import OpenWindow
from .playing import LISTEN, expect_to_hear, heard, open_players, player
from .watching import Watch


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.h5p.pages"


def content(name: str) -> Content:
    return import_package(file=BytesIO(pack(name)), may_install=True).content


def test_answers_are_told_and_what_was_left_comes_back(open_window: OpenWindow) -> None:
    choice, reader = content("dark-corner.en"), content("reading-a-square.en")
    page = open_window()
    open_players(page, choice, reader)
    corner, square = player(page, "The dark corner"), player(page, "Reading a square")
    expect_to_hear(page, "viewed", "The dark corner")

    corner.get_by_role("radio", name="I order a brighter lamp.").focus()
    page.keyboard.press("Space")
    expect_to_hear(page, "state", "The dark corner")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(corner.get_by_role("status")).to_have_text("Not right. 0 of 1 points.")
    expect_to_hear(page, "state", "The dark corner", times=2)
    verbs = [
        one["statement"]["verb"]["id"].rsplit("/", 1)[1]
        for one in heard(page, "statement", "The dark corner")
    ]
    assert verbs == ["attempted", "interacted", "answered"]
    answered = heard(page, "statement", "The dark corner")[-1]["statement"]
    assert answered["result"]["score"] == {"min": 0, "raw": 0, "max": 1, "scaled": 0}
    left = heard(page, "state", "The dark corner")[-1]["state"]
    assert left == '{"chosen":1,"isChecked":true}'

    # Nothing was done there, so there is nothing to keep; then the page asks, and need not wait.
    assert heard(page, "state", "Reading a square") == []
    square.get_by_role("button", name="Next").click()
    page.locator("[data-h5p]").last.dispatch_event("h5p:flush")
    expect_to_hear(page, "state", "Reading a square")

    other = open_window(viewport={"width": 320, "height": 640}, color_scheme="dark")
    open_players(other, choice, state=left)
    again = player(other, "The dark corner")
    expect(again.get_by_role("radio", name="I order a brighter lamp.")).to_be_checked()
    expect(again.get_by_role("status")).to_have_text("Not right. 0 of 1 points.")
    assert [one["statement"]["verb"]["id"][-9:] for one in heard(other, "statement", "The dark corner")] == [
        "attempted"
    ]
    axe(other)
    assert other.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_player_starts_when_one_comes_near_and_can_be_tried_again(
    open_window: OpenWindow, watch: Watch
) -> None:
    choice, reader = content("dark-corner.en"), content("reading-a-square.en")
    script = f"{Library.objects.get(machine_name='Agora.Reader').folder}/reader.js"
    kept = package_storage().open(script).read()
    package_storage().delete(script)
    watch.refusals.add(404)
    page = open_window(viewport={"width": 1280, "height": 400})
    page.add_init_script(LISTEN)
    page.goto(f"/playing/?n={choice.pk}&n={choice.pk}&n={choice.pk}&n={reader.pk}")
    last = page.locator("[data-h5p]").last
    expect(page.locator("[data-h5p-shows=ready]").first).to_be_visible()
    expect(last).to_have_attribute("data-h5p-shows", "waiting")
    expect(last.locator("iframe")).to_have_count(0)

    last.scroll_into_view_if_needed()
    expect(last.get_by_role("alert")).to_contain_text("could not be loaded")
    package_storage().save(script, BytesIO(kept))
    last.get_by_role("button", name="Try again").click()
    expect(player(page, "Reading a square").get_by_text("Page 1 of 3")).to_be_visible()
    expect(last.get_by_role("alert")).to_be_hidden()
    expect(last).to_be_focused()

    # Its place is kept on the next visit, so that nothing jumps.
    place = last.locator(".h5p-player__frame")
    unknown = page.locator(".h5p-player__frame").first.evaluate(
        "place => getComputedStyle(place).minBlockSize"
    )
    expect(place).not_to_have_css("block-size", unknown)
    page.reload()
    assert place.evaluate("place => place.getBoundingClientRect().height") > float(unknown.removesuffix("px"))


def test_a_link_in_a_package_is_offered_by_the_page(open_window: OpenWindow) -> None:
    from tests.h5p import hostile_types

    script = """
      function attack() {
        document.querySelector(".h5p-content").insertAdjacentHTML("beforeend", "<a href='https://example.org/more'>More</a>");
      }
    """
    linking = import_package(file=BytesIO(hostile_types.package(script)), may_install=True).content
    page = open_window()
    open_players(page, linking)
    player(page, "Hostile").get_by_role("link", name="More").click()
    link = page.get_by_role("link", name="https://example.org/more")
    expect(link).to_have_attribute("rel", "noopener noreferrer external")
    expect(page.locator("[data-h5p-shows=ready]")).to_have_count(1)


def test_without_script_the_page_says_what_is_missing(open_window: OpenWindow) -> None:
    page = open_window(java_script_enabled=False)
    page.goto(f"/playing/?n={content('dark-corner.en').pk}")
    expect(page.get_by_text("This activity needs JavaScript.")).to_be_visible()
    expect(page.get_by_text("The activity is being loaded")).to_be_hidden()
