"""What every printed page needs: its fonts, its style sheet, and the one place from which files may come.

Importing this module loads Pango, which sets the type and takes a second to come.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .drawings import Drawings
from .pictures import Print
from .typefaces import ALWAYS, FONTS, Face

STATIC = Path(settings.BASE_DIR) / "static"


class OwnFiles(URLFetcher):
    """Answers with our own style sheets, drawings and fonts, and under `picture:<digest>` with the pictures of the record.

    Nothing else, on this machine or any other, is read.
    """

    def __init__(self, pictures: Mapping[str, Print] | None = None) -> None:
        super().__init__()
        self._pictures = pictures or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "picture" and parts.path in self._pictures:
            picture = self._pictures[parts.path]
            return URLFetcherResponse(url, picture.content, {"Content-Type": picture.media_type})
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(root.resolve()) for root in (STATIC, FONTS)):
            raise ValueError(f"{url} is not one of our files")
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        content = _unpacked(path) if path.suffix == ".woff" else path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


def _unpacked(path: Path) -> bytes:
    """A file of type as WeasyPrint would unpack it, but without the time of doing so: every process prints the same bytes."""
    out = BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        font.flavor = font.flavorData = None
        font.save(out)
    return out.getvalue()


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
    type_rules = "".join(_rule(face) for face in (*ALWAYS, *faces))
    sheet = STATIC / f"css/certificate-{layout}.css"
    own = {"font_config": fonts, "url_fetcher": OwnFiles()}
    return Press(fonts, [CSS(string=type_rules, **own), CSS(url=sheet.as_uri(), **own)], Drawings())


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.name}"; font-weight: {face.weight}; '
        f'src: url("{face.path.as_uri()}") }}\n'
    )
