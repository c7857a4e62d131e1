"""What axe-core has to say about the page in a window."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Only what is wrong comes back, without the parts of the page it is made of.
RUN = """async ([within, options]) => {
    const { violations } = await axe.run(within || document, options);
    return violations;
}"""


def violations(
    page: Page, *, only: str | None = None, without: str | None = None, within: str | None = None
) -> list[str]:
    """What breaks WCAG 2.2 (levels A and AA) or axe's best practice, a line for each element.

    `only` one of axe's rules is looked at, or all `without` one of them. `within` is a selector: what is elsewhere on the
    page is not looked at.
    """
    run_only = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
    rules = {without: {"enabled": False}} if without else {}
    options = {"runOnly": run_only, "rules": rules, "resultTypes": ["violations"], "preload": False}
    # The program is long. A page keeps it for further looks.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, [within, options])
    return [_line(rule, node) for rule in found for node in rule["nodes"]]


def axe(page: Page) -> None:
    """Fails the test unless axe finds nothing."""
    found = violations(page)
    assert not found, "\n".join([f"{page.url} ({page.title()})", *found])


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    target = " ".join(str(part) for part in node["target"])
    checks = [*node["any"], *node["all"], *node["none"]]
    why = "; ".join(check["message"] for check in checks) or rule["help"]
    return f"{rule['id']} ({rule['impact']}) at {target}: {why}"
