"""The one place from which the files of a printed page may come.

Importing this module loads Pango, which sets the type and takes a second to come.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .faces import FONTS

STATIC = Path(settings.BASE_DIR) / "static"


class Picture(Protocol):
    """A picture that comes with the document."""

    @property
    def media_type(self) -> str: ...

    @property
    def content(self) -> bytes: ...


class OwnFiles(URLFetcher):
    """Answers with our own style sheets, drawings and fonts, and under `picture:<name>` with the pictures of the document.

    Nothing else, on this machine or any other, is read.
    """

    def __init__(self, pictures: Mapping[str, Picture] | None = None) -> None:
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
