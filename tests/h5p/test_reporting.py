"""Which content can report what."""

from __future__ import annotations

from typing import Any

import pytest

from h5p.format.libraries import LibraryName
from h5p.format.reporting import Reporting, reporting


def of(name: str, *parts: str) -> Reporting:
    params: Any = {"parts": [{"content": {"library": f"{part} 1.0", "params": {}}} for part in parts]}
    return reporting(LibraryName(name, 1, 0), params)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("H5P.Accordion", Reporting.NOTHING),
        ("H5P.Dialogcards", Reporting.NOTHING),
        ("Agora.Reader", Reporting.END),
        ("Agora.SingleChoice", Reporting.SCORE),
        ("H5P.MultiChoice", Reporting.SCORE),
        ("Stranger.Type", Reporting.UNKNOWN),
    ],
)
def test_types_are_known_by_name(name: str, expected: Reporting) -> None:
    assert of(name) is expected


def test_what_gathers_its_parts_reports_what_the_best_of_them_can() -> None:
    assert of("H5P.Column") is Reporting.NOTHING
    assert of("H5P.Column", "H5P.Text", "H5P.Image") is Reporting.NOTHING
    assert of("H5P.Column", "H5P.Text", "Stranger.Type") is Reporting.UNKNOWN
    assert of("H5P.CoursePresentation", "H5P.Text", "Stranger.Type", "H5P.Blanks") is Reporting.SCORE
    assert of("H5P.InteractiveBook", "H5P.RowColumn", "H5P.Text") is Reporting.NOTHING
