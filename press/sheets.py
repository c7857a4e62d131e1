"""Sheets of A4 to read and to write on, tagged for screen readers (PDF/UA-1).

Importing this module loads Pango, which takes a second: only who prints imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from .faces import Face
from .files import STATIC, OwnFiles, Picture

BASIS = STATIC / "css/sheet-basis.css"


def print_sheets(
    html: str, *, stylesheet: Path, faces: tuple[Face, ...], pictures: Mapping[str, Picture] | None = None
) -> bytes:
    """The PDF of `html`; the same text gives the same bytes. `pictures` are those that come with it, by name.

    Where several threads may print, the caller holds `AT_THE_PRESS`.
    """
    fonts, stylesheets = _type(stylesheet, faces)
    page = HTML(string=html, base_url=STATIC.as_uri(), url_fetcher=OwnFiles(pictures))
    return bytes(
        page.write_pdf(
            font_config=fonts,
            stylesheets=stylesheets,
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(html.encode()).digest()[:16],
        )
    )


@cache
def _type(stylesheet: Path, faces: tuple[Face, ...]) -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and style sheets, loaded once in a process."""
    fonts = FontConfiguration()
    sources: list[dict[str, str]] = [
        {"string": "".join(face.rule for face in faces)},
        {"url": BASIS.as_uri()},
        {"url": stylesheet.as_uri()},
    ]
    return fonts, [CSS(**source, font_config=fonts, url_fetcher=OwnFiles()) for source in sources]
