"""What axe-core has to say about the page in a window."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

CONTRAST = "color-contrast"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}

# No rule here needs the sheets ahead, and axe would fetch what they import from beside the page instead of beside them.
# Only what is wrong comes back, without the parts of the page it is made of. Where colours are forced, axe reads a property
# that Chromium does not force although it paints the right colour; while axe looks, it says what is painted.
RUN = """for (const rule of axe._audit.rules) rule.preload = false;
window.runAxe = async (context, options) => {
    const isForced = matchMedia("(forced-colors: active)").matches;
    const texts = isForced ? [...document.querySelectorAll("body *")].filter((element) => element.style) : [];
    const painted = texts.map((element) => getComputedStyle(element).color);
    texts.forEach((element, index) => { element.style.webkitTextFillColor = painted[index]; });
    const { violations } = await axe.run(context || document, options);
    for (const element of texts) element.style.webkitTextFillColor = "";
    return violations;
}"""


def violations(page: Page, *, within: str | None = None, has_colours: bool = True) -> list[str]:
    """What breaks WCAG 2.2 (levels A and AA) or axe's best practice, a line for each element.

    `within` is a selector: what is elsewhere on the page is not looked at. Without colours it takes half the time.
    """
    have_axe(page)
    options = OPTIONS | {"rules": {CONTRAST: {"enabled": has_colours}}}
    return lines(page.evaluate("([within, options]) => runAxe(within, options)", [within, options]))


def axe(page: Page) -> None:
    """Fails the test unless axe finds nothing."""
    found = violations(page)
    assert not found, "\n".join([f"{page.url} ({page.title()})", *found])


def have_axe(page: Page) -> None:
    """The program is long. A page keeps it for further looks; the admin has one of its own."""
    if not page.evaluate("'runAxe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(RUN)


def lines(found: list[dict[str, Any]]) -> list[str]:
    """What axe found, a line for each element."""
    return [_line(rule, node) for rule in found for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    target = " ".join(str(part) for part in node["target"])
    checks = [*node["any"], *node["all"], *node["none"]]
    why = "; ".join(check["message"] for check in checks) or rule["help"]
    return f"{rule['id']} ({rule['impact']}) at {target}: {why}"
