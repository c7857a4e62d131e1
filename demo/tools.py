"""A practical tool, written in Markdown, as a sheet of A4 to print and fill in: tagged for screen readers (PDF/UA-1).

Importing this module loads Pango, which takes a second: only who prints imports it.
"""

from bs4 import BeautifulSoup, Tag
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override
from markdown_it import MarkdownIt

from press.faces import Face
from press.files import STATIC
from press.sheets import print_sheets

from . import shapes
from .reading import Document

STYLES = (("source-sans-3", 400), ("source-sans-3", 600), ("source-serif-4", 600))
FACES = tuple(Face(family, script, weight) for family, weight in STYLES for script in ("latin", "latin-ext"))
STYLESHEET = STATIC / "css/tool-sheet.css"

NARROW = 3
"""A column is narrow where nothing in it has more letters, such as "No." or "C × P"."""

LABELLED = 5
"""In tables of at most so many columns the first one, when it says what to fill in, is a wide one."""

_markdown = MarkdownIt("commonmark").enable("table")


def render(tool: Document, *, course: str, language: str) -> bytes:
    """The PDF of `tool`; the same text gives the same bytes. `course` is the title that stands at the foot of each page."""
    shapes.TOOL.check(tool.front, "a tool")
    with override(language):
        html = render_to_string(
            "demo/tool.html",
            {"tool": tool.front, "body": _body(tool), "course": course, "language": language},
        )
    return print_sheets(html, stylesheet=STYLESHEET, faces=FACES)


def _body(tool: Document) -> str:
    """The HTML of the text: brackets become boxes to tick, and tables with empty cells become forms."""
    text = "\n\n".join(block.fields["text"] for block in tool.blocks)
    html = _markdown.render(text).replace("<li>[ ] ", '<li class="tick">').replace("<th>", '<th scope="col">')
    soup = BeautifulSoup(html, "html.parser")
    for table in soup("table"):
        _lay_out(table)
    return mark_safe(str(soup))  # noqa: S308  (our own content, and Markdown lets no HTML through)


def _lay_out(table: Tag) -> None:
    """Leave room for handwriting: much in empty columns, little where a letter or a number is to stand."""
    blank = [cell for cell in table("td") if not cell.get_text(strip=True)]
    if not blank:
        return
    rows = [row("td") for row in table("tr") if row("td")]
    has_labels = any(row[0].get_text(strip=True) for row in rows)
    table["class"] = "form labelled" if has_labels and len(table("th")) <= LABELLED else "form"
    for cell in blank:
        cell["class"] = "blank"
    for number, heading in enumerate(table("th")):
        column = [heading, *(row[number] for row in rows)]
        if all(len("".join(cell.get_text().split())) <= NARROW for cell in column):
            heading["class"] = "narrow"
