"""Hands that never leave the keyboard, and eyes that follow the focus."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

# More stops than this before what one looks for is a long way.
FAR = 60

# WCAG 2.2, 1.4.11: the ring stands out from what is around it.
FOCUS = """() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([red, green, blue]) => [red, green, blue].map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0.05);
    // What is behind the ring: behind the element, or the element itself where the ring is inside.
    const ground = (part) => {
        for (; part; part = part.parentElement) {
            const colour = numbers(getComputedStyle(part).backgroundColor);
            if (colour[3] !== 0) return colour;
        }
        return [255, 255, 255];
    };
    const shows = (part) => {
        const style = part && getComputedStyle(part);
        if (!style || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return false;
        const behind = ground(parseFloat(style.outlineOffset) < 0 ? part : part.parentElement);
        const [one, other] = [light(numbers(style.outlineColor)), light(behind)];
        return Math.max(one, other) / Math.min(one, other) >= 3;
    };
    // The middle of its first line: a link may be broken over two lines.
    const line = element.getClientRects()[0] || box;
    const over = document.elementFromPoint(line.left + line.width / 2, line.top + Math.min(line.height / 2, 20));
    return {
        name: (element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.innerText || "")
            .replace(/\\s+/g, " ").trim(),
        question: element.closest("fieldset")?.querySelector("legend").innerText.trim() ?? "",
        tag: element.tagName.toLowerCase(),
        id: element.id,
        is_marked: element.matches(":focus-visible") && (shows(element) || shows(element.closest("label, .card"))),
        is_seen: Boolean(over) && (element.contains(over) || over.contains(element)
            || Boolean(over.closest("label")?.contains(element))),
    };
}"""


@dataclass(frozen=True)
class Focus:
    name: str
    question: str
    tag: str
    id: str
    is_marked: bool
    is_seen: bool


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def focus(self) -> Focus:
        return Focus(**self.page.evaluate(FOCUS))

    def tab(self) -> Focus:
        """One stop further. Fails where the focus is lost, cannot be seen, or is covered by something else."""
        self.page.keyboard.press("Tab")
        focus = self.focus
        assert focus.tag != "body", "the focus is lost"
        # The controls of a player are the browser's own.
        if focus.tag not in {"video", "audio"}:
            assert focus.is_marked, f"the focus is not to be seen: {focus}"
            assert focus.is_seen, f"the focus is covered or outside the window: {focus}"
        return focus

    def tab_to(self, name: str, tag: str = "", *, question: str = "") -> Focus:
        """On to the element called `name`, of that question if one is given."""
        passed = []
        for _ in range(FAR):
            focus = self.tab()
            if focus.name.startswith(name) and tag in {"", focus.tag} and question in {"", focus.question}:
                return focus
            passed.append(focus.name)
        raise AssertionError(f"“{name}” is not reached; passed: {passed}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def follow(self, name: str) -> None:
        """On to the link or button called `name`, and press it."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, name: str, text: str, *, question: str = "") -> None:
        self.tab_to(name, question=question)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        self.tab_to(name, "input")
        self.press("Space")

    def pick(self, first: str, name: str) -> None:
        """Choose `name` in the group of radio buttons that begins with `first`."""
        self.tab_to(first, "input")
        self.press("Space")
        for _ in range(FAR):
            if self.focus.name == name:
                return
            self.press("ArrowDown")
        raise AssertionError(f"“{name}” is not among the choices")

    def select(self, name: str, option: str) -> None:
        self.tab_to(name, "select")
        self.page.keyboard.type(option)
