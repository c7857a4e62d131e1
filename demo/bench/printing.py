"""Certificates printed one after another in this process, without a server around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from django.test.utils import override_settings
from weasyprint import HTML

from certificates.demo_seal import make_demo_seal
from certificates.models import Certificate
from certificates.pdf import html_of, render
from certificates.press import STATIC, OwnFiles, press
from certificates.seal import sealed

BARE = "… WeasyPrint alone on the same page"
PRINTED = "… printed to both standards"
SEALED = "… printed and sealed"
COUNT = 30


def timed() -> dict[str, list[float]]:
    """Seconds of processor for each certificate."""
    certificates = list(Certificate.objects.all()[:COUNT])
    pages = {certificate.code: html_of(certificate) for certificate in certificates}
    ways: dict[str, Callable[[Certificate], bytes]] = {
        BARE: lambda certificate: _bare(pages[certificate.code], certificate.facts.layout),
        PRINTED: render,
        SEALED: sealed,
    }
    with TemporaryDirectory() as folder:
        key = make_demo_seal(Path(folder), "Bench")
        with override_settings(SEAL_CERTIFICATES=folder, SEAL_KEY=str(key), SEAL_TIMESTAMPS=""):
            return _in_turn(ways, certificates)


def _bare(html: str, layout: int) -> bytes:
    """The page as it comes out of WeasyPrint with nothing around it: no standard, no seal, fonts and styles at hand."""
    fonts, stylesheets, drawings = press(layout)
    page = HTML(string=html, base_url=STATIC.as_uri(), url_fetcher=OwnFiles())
    return bytes(page.write_pdf(font_config=fonts, stylesheets=stylesheets, cache=drawings))


def _in_turn(
    ways: dict[str, Callable[[Certificate], bytes]], certificates: list[Certificate]
) -> dict[str, list[float]]:
    """In turn, so that what else the machine does meets all ways alike."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(certificates[0])
    for certificate in certificates:
        for name, way in ways.items():
            start = process_time()
            way(certificate)
            times[name].append(process_time() - start)
    return times
