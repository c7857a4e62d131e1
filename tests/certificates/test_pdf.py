from __future__ import annotations

import io
import socket
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest

from certificates import sealed_file
from certificates.drawings import MOST_OF_RECORDS, QR_CODE, Drawings
from certificates.facts import Facts, ModuleFact, PassedTest
from certificates.look import Logo, Look
from certificates.pdf import Attachment, render
from certificates.pictures import Print

from .conftest import printable
from .samples import (
    ENDLESS,
    ENGLISH,
    EUROPE,
    FULL,
    GERMAN,
    PARTICIPATION,
    empty_boxes,
    failures,
    pages_of,
    printed,
    structure,
    text_of,
    words_beyond,
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError(f"asked the network for {args}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("layout", [1, 2])
@pytest.mark.parametrize(
    "facts",
    [ENGLISH, GERMAN, PARTICIPATION, FULL, ENDLESS, EUROPE],
    ids=["English", "German", "short", "full", "endless", "scripts of Europe"],
)
def test_meets_both_standards(facts: Facts, layout: int):
    assert failures(printed(replace(facts, layout=layout))) == []


@pytest.mark.parametrize("facts", [ENGLISH, PARTICIPATION], ids=["achievement", "participation"])
def test_is_a_sheet_for_the_wall_and_a_supplement(facts: Facts):
    pdf = printed(facts)
    assert pages_of(pdf) == 2
    document = pikepdf.open(io.BytesIO(pdf))
    wall, supplement = document.pages
    assert [float(number) for number in wall.mediabox[2:]] == pytest.approx([841.9, 595.3], abs=0.1)
    assert [float(number) for number in supplement.mediabox[2:]] == pytest.approx([595.3, 841.9], abs=0.1)


@pytest.mark.parametrize("facts", [ENGLISH, FULL, ENDLESS], ids=["usual", "full", "endless"])
def test_nothing_comes_near_the_edge(facts: Facts):
    pdf = printed(facts)
    assert words_beyond(pdf, margin=14) == []


def test_a_long_supplement_goes_on_and_leaves_nothing_out():
    outcomes = tuple(f"Outcome {number} of many" for number in range(120))
    pdf = render(printable(replace(ENGLISH, outcomes=outcomes)))
    assert pages_of(pdf) > 2
    text = text_of(pdf)
    assert all(outcome in text for outcome in outcomes)


def test_the_same_certificate_has_the_same_bytes():
    assert printed(GERMAN) == printed(GERMAN)


def test_another_certificate_has_others():
    assert printed(ENGLISH) != render(printable(ENGLISH, "9K3MPXR4HWTN"))


def test_is_read_out_from_the_heading_to_the_edition():
    text = text_of(printed(ENGLISH))
    parts = [
        "City of Musterstadt",
        "Certificate of achievement",
        "Lena Lerner",
        "has successfully completed the course",
        "Safer squares",
        "Completed on 3 May 2026",
        "Workload 2 hours",
        "EQF 5",
        "Issued on 3 May 2026 by City of Musterstadt, Germany.",
        "localhost:8000/v/7K3M-PXR4-HWTN-",
        "7K3M-PXR4-HWTN-",
        "Supplement to the certificate",
        "Lena Lerner",
        "Safer squares",
        "Germany",
        "City of Musterstadt",
        "3 May 2026",
        "2 hours",
        "Level 5 of the European Qualifications Framework",
        "A test of twelve questions",
        "Online",
        "Reviewed by peers",
        "Read a place",
        "Propose measures",
        "Seeing 40 minutes 92 % 1",
        "Acting 1 hour 5 minutes 71 % 3",
        "Final test 87 % 2",
        "Edition 3 of the course, digest 5f2ab1c93d4e0000",
    ]
    place = 0
    for part in parts:
        assert part in text[place:], part
        place = text.index(part, place) + len(part)


def test_says_the_optional_elements_that_the_course_gives():
    optional = {
        "supervision": "By a person",
        "stackability": "A diploma",
        "further_information": "In writing",
    }
    facts = replace(ENGLISH, eqf_level=None, has_no_level=True, **optional)
    text = text_of(printed(facts))
    for words in (
        "Level not applicable",
        "Supervision and identity By a person",
        "Stackability A diploma",
        "Further information In writing",
    ):
        assert words in text
    assert "Stackability" not in text_of(printed(ENGLISH))


def test_says_taking_part_when_that_is_what_it_certifies():
    text = text_of(printed(PARTICIPATION))
    assert "Certificate of participation" in text
    assert "has taken part in the course" in text
    assert "Learning outcomes" not in text


def test_names_of_all_europe_are_printed_as_they_are_written():
    pdf = printed(EUROPE)
    text = text_of(pdf)
    for name in (EUROPE.holder, EUROPE.course, *EUROPE.outcomes):
        assert name in text
    assert empty_boxes(pdf) == 0
    # A decomposed accent, as some keyboards send it, is the same name.
    assert render(printable(replace(ENGLISH, holder="S\u030ca\u0301rka"))) == render(
        printable(replace(ENGLISH, holder="Šárka"))
    )


def test_the_qr_code_and_the_link_lead_to_the_same_place():
    certificate = printable(ENGLISH)
    pdf = render(certificate)
    figures = [str(element.Alt) for element in structure(pdf) if element.get("/S") == "/Figure"]
    assert figures == [f"QR code: {certificate.printed_address}"]
    links = [str(element.Obj.A.URI) for element in structure(pdf) if element.get("/Type") == "/OBJR"]
    assert links == [certificate.printed_address]


def test_says_on_both_pages_how_long_it_is_valid():
    text = text_of(render(printable(replace(ENGLISH, valid_until=date(2028, 5, 3)))))
    assert text.count("Valid until 3 May 2028") == 2
    assert "Valid until" not in text_of(printed(ENGLISH))


def test_says_what_it_is_and_in_which_language():
    document = pikepdf.open(io.BytesIO(printed(GERMAN)))
    assert str(document.Root.Lang) == "de"
    assert str(document.docinfo.Title).endswith(": Sichere Plätze")
    assert str(document.docinfo.CreationDate).startswith("D:20260503")


def test_brings_its_fonts_along():
    document = pikepdf.open(io.BytesIO(printed(GERMAN)))
    fonts = [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
    ]
    assert fonts
    for font in fonts:
        assert "source-" in str(font.FontName)
        assert "/FontFile2" in font or "/FontFile3" in font


def test_takes_files_along_and_stays_the_same():
    attached = [
        Attachment("credential.jwt", b"eyJhbGciOiJFZERTQSJ9", "The credential"),
        Attachment("note.json", b"{}", "ÄÖ"),
    ]
    pdf = render(printable(ENGLISH), attachments=attached)
    assert failures(pdf) == []
    assert pdf == render(printable(ENGLISH), attachments=attached)
    document = pikepdf.open(io.BytesIO(pdf))
    assert document.attachments["credential.jwt"].get_file().read_bytes() == attached[0].content
    assert [str(entry.AFRelationship) for entry in document.Root.AF] == ["/Data", "/Data"]


def test_names_the_code_where_it_can_be_found():
    certificate = printable(ENGLISH)
    assert sealed_file.examine(render(certificate)) == sealed_file.Examined(
        sealed_file.Verdict.UNSEALED, certificate.code
    )


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
        ENGLISH,
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
    pdf = printed(facts)
    assert failures(pdf) == []
    text = text_of(pdf)
    for words in HOSTILE:
        assert words in text
    assert sealed_file.examine(pdf).code == printable(facts).code


class TestWhatIsKept:
    def test_pictures_of_records_do_not_pile_up(self):
        drawings = Drawings({"file:///ornament.svg": "ours", QR_CODE: "of one certificate"})
        for number in range(MOST_OF_RECORDS + 1):
            drawings[f"picture:{number}"] = number
        drawings["picture:gone"] = None
        assert "picture:gone" not in drawings
        drawings.make_room()
        assert set(drawings) == {"file:///ornament.svg", QR_CODE}

    def test_a_drawing_that_blends_is_drawn_anew_each_time(self):
        """What is kept of it would need a state whose name another drawing of the page has as well."""
        square = '<rect width="9" height="9" fill="#7a2230" style="mix-blend-mode: multiply"/>'
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{square}</svg>'.encode()
        logo = Print("image/svg+xml", drawing)
        facts = replace(ENGLISH, layout=3, look=Look(logos=(Logo(logo.digest, "City"),)))
        first, second = (render(printable(facts), pictures={logo.digest: logo}) for _ in range(2))
        assert first == second
        assert failures(first) == []
