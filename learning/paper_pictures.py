"""The pictures of a page on paper."""

from __future__ import annotations

import mimetypes
from typing import Any, NamedTuple

import segno
from django.core.files.base import File
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDTH = 960
"""Pixels: 150 dots per inch across a page."""


class Shown(NamedTuple):
    src: str
    width: int
    height: int


class Enclosed(NamedTuple):
    media_type: str
    content: bytes


class Pictures:
    """Says under which address a page finds its pictures: that of the site, or one inside of the document.

    With `is_enclosed`, `enclosed` has them by name afterwards; no file is read before that.
    """

    def __init__(self, *, is_enclosed: bool) -> None:
        self._is_enclosed = is_enclosed
        self._files: dict[str, File[Any]] = {}
        self._codes: dict[str, str] = {}

    def image(self, image: Any) -> Shown:
        """An image of Wagtail. Its rendition has another key as soon as its file is another one."""
        rendition = image.get_rendition("original" if image.is_svg() else f"width-{WIDTH}")
        src = self._address(f"rendition-{rendition.pk}", rendition.file) or rendition.url
        return Shown(src, int(rendition.width), int(rendition.height))

    def code(self, address: str) -> SafeString:
        """The QR code of `address`, which stands beside it in words."""
        label = _("QR code: %(address)s") % {"address": address}
        svg = segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None)
        if not self._is_enclosed:
            drawn = mark_safe(svg)  # noqa: S308  (drawn by a library)
            return format_html('<span class="code" role="img" aria-label="{}">{}</span>', label, drawn)
        name = f"code-{len(self._codes) + 1}"
        self._codes[name] = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        return format_html('<span class="code"><img src="picture:{}" alt="{}"></span>', name, label)

    @property
    def enclosed(self) -> dict[str, Enclosed]:
        codes = {name: Enclosed("image/svg+xml", svg.encode()) for name, svg in self._codes.items()}
        return codes | {name: _read(file) for name, file in self._files.items()}

    def _address(self, name: str, file: File[Any]) -> str:
        if not self._is_enclosed:
            return ""
        self._files[name] = file
        return f"picture:{name}"


def _read(file: File[Any]) -> Enclosed:
    with file.open("rb") as opened:
        content = opened.read()
    return Enclosed(mimetypes.guess_type(file.name or "")[0] or "application/octet-stream", content)
