"""The custom properties of a style sheet, such as --ink: #1d2b3a, on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import tinycss2
from django.conf import settings

from .colours import HEX

LIGHT = {":root", "[data-kern-theme=light]", ".kern-light"}
DARK = {"[data-kern-theme=dark]", ".kern-dark"}


@dataclass
class Properties:
    """Values by name, without the leading hyphens, as they are written: `dark` holds what differs there."""

    light: dict[str, str] = field(default_factory=dict)
    dark: dict[str, str] = field(default_factory=dict)

    def over(self, others: Properties) -> Properties:
        """These, and those of `others` that these do not name. What is only said for light holds for dark as well."""
        light = others.light | self.light
        return Properties(light, light | others.dark | self.dark)


def read(css: str) -> Properties:
    """Whatever else is in a sheet, broken rules included, does not count."""
    found = Properties()
    _collect(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), found, found.light)
    return found


@cache
def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of our own pages, on light and on dark: what `tokens.css` says."""
    sheet = Path(settings.BASE_DIR) / "static/css/tokens.css"
    own = read(sheet.read_text())
    both = own.over(Properties())
    return _colours(both.light), _colours(both.dark)


def _colours(values: dict[str, str]) -> dict[str, str]:
    full = ((name, value.lower()) for name, value in values.items())
    written = (
        (name, "#" + "".join(2 * digit for digit in value[1:]) if len(value) == 4 else value)
        for name, value in full
    )
    return {name: value for name, value in written if HEX.fullmatch(value)}


def _collect(rules: list[Any], found: Properties, into: dict[str, str]) -> None:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = {part.strip() for part in tinycss2.serialize(rule.prelude).split(",")}
            target = found.dark if selectors & DARK else into if selectors & LIGHT else None
            if target is not None:
                target.update(_declared(rule.content))
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in ("media", "layer"):
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            is_dark = "prefers-color-scheme: dark" in tinycss2.serialize(rule.prelude)
            _collect(inside, found, found.dark if is_dark else into)


def _declared(content: list[Any]) -> Iterator[tuple[str, str]]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and item.name.startswith("--"):
            yield item.name.removeprefix("--"), tinycss2.serialize(item.value).strip()
