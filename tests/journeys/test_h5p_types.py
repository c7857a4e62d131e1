"""Our own H5P content types in the browser, on a page that offers what they use of H5P's interface."""

from __future__ import annotations

import json
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from demo.h5p_packages import pack
from h5p.format.checking import check
from h5p.format.dependencies import load_order

from .accessibility import axe
from .conftest import OpenWindow

# Of H5P's core only what a content type sees. The core itself is not part of the project.
CORE = """
window.sent = [];
window.H5P = {
  getPath: (path) => files[path],
  EventDispatcher: class {
    trigger(event) { if (event.data) sent.push(event.data.statement); }
    setActivityStarted() {}
    triggerXAPI(verb) { this.trigger(this.createXAPIEventTemplate(verb)); }
    createXAPIEventTemplate(verb) {
      const statement = { verb, object: { definition: {} } };
      const setScoredResult = (raw, max, instance, completion, success) => {
        statement.result = { score: { raw, max }, completion, success };
      };
      return { data: { statement }, setScoredResult };
    }
  },
};
"""


def show(page: Page, name: str, state: dict[str, Any] | None = None) -> None:
    """Opens the package `name`, with what was kept of the last visit."""
    package = check(BytesIO(pack(name))).package
    assert package
    libraries = [
        package.libraries[one]
        for one in load_order(
            package.manifest.preloaded, {key: one.info.preloaded for key, one in package.libraries.items()}
        )
    ]

    def texts(kind: str) -> str:
        return "\n".join(
            package.archive.read(library.files[path].member).decode()
            for library in libraries
            for path in (library.info.preloaded_js if kind == "js" else library.info.preloaded_css)
        )

    files = {
        path: f"data:image/png;base64,{b64encode(package.archive.read(file.member)).decode()}"
        for path, file in package.files.items()
    }
    start = f"""
      window.one = new {package.manifest.main.machine_name}({json.dumps(package.params)}, 1,
        {json.dumps({"previousState": state})});
      one.attach([document.querySelector("#content")]);
    """
    page.set_content(
        f"<!doctype html><html lang={package.manifest.language}><meta charset=utf-8><title>{name}</title>"
        f"<style>body {{ margin: 0 }} {texts('css')}</style>"
        f"<main><h1>{name}</h1><div id=content></div></main>"
    )
    for script in (f"window.files = {json.dumps(files)}", CORE, texts("js"), start):
        page.add_script_tag(content=script)


def sent(page: Page, verb: str) -> list[dict[str, Any]]:
    return [statement for statement in page.evaluate("sent") if statement["verb"] == verb]


def test_a_choice_is_answered_by_keyboard_and_tells_its_score(page: Page) -> None:
    show(page, "dark-corner.en")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_have_text("Please choose an answer first.")
    assert sent(page, "answered") == []

    page.get_by_role("radio", name="I order a brighter lamp.").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Not right. 0 of 1 points.")
    expect(page.get_by_text("a hedge, a blind wall")).to_be_visible()

    page.get_by_role("button", name="Try again").click()
    page.get_by_role("radio", name="after dark").check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_have_text("Right. 1 of 1 points.")
    expect(page.get_by_role("button")).to_have_count(0)
    results = [statement["result"] for statement in sent(page, "answered")]
    assert [(one["score"], one["success"], one["response"]) for one in results] == [
        ({"raw": 0, "max": 1}, False, "1"),
        ({"raw": 1, "max": 1}, True, "0"),
    ]


def test_a_choice_comes_back_as_it_was_left_and_tells_nothing_twice(page: Page) -> None:
    show(page, "dark-corner.de", {"chosen": 2, "isChecked": True})
    expect(page.get_by_role("radio", name="Polizei")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("Nicht richtig. 0 von 1 Punkten.")
    assert page.evaluate("one.getCurrentState()") == {"chosen": 2, "isChecked": True}
    assert page.evaluate("sent") == []


@pytest.mark.parametrize("state", [{"chosen": 99, "isChecked": True}, {"chosen": "x"}, {"page": 99}, {}])
def test_a_state_that_fits_no_longer_begins_anew(page: Page, state: dict[str, Any]) -> None:
    show(page, "dark-corner.en", state)
    expect(page.get_by_role("button", name="Check")).to_be_visible()
    show(page, "reading-a-square.en", state)
    expect(page.get_by_text("Page 1 of 3")).to_be_visible()


def test_reading_to_the_end_is_told_once(page: Page) -> None:
    show(page, "reading-a-square.en")
    expect(page.get_by_role("img", name="A square at dusk")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Come back after dark")).to_be_focused()
    assert sent(page, "completed") == []
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("status")).to_have_text("You have read all pages.")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Next").click()
    assert [statement["result"] for statement in sent(page, "completed")] == [{"completion": True}]

    show(page, "reading-a-square.en", page.evaluate("one.getCurrentState()"))
    expect(page.get_by_role("heading", name="Write it down")).to_be_visible()
    assert page.evaluate("sent") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_types_are_accessible_and_fit_a_small_window(open_window: OpenWindow, scheme: str) -> None:
    page = open_window(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    for name, state in (
        ("dark-corner.de", None),
        ("dark-corner.de", {"chosen": 0, "isChecked": True}),
        ("dark-corner.de", {"chosen": 1, "isChecked": True}),
        ("reading-a-square.de", None),
        ("reading-a-square.de", {"page": 2}),
    ):
        show(page, name, state)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
