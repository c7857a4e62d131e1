"""Sheets are printed once: ahead, or when somebody needs them."""

import pytest

from demo import sheets, tools
from demo.course_folder import read_course


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(sheets, "FOLDER", tmp_path / "sheets")
    return tmp_path / "sheets"


def test_what_was_printed_ahead_is_not_printed_again(content, folder, monkeypatch):
    course = read_course(content / "small")
    sheets.print_tools(course)
    assert len(list(folder.iterdir())) == 2
    monkeypatch.delattr(tools, "render")
    for language in ("en", "de"):
        path = content / f"small/tools/sheet.{language}.md"
        assert sheets.sheet(path, course.fields[language]["title"]).startswith(b"%PDF-")


def test_another_text_or_title_is_another_sheet(content, folder):
    path = content / "small/tools/sheet.en.md"
    printed = {sheets.sheet(path, "One course"), sheets.sheet(path, "Another course")}
    path.write_text(path.read_text() + "\n\nOne more line.\n")
    printed.add(sheets.sheet(path, "One course"))
    assert len(printed) == len(list(folder.iterdir())) == 3
