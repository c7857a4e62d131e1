"""The editor of the Wagtail admin, used as a trainer uses it: with mouse and keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


class Editor:
    """Names of fields are those that the form sends: `title`, `questions-0-value-prompt`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def add(self, kind: str, title: str, *, below: int) -> None:
        """Begin a page of `kind` below the page with the id `below`."""
        self.page.goto(f"/admin/pages/{below}/")
        self.page.get_by_role("link", name="Add child page").first.click()
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).not_to_contain_text("Exploring")
        # Where only one kind of page may be, Wagtail does not ask.
        if "New:" not in heading.inner_text():
            self.page.get_by_role("main").get_by_role("link", name=kind, exact=True).first.click()
        expect(heading).to_contain_text(f"New: {kind}")
        self._wait_for_scripts()
        self.fill({"title": title})
        # The address follows the title after a moment.
        expect(self._field("slug")).not_to_have_value("")

    def open(self, page_id: int) -> None:
        self.page.goto(f"/admin/pages/{page_id}/edit/")
        self._wait_for_scripts()

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def fill(self, fields: dict[str, str]) -> None:
        """Fill in inputs and rich texts."""
        for name, text in fields.items():
            field = self._field(name)
            if field.get_attribute("type") == "hidden":
                field.locator("xpath=..").get_by_role("textbox").click()
                self.page.keyboard.type(text)
                # A rich text reaches its field after a moment.
                expect(field).to_have_value(re.compile(re.escape(text)))
            else:
                field.fill(text)
                field.blur()

    def choose(self, name: str, option: str) -> None:
        self._field(name).select_option(label=option)

    def tick(self, name: str) -> None:
        self._field(name).check()

    def insert(self, stream: str, kind: str = "") -> None:
        """Add a block of `kind` at the end of `stream`; without a kind there is only one."""
        self._stream(stream).locator("xpath=./*/div/button[@title='Insert a block']").last.click()
        if kind:
            self.page.get_by_role("option", name=kind, exact=True).click()

    def add_item(self, listing: str) -> None:
        """Add an item at the end of `listing`."""
        self._stream(listing).get_by_role("button", name="Add", exact=True).last.click()

    def choose_page(self, name: str, title: str) -> None:
        """Pick the page with `title`, a neighbour of the one that is written, in the chooser of the field `name`."""
        self._choose(name, title)

    def choose_from_list(self, name: str, title: str) -> None:
        """Pick the H5P package with `title`."""
        self._choose(name, title)

    def _choose(self, name: str, title: str) -> None:
        widget = self._field(name).locator("xpath=ancestor::*[@data-field-input][1]")
        widget.get_by_role("button", name=re.compile("Choose")).click()
        self.page.get_by_role("dialog").get_by_role("link", name=title, exact=True).click()
        expect(widget).to_contain_text(title)

    def save(self) -> int:
        """Save a draft. Returns the id of the page."""
        self.page.get_by_role("button", name="Save draft").click()
        return self._saved("created")

    def publish(self) -> int:
        """Press "Publish" and see that it worked. Returns the id of the page."""
        self.press_publish()
        return self._saved("published")

    def press_publish(self) -> None:
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name="Publish", exact=True).click()

    def _saved(self, word: str) -> int:
        expect(self.page.get_by_role("status").first).to_contain_text(word)
        return int(re.search(r"/pages/(\d+)/", self.page.url)[1])

    def _wait_for_scripts(self) -> None:
        """Before they run, nobody listens to what is typed: a title would make no address."""
        self.page.locator("body.ready").wait_for()
        # What slides into place lets a click miss.
        self.page.evaluate("jQuery.fx.off = true")

    def _field(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}']")

    def _stream(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}-count']").locator("xpath=..")
