"""A certificate on paper: tagged for screen readers, made to last (PDF/A-3a and PDF/UA-1), the same bytes every time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from math import ceil
from typing import Any, NamedTuple

import weasyprint
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override, pgettext
from weasyprint import Document

from press import AT_THE_PRESS

from .archive import finisher
from .design import prints_of
from .drawings import QR_CODE, QrCode
from .facts import Facts
from .look import Style
from .models import Certificate
from .pictures import Print
from .press import Press, Sheet, press
from .transcript import transcript
from .typefaces import printable

# Compressed by `certificates.archive`, not by WeasyPrint.
OPTIONS = {"pdf_variant": "pdf/a-3a", "uncompressed_pdf": True}

# It lends its style sheet to transcripts of all records.
LAYOUT_OF_TRANSCRIPTS = 2


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
# layout 1 are cut, and say so; later ones have their lists on a page of their own, which may go on.
FITS = {
    1: (*(Fit(size) for size in range(1, 9)), Fit(8, 12), Fit(8, 4), Fit(8, 1)),
    2: tuple(Fit(size) for size in range(1, 7)),
    3: tuple(Fit(size) for size in range(1, 7)),
}

# Above these numbers of lines the largest sizes of type have proved not to fit; knowing it saves trying them in vain.
LINES = (12, 14, 16, 18)
LINE_OF_OUTCOMES, LINE_OF_MODULES = 100, 48


def render(
    certificate: Certificate,
    *,
    attachments: Iterable[Attachment] = (),
    has_seal_field: bool = False,
    pictures: Mapping[str, Print] | None = None,
) -> bytes:
    """The PDF of `certificate`, in the language and the layout in which it was issued, without a seal.

    `has_seal_field`: with the empty field that `certificates.seal` fills; it must be there from the beginning, or the
    sealed file would no longer be PDF/UA. `pictures`: those of its look, by digest, where they are not stored yet.
    """
    # Before the press is taken: others need not wait for the database.
    pictures = prints_of(certificate.facts.look) if pictures is None else pictures
    with AT_THE_PRESS, override(certificate.language):
        return _written(_document(certificate, pictures), certificate, attachments, has_seal_field)


def render_transcript(certificate: Certificate, *, has_seal_field: bool = False) -> bytes:
    """Every lesson and test of `certificate` on sheets of their own, in its language."""
    with AT_THE_PRESS, override(certificate.language):
        facts, letters = printable(certificate.facts)
        words = {"certificate": certificate, "facts": facts, "transcript": transcript(facts)}
        html = render_to_string("certificates/print/transcript.html", words)
        return _written(
            _set(html, press(LAYOUT_OF_TRANSCRIPTS, letters.faces), {}), certificate, (), has_seal_field
        )


def _written(
    document: Document, certificate: Certificate, attachments: Iterable[Attachment], has_seal_field: bool
) -> bytes:
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


def _document(certificate: Certificate, pictures: Mapping[str, Print]) -> Document:
    facts, letters = printable(certificate.facts)
    ready = press(facts.layout, letters.faces)
    ready.drawings.make_room()
    ready.drawings[QR_CODE] = QrCode(certificate.printed_address)
    for fit in FITS[facts.layout][_first_fit(facts) :]:
        document = _set(_html(certificate, facts, letters.is_complete, fit), ready, pictures)
        if _is_in_place(document):
            break
    return document


def _first_fit(facts: Facts) -> int:
    """The place in FITS at which to begin: every size tried in vain costs as much as a certificate."""
    if facts.layout == 1:
        return bisect_left(LINES, _lines(facts))
    look = facts.look
    # Beside paving at the side there is room for signatures, unless logos stand there too.
    has_room = look.style == Style.SQUARE and not look.logos
    return 1 if facts.layout == 3 and look.signatories and not has_room else 0


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


def _set(html: str, ready: Press, pictures: Mapping[str, Print]) -> Document:
    return Sheet(html, pictures).render(
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
            "body_length": _length(facts.awarding_body, 60, 90, 120),
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
    return format_html('<img src="{}" alt="{}">', QR_CODE, title)


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
