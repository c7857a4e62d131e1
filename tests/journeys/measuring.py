"""What can be measured on a page: what sticks out, what is cut off, what is hard to hit, and what moves."""

from __future__ import annotations

from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}
# 1280 pixels at 400 per cent: WCAG 2.2, 1.4.10.
NARROW = {"width": 320, "height": 256}

# 1.4.12: what readers may set, and nothing is lost.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""

# What is hidden from the eyes on purpose is in a box of one pixel.
FITS = """() => {
    const root = document.scrollingElement;
    const label = (element) => element.outerHTML.slice(0, 120);
    const found = [];
    if (root.scrollWidth > innerWidth) {
        const wide = [...document.querySelectorAll("main *, header *, footer *")].filter(
            (element) => element.getBoundingClientRect().right > innerWidth + 1);
        found.push(`scrolls sideways: ${root.scrollWidth} px`, ...wide.slice(0, 5).map(label));
    }
    for (const element of document.querySelectorAll("body *")) {
        const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
        if (clientWidth < 2 || (scrollWidth <= clientWidth + 1 && scrollHeight <= clientHeight + 1)) continue;
        const { overflowX, overflowY, display } = getComputedStyle(element);
        const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
        if ((cuts(overflowX) && scrollWidth > clientWidth + 1) || (cuts(overflowY) && scrollHeight > clientHeight + 1)) {
            if (element.innerText?.trim()) found.push(`cut off: ${label(element)}`);
        } else if (element.matches("a, button, summary, label") && display !== "inline" && scrollWidth > clientWidth + 1) {
            found.push(`its text sticks out: ${label(element)}`);
        }
    }
    return found;
}"""

# Main actions: what sends something, and what leads on.
BUTTONS = """() => [...document.querySelectorAll("button, .button, [type=submit], summary, .site-nav a, .languages a, .brand")]
    .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden, .prose"))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.height > 1 && (box.height < 43.9 || box.width < 43.9))
    .map(([element, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} px: ${element.outerHTML.slice(0, 120)}`)"""

MOVES = """() => [...document.querySelectorAll("body, body *")].filter((element) => {
    if (!element.checkVisibility()) return false;
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
}).map((element) => `moves: ${element.outerHTML.slice(0, 120)}`)"""


def fits(page: Page) -> list[str]:
    """What makes the page scroll sideways, and text that is cut off; what scrolls in a box of its own does not count."""
    return page.evaluate(FITS)


def small_buttons(page: Page) -> list[str]:
    """Main actions of less than 44 pixels."""
    return page.evaluate(BUTTONS)


def moves(page: Page) -> list[str]:
    """What moves, or would: for somebody who asked for rest."""
    return page.evaluate(MOVES)


def fits_with_large_text(page: Page) -> list[str]:
    """What does not fit with text of twice the size: WCAG 2.2, 1.4.4."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = fits(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def fits_with_space(page: Page) -> list[str]:
    """What does not fit with the spaces that readers may set: WCAG 2.2, 1.4.12."""
    page.evaluate(
        """(css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [sheet];
        }""",
        SPACING,
    )
    found = fits(page)
    page.evaluate("document.adoptedStyleSheets = []")
    return found
