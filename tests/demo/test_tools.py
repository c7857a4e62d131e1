from pathlib import Path

import page
import pikepdf
import pytest

from demo import tools
from demo.reading import parse_document

SHEET = """---
title: What we see
purpose: Records what a team sees.
time: 10 minutes
---

## On site

| No. | Question | Answer |
|---|---|---|
| 1 | Who is here? | &nbsp; |
| 2 | Who is missing? | &nbsp; |

- [ ] asked Łukasz and Šárka
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return tools.render(parse_document(SHEET, Path("sheet.en.md")), course="Safer squares", language="en")


def test_a_tool_is_an_accessible_sheet_of_a4(pdf, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    report = page.validate_pdf(str(tmp_path / "sheet.pdf"), profile="ua1")
    assert "0 failed, 104 total" in str(report)
    with pikepdf.open(tmp_path / "sheet.pdf") as document:
        assert len(document.pages) == 1
        assert [round(float(side) / 72 * 25.4) for side in document.pages[0].mediabox] == [0, 0, 210, 297]
        assert str(document.docinfo["/Title"]) == "What we see"
        assert str(document.Root.Lang) == "en"


def test_the_same_text_gives_the_same_sheet(pdf):
    again = tools.render(parse_document(SHEET, Path("sheet.en.md")), course="Safer squares", language="en")
    assert again == pdf


def test_tables_leave_room_where_something_is_to_be_written():
    html = tools._body(parse_document(SHEET, Path("sheet.en.md")))
    assert '<table class="form labelled">' in html
    assert html.count('<td class="blank">') == 2
    assert '<th class="narrow" scope="col">No.</th>' in html
    assert '<li class="tick">asked' in html
