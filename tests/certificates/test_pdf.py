from __future__ import annotations

import io
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import page
import pikepdf
import pytest

from certificates.facts import Facts, ModuleFact, PassedTest
from certificates.pdf import render
from certificates.press import STATIC, OwnFiles
from courses.outline import CertificateKind

from .conftest import FACTS, printable

GERMAN = replace(
    FACTS,
    language="de",
    holder="Šárka Łukasz-Öztürk",
    course="Sichere Plätze",
    outcomes=("Einen Ort lesen", "Maßnahmen vorschlagen"),
)
PARTICIPATION = replace(
    FACTS,
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
    FACTS,
    holder="Maximiliane-Alexandra Freifrau von Hohenstaufen-Württemberg zu Sachsen-Coburg und Gotha-Altenburg",
    course=f"{SENTENCE}, in squares, parks, stations and at festivals, together with everybody who lives there",
    outcomes=(f"{SENTENCE}, then justify them before the council",) * 12,
    modules=tuple(
        ModuleFact(f"Module {number}: reducing the vulnerability of places", 45) for number in range(12)
    ),
    tests=tuple(PassedTest(f"Test of module {number}", 80) for number in range(13)),
)
ENDLESS = replace(
    FACTS,
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
SCRIPTS = replace(
    FACTS,
    holder="Ελένη Παπαδοπούλου",
    course="Олена Ковальчук, Ґалаґан",
    outcomes=("Nguyễn Thị Ánh", "Ħal Għaxaq, Țărână"),
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError(f"asked the network for {args}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def text_of(pdf: bytes) -> str:
    """The text in the order in which it is read, with single spaces."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return " ".join(
        subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split()
    )


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


@pytest.mark.parametrize(
    "facts",
    [FACTS, GERMAN, PARTICIPATION, FULL, ENDLESS, SCRIPTS],
    ids=["English", "German", "short", "full", "endless", "scripts of Europe"],
)
def test_is_one_page_that_everybody_can_read(facts: Facts):
    pdf = render(printable(facts))
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, str(report)
    assert report.checks.failed == 0
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 1


def test_the_same_certificate_has_the_same_bytes():
    assert render(printable(GERMAN)) == render(printable(GERMAN))


def test_another_certificate_has_others():
    assert render(printable(FACTS)) != render(printable(FACTS, "9K3MPXR4HWTN"))


def test_is_read_out_from_the_heading_to_the_code():
    text = text_of(render(printable(FACTS)))
    parts = [
        "City of Musterstadt",
        "Certificate of achievement",
        "Lena Lerner",
        "has successfully completed the course",
        "Safer squares",
        "Completed on 3 May 2026",
        "Workload 2 hours",
        "EQF 5",
        "Learning outcomes",
        "Read a place",
        "Propose measures",
        "Modules",
        "Seeing 40 minutes",
        "Acting 1 hour 5 minutes",
        "Tests passed",
        "Final test 87 %",
        "Assessment A test of twelve questions",
        "Form of participation Online",
        "Quality assurance Reviewed by peers",
        "Issued on 3 May 2026 by City of Musterstadt, Germany.",
        "Edition 3 of the course",
        "localhost:8000/v/7K3M-PXR4-HWTN-",
        "7K3M-PXR4-HWTN-",
    ]
    places = []
    for part in parts:
        assert part in text, part
        places.append(text.index(part, places[-1] if places else 0))
    assert places == sorted(places)


def test_says_taking_part_when_that_is_what_it_certifies():
    text = text_of(render(printable(PARTICIPATION)))
    assert "Certificate of participation" in text
    assert "has taken part in the course" in text
    assert "Learning outcomes" not in text


def test_names_of_all_europe_are_printed_as_they_are_written():
    text = text_of(render(printable(SCRIPTS)))
    for name in (SCRIPTS.holder, SCRIPTS.course, *SCRIPTS.outcomes):
        assert name in text
    # A decomposed accent, as some keyboards send it, is the same name.
    assert render(printable(replace(FACTS, holder="S\u030ca\u0301rka"))) == render(
        printable(replace(FACTS, holder="Šárka"))
    )


def test_the_qr_code_and_the_link_lead_to_the_same_place():
    certificate = printable(FACTS)
    pdf = render(certificate)
    figures = [str(element.Alt) for element in structure(pdf) if element.get("/S") == "/Figure"]
    assert figures == [f"QR code: {certificate.printed_address}"]
    links = [str(element.Obj.A.URI) for element in structure(pdf) if element.get("/Type") == "/OBJR"]
    assert links == [certificate.printed_address]


def test_says_what_it_is_and_in_which_language():
    document = pikepdf.open(io.BytesIO(render(printable(GERMAN))))
    assert str(document.Root.Lang) == "de"
    assert str(document.docinfo.Title).endswith(": Sichere Plätze")
    assert str(document.docinfo.CreationDate).startswith("D:20260503")


def test_brings_its_fonts_along():
    document = pikepdf.open(io.BytesIO(render(printable(GERMAN))))
    fonts = [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
    ]
    assert fonts
    for font in fonts:
        assert "source-" in str(font.FontName)
        assert "/FontFile2" in font or "/FontFile3" in font


def test_lists_that_are_too_long_say_so():
    text = text_of(
        render(printable(replace(FACTS, outcomes=tuple(f"Outcome {number}" for number in range(60)))))
    )
    assert "Outcome 11 and 48 more" in text
    assert "Outcome 12" not in text


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src='http://example.org/x.png'>",
    "<style>@import url(http://example.org/x.css); body { display: none }</style>",
    "{{ settings.SECRET_KEY }}{% include 'x' %}",
    '" onload="x" </title></head><base href="http://example.org/">',
    "url(file:///etc/passwd)",
    "&lt;b&gt; &amp; \\9 */ }",
]


def test_hostile_words_are_printed_as_words():
    facts = replace(
        FACTS,
        holder=HOSTILE[0],
        course=HOSTILE[1],
        outcomes=tuple(HOSTILE),
        modules=tuple(ModuleFact(text, 5) for text in HOSTILE),
        tests=tuple(PassedTest(text, 5) for text in HOSTILE),
        awarding_body=HOSTILE[2],
        country=HOSTILE[4],
        assessment=HOSTILE[3],
        participation=HOSTILE[5],
        quality_assurance=HOSTILE[6],
    )
    pdf = render(printable(facts))
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    text = text_of(pdf)
    for words in HOSTILE:
        assert words in text


class TestOwnFiles:
    def test_answers_with_our_own(self):
        answer = OwnFiles().fetch((STATIC / "img/certificate/seal.svg").as_uri())
        assert answer.read().startswith(b"<svg")
        assert answer.content_type == "image/svg+xml"

    @pytest.mark.parametrize(
        "address",
        [
            "http://example.org/",
            "https://localhost/",
            "ftp://example.org/x",
            "data:text/plain,x",
            "file:///etc/passwd",
            f"{STATIC.as_uri()}/../config/settings/base.py",
            f"{STATIC.as_uri()}/%2e%2e/config/settings/base.py",
            "static/css/certificate-1.css",
        ],
    )
    def test_and_with_nothing_else(self, address: str):
        with pytest.raises(ValueError, match="not one of our files"):
            OwnFiles().fetch(address)
