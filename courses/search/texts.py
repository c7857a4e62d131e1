"""The words of what was published: what learners read, and nothing that tells them an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from bs4 import BeautifulSoup


@dataclass(frozen=True, slots=True)
class Tool:
    """A file to take along, or a worksheet to tick in the lesson.

    `file` names a file by its content (see `courses.portable`), `anchor` the place of a worksheet in its lesson.
    """

    title: str
    description: str
    file: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Text:
    headings: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


def text_of(content: dict[str, Any]) -> Text:
    """What the `content` of a page says (see `courses.contents`). Of blocks that are not known only their title is read."""
    text = Text()
    for block in content.get("body", ()):
        READERS.get(block["type"], _titled)(block["value"], text)
    _rich(content.get("introduction", ""), text)
    text.passages += [content.get("facts", {}).get("audience") or ""]
    text.passages += [outcome["value"] for outcome in content.get("outcomes", ())]
    return text


def tools_of(content: dict[str, Any]) -> list[Tool]:
    """The files and worksheets of a lesson, in their order."""
    return [TOOLS[block["type"]](block) for block in content.get("body", ()) if block["type"] in TOOLS]


def _file(block: dict[str, Any]) -> Tool:
    value = block["value"]
    return Tool(value["title"] or "", value.get("description") or "", file=value.get("document") or "")


def _worksheet(block: dict[str, Any]) -> Tool:
    value = block["value"]
    introduction = " ".join(unescape(_TAG.sub(" ", value.get("introduction") or "")).split())
    return Tool(value["title"] or "", introduction, anchor=f"activity-{block['id']}")


TOOLS = {"document": _file, "checklist": _worksheet}
_TAG = re.compile(r"<[^>]*>")


def plain(html: str) -> tuple[list[str], list[str]]:
    """The headings and the other paragraphs of rich text."""
    soup = BeautifulSoup(html, "html.parser")
    headings = [
        " ".join(found.extract().get_text(" ").split()) for found in soup.find_all(["h2", "h3", "h4"])
    ]
    passages = [" ".join(found.get_text().split()) for found in _leaves(soup)]
    return headings, [passage for passage in passages if passage]


def _leaves(soup: BeautifulSoup) -> Iterator[Any]:
    """Paragraphs and items of lists; all of it where there is no markup."""
    found = soup.find_all(["p", "li", "blockquote"])
    leaves = [tag for tag in found if not tag.find(["p", "li"])]
    return iter(leaves or [soup])


def _rich(html: str, text: Text) -> None:
    headings, passages = plain(html)
    text.headings += headings
    text.passages += passages


def _titled(value: Any, text: Text) -> None:
    if isinstance(value, dict) and value.get("title"):
        text.headings.append(str(value["title"]))


def _picture(value: dict[str, Any], text: Text) -> None:
    shown = value.get("image") or {}
    text.passages += [said for said in (value.get("caption"), shown.get("alt_text")) if said]
    _rich(value.get("description") or "", text)


def _film(value: dict[str, Any], text: Text) -> None:
    _titled(value, text)
    _rich(value.get("transcript") or "", text)


def _document(value: dict[str, Any], text: Text) -> None:
    text.passages += [said for said in (value.get("title"), value.get("description")) if said]


def _case_study(value: dict[str, Any], text: Text) -> None:
    _titled(value, text)
    text.passages.append(value.get("place") or "")
    for part in ("problem", "measures", "result", "lessons"):
        _rich(value.get(part) or "", text)


def _accordion(value: dict[str, Any], text: Text) -> None:
    for section in value.get("items") or ():
        _titled(section, text)
        _rich(section.get("text") or "", text)


def _table(value: dict[str, Any], text: Text) -> None:
    table = value.get("table") or {}
    text.headings.append(table.get("caption") or "")
    cells = [[column.get("heading") or "" for column in table.get("columns") or ()]]
    cells += [row["values"] for row in table.get("rows") or ()]
    text.passages += [" · ".join(str(cell) for cell in row if cell) for row in cells]


def _checklist(value: dict[str, Any], text: Text) -> None:
    _titled(value, text)
    _rich(value.get("introduction") or "", text)
    text.passages += value.get("items") or ()


def _prompt(value: dict[str, Any], text: Text) -> None:
    _rich(value.get("prompt") or "", text)


def _knowledge_check(value: dict[str, Any], text: Text) -> None:
    for question in value.get("question") or ():
        _prompt(question["value"], text)


READERS: dict[str, Callable[[Any, Text], None]] = {
    "text": _rich,
    "key_message": lambda value, text: _rich(value.get("text") or "", text),
    "picture": _picture,
    "video": _film,
    "audio": _film,
    "document": _document,
    "case_study": _case_study,
    "accordion": _accordion,
    "table": _table,
    "checklist": _checklist,
    "reflection": _prompt,
    "knowledge_check": _knowledge_check,
}
