"""The pictures of the README."""

from __future__ import annotations

import subprocess

from django.test import override_settings

from certificates.pdf import render

from .people import certificate_of
from .site import ROOT
from .taking import DESKTOP, Screen, Taker

IMAGES = ROOT / "docs" / "images"


def illustrate(taker: Taker, screens: list[Screen]) -> None:
    for screen in screens:
        if screen.picture:
            page = taker.open(screen, "en")
            page.set_viewport_size(DESKTOP)
            page.screenshot(path=IMAGES / f"{screen.picture}.png")
    with override_settings(WAGTAILADMIN_BASE_URL="https://learn.example.org"):
        pdf = render(certificate_of("Łukasz Wiśniewski"))
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", "110", "-", IMAGES / "certificate"], input=pdf, check=True
    )
