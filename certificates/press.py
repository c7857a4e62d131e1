"""What every printed page needs: its fonts, its style sheet, and the one place from which files may come.

Importing this module loads Pango, which sets the type and takes a second to come.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(settings.BASE_DIR) / "static"
FONTS = Path(settings.NODE_MODULES) / "@fontsource"

# Each style of type comes in several files, one for each script. Pages are read in any language of Europe.
STYLES = (("source-sans-3", 400), ("source-sans-3", 600), ("source-serif-4", 600))
SCRIPTS = ("latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext", "vietnamese")


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


@cache
def press(layout: int) -> Press:
    """Fonts and style sheet of a layout, loaded once in a process: loading them for each page is slow and leaks."""
    fonts = FontConfiguration()
    faces = CSS(string="".join(_faces()), font_config=fonts, url_fetcher=OwnFiles())
    sheet = STATIC / f"css/certificate-{layout}.css"
    return Press(fonts, [faces, CSS(url=sheet.as_uri(), font_config=fonts, url_fetcher=OwnFiles())])


def _faces() -> Iterator[str]:
    """A font face for each file, under a family name of its own: “source-serif-4 latin-ext”.

    In files that share a family and a weight WeasyPrint takes the glyphs of one for those of another: Š prints as ı.
    """
    for family, weight in STYLES:
        for script in SCRIPTS:
            file = FONTS / family / "files" / f"{family}-{script}-{weight}-normal.woff2"
            yield (
                f'@font-face {{ font-family: "{family} {script}"; font-weight: {weight}; '
                f'src: url("{file.as_uri()}") }}\n'
            )
