"""Contrast in light, dark and forced colours."""

from __future__ import annotations

from playwright.sync_api import Page

from .accessibility import CONTRAST, have_axe, lines

SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    # As Windows paints it: a palette of the reader's own.
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}

# Of each text: its colour, its size and weight, and every ground behind it down to one that lets nothing through.
# The contrast is a matter of these alone, so axe looks only at texts in colours that are new to it.
RUN = """async ([within, known]) => {
    const isOpaque = (colour) => !/^(rgba|color).*[,/] *(0|0?\\.\\d+)\\)$/.test(colour) && colour !== "transparent";
    const grounds = new Map();
    const ground = (element) => {
        if (!element) return "";
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
            const below = isOpaque(backgroundColor) && opacity === "1" ? "" : ground(element.parentElement);
            grounds.set(element, `${backgroundColor} ${backgroundImage} ${opacity}/${below}`);
        }
        return grounds.get(element);
    };
    const hasText = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const news = new Set();
    const include = [...document.querySelectorAll(`${within || "body"} *`)].filter((element) => {
        if (!hasText(element) || !element.checkVisibility()) return false;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const look = [color, parseFloat(fontSize) < 18.66 ? "small" : fontSize, fontWeight, ground(element)].join("|");
        if (known.includes(look)) return false;
        return news.add(look);
    });
    const options = { runOnly: { type: "rule", values: ["%s"] }, resultTypes: ["violations"], preload: false };
    const found = include.length ? await runAxe({ include }, options) : [];
    return [[...news], found];
}""".replace("%s", CONTRAST)


class Contrast:
    """Remembers, for each scheme, the colours that were looked at and found good."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {scheme: set() for scheme in SCHEMES}

    def look(self, page: Page, *, within: str | None = None) -> list[str]:
        """What is too pale, in each scheme; the window is left light."""
        have_axe(page)
        found = []
        for scheme, media in reversed(SCHEMES.items()):
            page.emulate_media(**media)
            known = self._known[scheme]
            news, pale = page.evaluate(RUN, [within, [*known]])
            if not pale:
                known.update(news)
            found += [f"{scheme}: {line}" for line in lines(pale)]
        return found
