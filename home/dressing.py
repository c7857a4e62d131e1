"""The look of a site as pages need it: a small style sheet of its own, a logo, a colour for the frame of the browser."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from wagtail.models import Site

from .models import Look
from .schemes import Colouring

LOGO = "max-480x96"
LOGO_DRAWN = "max-480x96|preserve-svg"


class Dressing(NamedTuple):
    """`css` is empty, and so is `logo`, where the site looks as Agora does."""

    css: str = ""
    logo: str = ""
    brand: str = ""

    @property
    def version(self) -> str:
        """Goes into the address of the sheet, so that browsers may keep it for ever."""
        return sha256(self.css.encode()).hexdigest()[:12]


def dressing(site: Site) -> Dressing:
    look = Look.objects.filter(site=site).select_related("logo").first()
    if look is None:
        return Dressing()
    colours = look.colours
    return Dressing(style_sheet(colours), _address(look), colours.light.get("brand", ""))


def style_sheet(colours: Colouring) -> str:
    """Tokens that take the place of those in `tokens.css`, in the same layer; nothing where there are none."""
    if not colours.light:
        return ""
    light, dark = _declared(colours.light), _declared(colours.dark)
    return f"@layer tokens{{:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}}}\n"


def _declared(tokens: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in sorted(tokens.items()))


def _address(look: Look) -> str:
    if look.logo is None:
        return ""
    return str(look.logo.get_rendition(LOGO_DRAWN if look.logo.is_svg() else LOGO).url)
