"""Whose colours a site has: Agora's with an accent of its own, those of KERN, or those of a theme for KERN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import kern
from .colours import STEP, Oklch, TooPale, oklch, shades, too_pale
from .custom_properties import tokens


class Scheme(models.TextChoices):
    OWN = "own", _("Agora")
    KERN = "kern", _("KERN, the standard of the German administration")
    FILE = "file", _("a theme for KERN, from a file")


class Colouring(NamedTuple):
    """Tokens that differ from those of `tokens.css`, on light and on dark."""

    light: dict[str, str]
    dark: dict[str, str]


def colouring(scheme: Scheme, accent: str, theme: Mapping[str, dict[str, str]]) -> Colouring:
    match scheme:
        case Scheme.KERN:
            return _branded(Colouring(*kern.default_theme()))
        case Scheme.FILE if theme:
            return _branded(Colouring(theme["light"], theme["dark"]))
        case Scheme.OWN if accent:
            light, dark = tokens()
            return _branded(Colouring(*shades(accent, light=light, dark=dark)))
    return Colouring({}, {})


def unreadable(colours: Colouring) -> Iterator[TooPale]:
    light, dark = tokens()
    yield from too_pale(light | colours.light)
    yield from too_pale(dark | colours.dark)


def nearest(accent: str) -> str:
    """`accent`, or the colour nearest to it with which everything on our pages can be read."""
    light, dark = tokens()
    shade, found = oklch(accent), accent
    while list(unreadable(Colouring(*shades(found, light=light, dark=dark)))):
        shade = Oklch(shade.lightness - STEP, shade.chroma, shade.hue)
        found = shade.hex
    return found


def _branded(colours: Colouring) -> Colouring:
    """The ground of the sign in front of the name is the same on light and on dark."""
    brand = {"brand": colours.light["accent"]}
    return Colouring(colours.light | brand, colours.dark | brand)
