"""Certificates printed one after another in this process, without a server around them."""

from __future__ import annotations

from time import perf_counter

from certificates.models import Certificate
from certificates.pdf import render
from certificates.press import press

KEPT = "… printing alone"
ANEW = "… with WeasyPrint's fonts loaded anew"
KEPT_COUNT, ANEW_COUNT = 30, 5


def timed() -> dict[str, list[float]]:
    """Seconds for each certificate: as we print them, and with fonts and style sheets loaded for each of them."""
    certificates = list(Certificate.objects.all()[:KEPT_COUNT])
    times: dict[str, list[float]] = {KEPT: [], ANEW: []}
    render(certificates[0])
    for certificate in certificates:
        times[KEPT].append(_seconds(certificate))
    for certificate in certificates[:ANEW_COUNT]:
        press.cache_clear()
        times[ANEW].append(_seconds(certificate))
    return times


def _seconds(certificate: Certificate) -> float:
    start = perf_counter()
    render(certificate)
    return perf_counter() - start
