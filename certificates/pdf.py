"""A certificate on paper: one sheet of A4, tagged for screen readers (PDF/UA-1), the same bytes every time."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from math import ceil
from threading import Lock
from typing import Any, NamedTuple

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override
from weasyprint import HTML, Document

from .facts import Facts
from .models import Certificate
from .press import STATIC, OwnFiles, press

OPTIONS = {"pdf_variant": "pdf/ua-1"}

# Certificates of one process share their fonts, and Pango is not made for threads.
_at_the_press = Lock()


class Fit(NamedTuple):
    """How a text is made to fit: the size of its type, 1 being the largest, and how many entries each list may have."""

    size: int
    entries: int | None = None


# From roomy to dense. Whatever trainers write, it ends up on one page: as a last resort lists are cut, and say so.
FITS = (*(Fit(size) for size in range(1, 9)), Fit(8, 12), Fit(8, 4), Fit(8, 1))

# Above these numbers of lines the largest sizes of type have proved not to fit; knowing it saves trying them in vain.
LINES = (12, 14, 16, 18)
LINE_OF_OUTCOMES, LINE_OF_MODULES = 100, 48


def render(certificate: Certificate) -> bytes:
    """The PDF of `certificate`, in the language and the layout in which it was issued."""
    with _at_the_press, override(certificate.language):
        for fit in FITS[bisect_left(LINES, _lines(certificate.facts)) :]:
            page = _page(certificate, fit)
            if _is_in_place(page):
                break
        return page.write_pdf(**OPTIONS, pdf_identifier=certificate.code.encode())


def _lines(facts: Facts) -> int:
    """About how many lines the longer of the two columns has."""
    outcomes = sum(ceil(len(outcome) / LINE_OF_OUTCOMES) for outcome in facts.outcomes)
    titles = (*(module.title for module in facts.modules), *(test.title for test in facts.tests))
    headings = 3 if facts.tests else 1
    return max(outcomes, headings + sum(ceil(len(title) / LINE_OF_MODULES) for title in titles))


def _is_in_place(page: Document) -> bool:
    """Whether the text ends above the foot, which stands at the bottom of the page."""
    places = page.pages[0].anchors
    return "end" in places and places["end"][1] <= places["foot"][1]


def _page(certificate: Certificate, fit: Fit) -> Document:
    fonts, stylesheets = press(certificate.facts.layout)
    page = HTML(string=_html(certificate, fit), base_url=STATIC.as_uri(), url_fetcher=OwnFiles())
    return page.render(font_config=fonts, stylesheets=stylesheets, **OPTIONS)


def _html(certificate: Certificate, fit: Fit) -> str:
    facts = certificate.facts
    address = certificate.printed_address
    html = render_to_string(
        f"certificates/print/layout_{facts.layout}.html",
        {
            "certificate": certificate,
            "facts": facts,
            "size": fit.size,
            "holder_length": _length(facts.holder, 30, 44, 62),
            "course_length": _length(facts.course, 52, 66, 86),
            "outcomes": Shown.of(facts.outcomes, fit.entries),
            "modules": Shown.of(facts.modules, fit.entries),
            "tests": Shown.of(facts.tests, fit.entries),
            "printed_address": address.split("://")[-1].rstrip("/"),
            "qr": _qr(address),
        },
    )
    # Fonts have a glyph for é, but not for e followed by an accent, as some keyboards send it.
    return unicodedata.normalize("NFC", html)


class Shown(NamedTuple):
    """The entries of a list that are printed, and how many are not."""

    entries: Sequence[Any]
    left_out: int

    @classmethod
    def of(cls, entries: Sequence[Any], limit: int | None) -> Shown:
        shown = entries[:limit]
        return cls(shown, len(entries) - len(shown))


def _length(text: str, *steps: int) -> str:
    """How long a headline is, as a class of the style sheet; empty up to the first of `steps`, in characters."""
    return ("", "long", "longer", "longest")[bisect_left(steps, len(text))]


def _qr(address: str) -> SafeString:
    title = gettext("QR code: %(address)s") % {"address": address}
    return mark_safe(segno.make_qr(address, error="m").svg_inline(border=0, title=title))  # noqa: S308  (drawn here)
