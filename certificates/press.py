"""What every printed certificate needs: its fonts, its style sheet, and the drawings of its layout.

Importing this module loads Pango, which sets the type and takes a second to come.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from press.faces import Face
from press.files import STATIC, OwnFiles

from .drawings import Drawings
from .pictures import Print
from .typefaces import ALWAYS


class Sheet(HTML):
    """A page with our basis under its layout, not with that of all HTML."""

    def __init__(self, html: str, pictures: Mapping[str, Print] | None = None) -> None:
        super().__init__(string=html, base_url=STATIC.as_uri(), url_fetcher=OwnFiles(pictures))

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_basis()]


@cache
def _basis() -> CSS:
    return CSS(url=(STATIC / "css/certificate-basis.css").as_uri(), url_fetcher=OwnFiles())


class Press(NamedTuple):
    fonts: FontConfiguration
    stylesheets: list[CSS]
    drawings: Drawings


# A set of files of type has a press of its own, or the type of a certificate would depend on what was printed before it.
@lru_cache(maxsize=12)
def press(layout: int, faces: tuple[Face, ...] = ()) -> Press:
    """Fonts, style sheet and drawings of a layout, loaded once in a process: doing it for each page is slow and leaks."""
    fonts = FontConfiguration()
    type_rules = "".join(face.rule for face in (*ALWAYS, *faces))
    sheet = STATIC / f"css/certificate-{layout}.css"
    own = {"font_config": fonts, "url_fetcher": OwnFiles()}
    return Press(fonts, [CSS(string=type_rules, **own), CSS(url=sheet.as_uri(), **own)], Drawings())
