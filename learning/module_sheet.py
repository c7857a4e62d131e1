"""A module as a PDF: A4, tagged for screen readers (PDF/UA-1), made once for each text.

Importing this module loads Pango, which takes a second: only who prints imports it.
"""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from press import AT_THE_PRESS
from press.faces import Face
from press.files import STATIC
from press.sheets import print_sheets

from .paper_pictures import Pictures
from .presentation import Presentation

STYLESHEET = STATIC / "css/module-sheet.css"
SCRIPTS = ("latin", "latin-ext", "greek", "cyrillic")
FACES = (
    *(Face("source-sans-3", script, weight) for script in SCRIPTS for weight in (400, 600)),
    *(Face("source-sans-3", script, 400, "italic") for script in SCRIPTS[:2]),
    *(Face("source-serif-4", script, 600) for script in SCRIPTS),
)

SECONDS = 90 * 24 * 60 * 60


def pdf_of(learning: Presentation, text: SafeString, pictures: Pictures) -> bytes:
    """The PDF of `text`, from the cache if somebody has asked for the same text before.

    The text is what the edition says in one language, to those who may read the same lessons: its digest stands for
    all of that, and for the words of the glossary, which are part of no edition.
    """
    html = render_to_string("learning/paper/sheet.html", {"learning": learning, "text": text})
    digest = sha256(html.encode()).hexdigest()
    kept = caches["prints"]
    # Whoever waits at the press finds what was printed meanwhile.
    found: bytes | None = kept.get(digest)
    if found is None:
        with AT_THE_PRESS:
            found = kept.get(digest) or print_sheets(
                html, stylesheet=STYLESHEET, faces=FACES, pictures=pictures.enclosed
            )
        kept.set(digest, found, SECONDS)
    return found
