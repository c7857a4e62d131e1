"""Colours as plain values: how readable they are on each other, and which shades belong to one.

Lightness, chroma and hue are those of OKLCH (CSS Color 4, section 9), in which equal steps look equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

READABLE = 4.5
"""The least contrast of text with its ground: WCAG 2.2, 1.4.3."""
VISIBLE = 3.0
"""The least contrast of marks and edges of controls: WCAG 2.2, 1.4.11."""
HEX = re.compile(r"#[0-9a-f]{6}")
STEP = 0.005

Colours = Mapping[str, str]
"""Colours by the names of our tokens, in the form #rrggbb."""


@dataclass(frozen=True, slots=True)
class Oklch:
    """`lightness` from 0 to 1, `chroma` from 0 to about 0.4, `hue` in degrees."""

    lightness: float
    chroma: float
    hue: float

    @property
    def hex(self) -> str:
        """The colour as #rrggbb; one that no screen shows loses chroma until it fits (CSS Color 4, section 13.2)."""
        chroma = self.chroma
        while chroma > 0 and not all(-1e-4 <= part <= 1 + 1e-4 for part in self._linear(chroma)):
            chroma -= STEP / 2
        channels = (_encoded(part) for part in self._linear(max(0, chroma)))
        return "#" + "".join(f"{round(255 * min(1, max(0, channel))):02x}" for channel in channels)

    def _linear(self, chroma: float) -> tuple[float, float, float]:
        a, b = chroma * cos(radians(self.hue)), chroma * sin(radians(self.hue))
        l = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741
        m = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        s = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
        )


def oklch(colour: str) -> Oklch:
    """`colour` is #rrggbb."""
    red, green, blue = _linear(colour)
    l = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)  # noqa: E741
    m = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    s = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    return Oklch(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)


def contrast(one: str, other: str) -> float:
    """From 1 to 21, whichever is lighter: WCAG 2.2, definition of contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, grounds: Iterable[str], *, darker: bool) -> str:
    """The colour nearest to `colour`, darker or lighter, that is readable on every one of `grounds`."""
    shade, grounds = oklch(colour), list(grounds)
    found = colour
    while any(contrast(found, ground) < READABLE for ground in grounds) and 0 < shade.lightness < 1:
        shade = Oklch(shade.lightness + (-STEP if darker else STEP), shade.chroma, shade.hue)
        found = shade.hex
    return found


@dataclass(frozen=True, slots=True)
class TooPale:
    """`colour` cannot be read on `ground`: their contrast is `ratio`, and has to be `least`. Both are names of tokens."""

    colour: str
    ground: str
    ratio: float
    least: float


TEXTS = {
    "ink": ("paper", "surface", "sunken"),
    "ink-soft": ("paper", "surface"),
    "accent": ("paper", "surface", "accent-tint"),
    "accent-strong": ("paper", "surface"),
    "on-accent": ("accent", "accent-strong"),
    "done": ("surface", "done-tint"),
    "attention": ("surface", "attention-tint"),
    "error": ("surface", "error-tint"),
}
MARKS = {"line-strong": ("surface",), "focus": ("paper", "surface")}


def too_pale(colours: Colours) -> Iterator[TooPale]:
    """What of a whole set of colours cannot be read or seen."""
    for least, pairs in ((READABLE, TEXTS), (VISIBLE, MARKS)):
        for colour, grounds in pairs.items():
            for ground in grounds:
                ratio = contrast(colours[colour], colours[ground])
                if ratio < least:
                    yield TooPale(colour, ground, ratio, least)


def shades(accent: str, *, light: Colours, dark: Colours) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens that follow from an accent, on light and on dark: `light` and `dark` hold the other colours."""
    base = oklch(accent)
    tint = Oklch(0.935, min(base.chroma * 0.25, 0.03), base.hue).hex
    bright = {
        "accent": accent,
        "accent-strong": Oklch(max(0, base.lightness - 0.09), base.chroma, base.hue).hex,
        "accent-tint": tint,
        "on-accent": "#ffffff",
    }
    tint = Oklch(0.35, min(base.chroma, 0.06), base.hue).hex
    grounds = [dark["paper"], dark["surface"], tint]
    soft = readable(
        Oklch(0.79, min(base.chroma, 0.09), base.hue).hex,
        grounds,
        darker=False,
    )
    dim = {
        "accent": soft,
        "accent-strong": Oklch(min(0.96, oklch(soft).lightness + 0.07), min(base.chroma, 0.06), base.hue).hex,
        "accent-tint": tint,
        "on-accent": light["ink"],
    }
    return bright, dim


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_decoded(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
