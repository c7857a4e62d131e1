"""A certificate on paper: tagged for screen readers, made to last (PDF/A-3a and PDF/UA-1), the same bytes every time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from math import ceil
from threading import Lock
from typing import Any, NamedTuple

import segno
import weasyprint
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override, pgettext
from weasyprint import HTML, Document

from .archive import finisher
from .facts import Facts
from .models import Certificate
from .press import STATIC, OwnFiles, Press, press
from .transcript import transcript
from .typefaces import printable

# Compressed by `certificates.archive`, not by WeasyPrint.
OPTIONS = {"pdf_variant": "pdf/a-3a", "uncompressed_pdf": True}

# Certificates of one process share their fonts, and Pango is not made for threads.
_at_the_press = Lock()


class Attachment(NamedTuple):
    """A file inside the PDF. `relationship` in the words of PDF/A-3: Data, Source, Alternative, Supplement."""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


class Fit(NamedTuple):
    """How a text is made to fit: the size of its type, 1 being the largest, and how many entries each list may have."""

    size: int
    entries: int | None = None


# From roomy to dense, for each layout. Whatever trainers write, it ends up in its place: as a last resort the lists of
# layout 1 are cut, and say so; layout 2 has its lists on a page of their own, which may go on.
FITS = {
    1: (*(Fit(size) for size in range(1, 9)), Fit(8, 12), Fit(8, 4), Fit(8, 1)),
    2: tuple(Fit(size) for size in range(1, 7)),
}

# Above these numbers of lines the largest sizes of type have proved not to fit; knowing it saves trying them in vain.
LINES = (12, 14, 16, 18)
LINE_OF_OUTCOMES, LINE_OF_MODULES = 100, 48


def render(
    certificate: Certificate, *, attachments: Iterable[Attachment] = (), has_seal_field: bool = False
) -> bytes:
    """The PDF of `certificate`, in the language and the layout in which it was issued, without a seal.

    `has_seal_field`: with the empty field that `certificates.seal` fills; it must be there from the beginning, or the
    sealed file would no longer be PDF/UA.
    """
    with _at_the_press, override(certificate.language):
        document = _document(certificate)
        return document.write_pdf(
            **OPTIONS,
            pdf_identifier=certificate.code.encode(),
            attachments=[_attached(attachment, certificate.facts) for attachment in attachments],
            finisher=finisher(
                code=certificate.code,
                seal_label=pgettext("certificate", "Digital seal of the issuer") if has_seal_field else "",
            ),
        )


def html_of(certificate: Certificate) -> str:
    """What WeasyPrint gets at first: to measure what it alone takes."""
    facts, letters = printable(certificate.facts)
    with override(certificate.language):
        return _html(certificate, facts, letters.is_complete, FITS[facts.layout][0])


def _document(certificate: Certificate) -> Document:
    facts, letters = printable(certificate.facts)
    ready = press(facts.layout, letters.faces)
    for fit in FITS[facts.layout][_first_fit(facts) :]:
        document = _set(_html(certificate, facts, letters.is_complete, fit), ready)
        if _is_in_place(document):
            break
    return document


def _first_fit(facts: Facts) -> int:
    return bisect_left(LINES, _lines(facts)) if facts.layout == 1 else 0


def _lines(facts: Facts) -> int:
    """About how many lines the longer of the two columns of layout 1 has."""
    outcomes = sum(ceil(len(outcome) / LINE_OF_OUTCOMES) for outcome in facts.outcomes)
    titles = (*(module.title for module in facts.modules), *(test.title for test in facts.tests))
    headings = 3 if facts.tests else 1
    return max(outcomes, headings + sum(ceil(len(title) / LINE_OF_MODULES) for title in titles))


def _is_in_place(document: Document) -> bool:
    """Whether the text ends above the foot, which stands at the bottom of the first page."""
    places = document.pages[0].anchors
    return "end" in places and places["end"][1] <= places["foot"][1]


def _set(html: str, ready: Press) -> Document:
    page = HTML(string=html, base_url=STATIC.as_uri(), url_fetcher=OwnFiles())
    return page.render(
        font_config=ready.fonts, stylesheets=ready.stylesheets, cache=ready.drawings, **OPTIONS
    )


def _html(certificate: Certificate, facts: Facts, is_complete: bool, fit: Fit) -> str:
    address = certificate.printed_address
    return render_to_string(
        f"certificates/print/layout_{facts.layout}.html",
        {
            "certificate": certificate,
            "facts": facts,
            "is_complete": is_complete,
            "size": fit.size,
            "holder_length": _length(facts.holder, 30, 44, 62),
            "course_length": _length(facts.course, 52, 66, 86),
            "outcomes": Shown.of(facts.outcomes, fit.entries),
            "modules": Shown.of(facts.modules, fit.entries),
            "transcript": transcript(facts),
            "tests": Shown.of(facts.tests, fit.entries),
            "printed_address": address.split("://")[-1].rstrip("/"),
            "qr": _qr(address),
        },
    )


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


def _attached(attachment: Attachment, facts: Facts) -> weasyprint.Attachment:
    """Dated with the day of issue: the same record, the same bytes."""
    day = datetime.combine(facts.issued_on, time())
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=day,
        modified=day,
    )
