"""Certificates of every kind and length, in layout 2, and ways to look into a PDF."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import page
import pikepdf

from certificates.facts import Facts, ModuleFact, PassedTest, StepFact
from certificates.pdf import render
from courses.outline import CertificateKind

from .conftest import FACTS, printable
from .designs import PICTURES


def tested(title: str, minutes: int, result: int | None, attempts: int) -> ModuleFact:
    """A module with one test."""
    test = StepFact(f"Test of {title}", True, True, result is not None, 10, result, 60, attempts)
    return ModuleFact(title, minutes, (StepFact("A lesson", False, True, True, 20), test))


ENGLISH = replace(
    FACTS,
    layout=2,
    modules=(tested("Seeing", 40, 92, 1), tested("Acting", 65, 71, 3)),
    final_tests=(StepFact("Final test", True, True, True, 15, 87, 70, 2),),
)
GERMAN = replace(
    ENGLISH,
    language="de",
    holder="Šárka Łukasz-Öztürk",
    course="Sichere Plätze",
    outcomes=("Einen Ort lesen", "Maßnahmen vorschlagen"),
)
PARTICIPATION = replace(
    FACTS,
    layout=2,
    kind=CertificateKind.PARTICIPATION,
    outcomes=(),
    modules=(),
    tests=(),
    awarding_body="",
    country="",
    eqf_level=None,
    assessment="",
    participation="",
    quality_assurance="",
)
SENTENCE = (
    "Apply principles of prevention by design to a plan or a place and choose measures that are proportionate"
)
FULL = replace(
    ENGLISH,
    holder="Maximiliane-Alexandra Freifrau von Hohenstaufen-Württemberg zu Sachsen-Coburg und Gotha-Altenburg",
    course=f"{SENTENCE}, in squares, parks, stations and at festivals, together with everybody who lives there",
    outcomes=(f"{SENTENCE}, then justify them before the council",) * 12,
    modules=tuple(
        tested(f"Module {number}: reducing the vulnerability of places", 45, 80, 1) for number in range(12)
    ),
    tests=tuple(PassedTest(f"Test of module {number}", 80) for number in range(13)),
)
ENDLESS = replace(
    ENGLISH,
    holder="W" * 150,
    course="Donaudampfschifffahrtsgesellschaft" * 7,
    outcomes=("Ω" * 400,) * 60,
    modules=(ModuleFact("M" * 255, 45),) * 40,
    awarding_body="W" * 160,
    country="W" * 120,
    assessment="W" * 240,
    participation="W" * 240,
    quality_assurance="W" * 240,
)
EUROPE = replace(
    ENGLISH,
    holder="Ελένη Παπαδοπούλου",
    course="Олена Ковальчук, Ґалаґан",
    outcomes=("Nguyễn Thị Ánh", "Ħal Għaxaq, Țărână", "Ἀριστοτέλης"),
)
# Each in a file of type of its own
NAMES = {
    "Arabic": "محمد عبد الله الأحمد",
    "Hebrew": "דוד לוי",
    "Armenian": "Արամ Հակոբյան",
    "Georgian": "ნინო ბერიძე",
    "Chinese": "王小明",
    "Taiwanese": "陳美麗",
    "Japanese": "山田 さくら",
    "Korean": "김민수",
}


@cache
def printed(facts: Facts) -> bytes:
    """The PDF, made once for all tests that only look at it."""
    return render(printable(facts), pictures=PICTURES)


def failures(pdf: bytes) -> list[str]:
    """What an independent validator finds against both standards."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("3a", "ua1")]
    assert all(report.rules.passed > 100 for report in reports)
    return [str(report) for report in reports if not report.is_compliant or report.checks.failed]


def text_of(pdf: bytes) -> str:
    """The text in the order in which it is read, with single spaces."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return " ".join(
        subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split()
    )


def pages_of(pdf: bytes) -> int:
    return len(pikepdf.open(io.BytesIO(pdf)).pages)


def structure(pdf: bytes) -> Iterator[pikepdf.Dictionary]:
    """The elements that a screen reader walks through."""
    document = pikepdf.open(io.BytesIO(pdf))
    todo = [document.Root.StructTreeRoot.K]
    while todo:
        element = todo.pop()
        if isinstance(element, pikepdf.Array):
            todo.extend(reversed(list(element)))
        elif isinstance(element, pikepdf.Dictionary):
            yield element
            todo.append(element.get("/K", pikepdf.Array()))


def empty_boxes(pdf: bytes) -> int:
    """How often a letter is printed that its font does not have."""
    found = 0
    document = pikepdf.open(io.BytesIO(pdf))
    for sheet in document.pages:
        for operands, operator in pikepdf.parse_content_stream(sheet):
            if str(operator) in {"Tj", "TJ"}:
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        glyphs = bytes(part)
                        found += sum(glyphs[i : i + 2] == b"\0\0" for i in range(0, len(glyphs), 2))
    return found


def words_beyond(pdf: bytes, margin: float) -> list[str]:
    """Lines of pdftotext about words that come nearer to the edge than `margin`, in points."""
    command = ["pdftotext", "-bbox", "-enc", "UTF-8", "-", "-"]
    out = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    width = height = 0.0
    found = []
    for line in out.splitlines():
        numbers = [float(number) for number in re.findall(r'="(-?[\d.]+)"', line)]
        if line.strip().startswith("<page"):
            width, height = numbers
        elif line.strip().startswith("<word"):
            left, top, right, bottom = numbers
            if left < margin or top < margin or right > width - margin or bottom > height - margin:
                found.append(line)
    return found
