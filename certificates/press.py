"""What every printed page needs: its fonts, its style sheet, and the one place from which files may come.

Importing this module loads Pango, which sets the type and takes a second to come.
"""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .typefaces import ALWAYS, FONTS, Face

STATIC = Path(settings.BASE_DIR) / "static"


class OwnFiles(URLFetcher):
    """Answers with our own style sheets, drawings and fonts. Nothing else, on this machine or any other, is read."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(root.resolve()) for root in (STATIC, FONTS)):
            raise ValueError(f"{url} is not one of our files")
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


class Press(NamedTuple):
    fonts: FontConfiguration
    stylesheets: list[CSS]
    drawings: dict[str, Any]


# A set of files of type has a press of its own, or the type of a certificate would depend on what was printed before it.
@lru_cache(maxsize=12)
def press(layout: int, faces: tuple[Face, ...] = ()) -> Press:
    """Fonts, style sheet and drawings of a layout, loaded once in a process: doing it for each page is slow and leaks."""
    fonts = FontConfiguration()
    type_rules = "".join(_rule(face) for face in (*ALWAYS, *faces))
    sheet = STATIC / f"css/certificate-{layout}.css"
    own = {"font_config": fonts, "url_fetcher": OwnFiles()}
    return Press(fonts, [CSS(string=type_rules, **own), CSS(url=sheet.as_uri(), **own)], {})


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.name}"; font-weight: {face.weight}; '
        f'src: url("{face.path.as_uri()}") }}\n'
    )
