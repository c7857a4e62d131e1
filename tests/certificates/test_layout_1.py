"""The first layout: nobody is issued a certificate in it any more, but those who were keep it."""

from __future__ import annotations

from dataclasses import replace

from certificates.pdf import render

from .conftest import FACTS, printable
from .samples import ENDLESS, FULL, pages_of, printed, text_of


def test_is_one_page_whatever_is_on_it():
    for facts in (FACTS, replace(FULL, layout=1), replace(ENDLESS, layout=1)):
        assert pages_of(printed(facts)) == 1


def test_is_read_out_from_the_heading_to_the_code():
    text = text_of(printed(FACTS))
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


def test_lists_that_are_too_long_say_so():
    outcomes = tuple(f"Outcome {number}" for number in range(60))
    text = text_of(render(printable(replace(FACTS, outcomes=outcomes))))
    assert "Outcome 11 and 48 more" in text
    assert "Outcome 12" not in text
