"""The files of type, as style sheets for paper name them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

FONTS = Path(settings.NODE_MODULES) / "@fontsource"


class Face(NamedTuple):
    """One file of type: the letters of one script in one weight, upright unless `style` says "italic"."""

    family: str
    script: str
    weight: int
    style: str = "normal"

    @property
    def name(self) -> str:
        """A family name of its own: in files that share one, WeasyPrint takes the glyphs of one for those of another."""
        return f"{self.family} {self.script}"

    @property
    def path(self) -> Path:
        """In the older format: unpacking the newer one takes ten seconds for Korean, this one a fifth of one."""
        return FONTS / self.family / "files" / f"{self.family}-{self.script}-{self.weight}-{self.style}.woff"

    @property
    def rule(self) -> str:
        """The rule of a style sheet that makes it known."""
        style = f"font-style: {self.style}; " if self.style != "normal" else ""
        return (
            f'@font-face {{ font-family: "{self.name}"; font-weight: {self.weight}; {style}'
            f'src: url("{self.path.as_uri()}") }}\n'
        )
