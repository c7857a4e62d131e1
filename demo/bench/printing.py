"""Certificates printed one after another in this process, without a server around them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from django.test.utils import override_settings
from weasyprint import HTML

from certificates.demo_seal import make_demo_seal
from certificates.drawings import QR_CODE, QrCode
from certificates.models import Certificate
from certificates.pdf import OPTIONS, html_of, render
from certificates.press import Sheet, press
from certificates.seal import sealed
from press.files import STATIC, OwnFiles

SIMPLE = "WeasyPrint alone: a few plain lines"
BARE = "WeasyPrint alone: our certificate"
WALL = "our certificate without supplement"
PRINTED = "our certificate, to both standards"
SEALED = "our certificate, sealed"
COUNT = 30


def timed() -> dict[str, list[float]]:
    """Seconds of processor for each certificate."""
    certificates = list(Certificate.objects.all()[:COUNT])
    pages = {certificate.code: html_of(certificate) for certificate in certificates}
    pictures: dict[str, Any] = {}
    ways: dict[str, Callable[[Certificate], bytes]] = {
        SIMPLE: lambda certificate: _bare(_simple(certificate), certificate, pictures),
        BARE: lambda certificate: _bare(pages[certificate.code], certificate, pictures),
        WALL: lambda certificate: _wall(pages[certificate.code], certificate),
        PRINTED: render,
        SEALED: sealed,
    }
    with TemporaryDirectory() as folder:
        key = make_demo_seal(Path(folder), "Bench")
        with override_settings(SEAL_CERTIFICATES=folder, SEAL_KEY=str(key), SEAL_TIMESTAMPS=""):
            return _in_turn(ways, certificates)


def _simple(certificate: Certificate) -> str:
    """What must be on any certificate, and nothing that makes it look like one."""
    facts = certificate.facts
    lines = (facts.holder, facts.course, f"{facts.issued_on:%d.%m.%Y}", facts.awarding_body, certificate.code)
    return f"<h1>Certificate</h1>{''.join(f'<p>{escape(line)}</p>' for line in lines)}"


def _bare(html: str, certificate: Certificate, pictures: dict[str, Any]) -> bytes:
    """As it comes out of WeasyPrint with nothing around it: no standard, no seal; fonts, styles and pictures at hand."""
    fonts, stylesheets, _drawings = press(certificate.facts.layout)
    page = HTML(string=html, base_url=STATIC.as_uri(), url_fetcher=OwnFiles())
    pictures[QR_CODE] = QrCode(certificate.printed_address)
    return bytes(page.write_pdf(font_config=fonts, stylesheets=stylesheets, cache=pictures))


def _wall(html: str, certificate: Certificate) -> bytes:
    fonts, stylesheets, drawings = press(certificate.facts.layout)
    drawings[QR_CODE] = QrCode(certificate.printed_address)
    sheet = Sheet(html.partition('<div class="supplement">')[0])
    return bytes(sheet.write_pdf(font_config=fonts, stylesheets=stylesheets, cache=drawings, **OPTIONS))


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
