"""Themes of KERN, the open UX standard of the German administration: their colours, as tokens of our own.

A theme redefines the semantic properties of KERN (--kern-color-action-default and so on), most of them by way of the
palettes of its npm package. Only colours are taken from it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from .colours import Colours, Oklch, contrast, readable
from .custom_properties import Properties, read, tokens

PACKAGE = "@kern-ux/native"
NAMES = {
    "accent": "action-default",
    "on-accent": "action-on-default",
    "ink": "layout-text-default",
    "ink-soft": "layout-text-muted",
    "surface": "layout-background-default",
    "paper": "layout-background-hued",
    "line": "layout-border",
    "line-strong": "form-input-border",
    "done": "feedback-success",
    "done-tint": "feedback-success-background",
    "attention": "feedback-warning",
    "attention-tint": "feedback-warning-background",
    "error": "feedback-danger",
    "error-tint": "feedback-danger-background",
    "accent-tint": "feedback-info-background",
}
VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)")
OKLCH = re.compile(r"oklch\(\s*([\d.]+)(%?)\s+([\d.]+)(%?)\s+([\d.]+)(?:deg)?\s*\)")
SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
FULL = re.compile(r"#[0-9a-f]{6}")
DEPTH = 20


class NotATheme(Exception):
    """The sheet does not say these properties of KERN, or not as a colour that can be read here."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@cache
def _defaults() -> Properties:
    return read((Path(settings.NODE_MODULES) / PACKAGE / "dist/kern.css").read_text())


def default_theme() -> tuple[dict[str, str], dict[str, str]]:
    """The theme that KERN itself comes with."""
    return _as_tokens(_defaults().over(Properties()))


def theme(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Our tokens on light and on dark, as the sheet of a theme wants them. Raises NotATheme."""
    own = read(css)
    if not any(name.startswith("kern-color-") for name in own.light | own.dark):
        raise NotATheme(["--kern-color-…"])
    return _as_tokens(own.over(_defaults()))


def _as_tokens(properties: Properties) -> tuple[dict[str, str], dict[str, str]]:
    own_light, own_dark = tokens()
    return _scheme(properties.light, own_light), _scheme(properties.dark, own_dark)


def _scheme(values: dict[str, str], own: Colours) -> dict[str, str]:
    found, missing = {}, []
    for token, name in NAMES.items():
        colour = _colour(f"var(--kern-color-{name})", values)
        if colour:
            found[token] = colour
        else:
            missing.append(f"--kern-color-{name}")
    if missing:
        raise NotATheme(missing)
    is_dark = contrast(found["ink"], "#000000") > contrast(found["ink"], "#ffffff")
    found["accent-strong"] = readable(found["accent"], [found["surface"], found["paper"]], darker=not is_dark)
    # KERN has no word for what follows.
    return dict(own) | found | {"sunken": found["paper"], "focus": found["ink"]}


def _colour(value: str, values: dict[str, str]) -> str:
    """`value` as #rrggbb, with all that it refers to; "" if it is none."""
    for _level in range(DEPTH):
        if "var(" not in value:
            break
        value = VARIABLE.sub(lambda match: values.get(match[1], match[2] or ""), value)
    value = value.strip().lower()
    if match := OKLCH.fullmatch(value):
        lightness, chroma, hue = float(match[1]), float(match[3]), float(match[5])
        return Oklch(
            lightness / 100 if match[2] else lightness, chroma * 0.004 if match[4] else chroma, hue
        ).hex
    if match := SHORT.fullmatch(value):
        return "#" + "".join(2 * digit for digit in match.groups())
    return value if FULL.fullmatch(value) else {"white": "#ffffff", "black": "#000000"}.get(value, "")
