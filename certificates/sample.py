"""A certificate that nobody earned, to look at while designing, and its sheet as a picture."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from courses.outline import CertificateKind

from .codes import code_of
from .composing import live_in, stored_as
from .facts import CURRENT_LAYOUT, Facts
from .look import Look
from .models import Certificate

CODE = code_of("234567892345")
LONG_NAME = "Maximiliane-Alexandra von Hohenstein-Württemberg zu Lauenburg und Altenstadt"
DOTS_PER_INCH = 110
PROGRAM = "pdftoppm"


def sample(course_key: UUID, look: Look, mode: str) -> Certificate:
    """In the words of the course, where it is live. `mode` is one of `Design.preview_modes`. Not stored. One query."""
    language = get_language() or ""
    page = live_in(course_key, language)
    if page is not None:
        language = page.locale.language_code
    with override(language):
        facts = replace(_facts(language), look=look)
    if page is not None:
        facts = replace(
            facts,
            course=page.title,
            awarding_body=page.awarding_body,
            country=page.country,
            eqf_level=page.eqf_level,
            outcomes=tuple(outcome.value for outcome in page.outcomes),
        )
    if mode == "long":
        facts = replace(facts, holder=LONG_NAME)
    if mode == "participation":
        facts = replace(facts, kind=CertificateKind.PARTICIPATION)
    certificate = stored_as(facts, holder_id=0, course_key=course_key, at=timezone.now())
    certificate.code = CODE
    return certificate


def _facts(language: str) -> Facts:
    today = timezone.localdate()
    return Facts(
        kind=CertificateKind.ACHIEVEMENT,
        language=language,
        layout=CURRENT_LAYOUT,
        holder=_("Alex Example"),
        course=_("The title of the course"),
        summary="",
        outcomes=(),
        modules=(),
        tests=(),
        minutes=150,
        completed_on=today,
        issued_on=today,
        awarding_body=_("The awarding body"),
        country="",
        eqf_level=None,
        assessment="",
        participation="",
        quality_assurance="",
        edition=1,
        edition_digest="",
    )


def picture_of(pdf: bytes) -> bytes:
    """The first page of `pdf` as PNG; empty where poppler is not installed."""
    if shutil.which(PROGRAM) is None:
        return b""
    command = [PROGRAM, "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-png", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=30).stdout
