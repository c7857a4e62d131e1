"""What a hostile content type tries in a real browser, and does not get."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from demo.h5p_packages import pack
from h5p.actions import import_package
from h5p.models import Content
from learning.models import Statement
from tests.h5p import hostile_types

from .conftest import OpenWindow
from .playing import LISTEN, expect_to_hear, frame_of, heard, open_players, player
from .watching import Watch


def hostile(script: str) -> Content:
    return import_package(file=BytesIO(hostile_types.package(script)), may_install=True).content


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.h5p.pages"


@pytest.fixture
def neighbour() -> Content:
    return import_package(file=BytesIO(pack("reading-a-square.en")), may_install=True).content


def test_it_reaches_neither_page_nor_neighbour_nor_server(
    open_window: OpenWindow, learner: User, watch: Watch, neighbour: Content
) -> None:
    watch.expects_refusals = True
    watch.refusals.add(404)
    watch.failures.add("csp")
    page = open_window(learner)
    facts = Statement.objects.count()
    open_players(page, neighbour, hostile(hostile_types.ATTEMPTS))
    address = page.url
    frame = frame_of(page, "Hostile")
    expect(player(page, "Hostile").get_by_text("Over")).to_be_attached()
    outcomes: dict[str, str] = frame.evaluate("outcomes")
    assert len(outcomes) == frame.evaluate("Object.keys(attempts).length")
    assert {name: said for name, said in outcomes.items() if not said.startswith("refused")} == {}

    # Nor can it go elsewhere, and take with it what it was told.
    frame.evaluate("() => hand(`${main}/en/accounts/logout/`)")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert page.url == address
    page.reload()
    expect(page.get_by_role("link", name="My learning").first).to_be_visible()
    assert Statement.objects.count() == facts


def test_it_speaks_for_nobody_else(open_window: OpenWindow, watch: Watch, neighbour: Content) -> None:
    watch.expects_refusals = True
    page = open_window()
    open_players(page, neighbour, hostile(hostile_types.IMPERSONATE))
    expect_to_hear(page, "statement", "Hostile")
    (forged,) = [
        one for one in page.evaluate("heard") if one.get("statement", {}).get("title") == "Neighbour"
    ]
    assert forged["title"] == "Hostile"
    (own,) = heard(page, "statement", "Reading a square")
    assert own["statement"]["verb"]["id"].endswith("/attempted")
    assert heard(page, "state", "Hostile") == heard(page, "state", "Reading a square") == []
    expect(player(page, "Reading a square").get_by_text("Page 1 of 3")).to_be_visible()
    assert page.locator(".h5p-player__frame").last.bounding_box()["height"] <= 20_000
    expect(page.locator("[data-h5p-link] a").last).to_be_hidden()


def test_who_floods_the_page_is_stopped(open_window: OpenWindow, neighbour: Content) -> None:
    page = open_window()
    page.add_init_script(LISTEN)
    page.goto(f"/playing/?n={hostile(hostile_types.FLOOD).pk}&n={neighbour.pk}")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.locator('iframe[title="Hostile"]')).to_have_count(0)
    assert len(heard(page, "statement", "Hostile")) <= 70
    player(page, "Reading a square").get_by_role("button", name="Next").click()
    expect(player(page, "Reading a square").get_by_text("Page 2 of 3")).to_be_visible()
