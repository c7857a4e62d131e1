"""Rich text, as Wagtail keeps it, taken apart into headings, links and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = {f"h{level}": level for level in range(1, 7)}
TEXTS = {*HEADINGS, "p", "li", "blockquote"}


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    target: str
    is_file: bool


@dataclass(slots=True)
class Markup:
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Level and words, in their order."""
    links: list[Link] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    """Items of lists and quotations too, without those that are empty."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()
        self._open: list[tuple[str, list[str]]] = [("", [])]
        self._link: tuple[dict[str, str], list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in TEXTS:
            self._open.append((tag, []))
        elif tag == "a":
            self._link = (said, [])
        elif tag == "br":
            self.handle_data(" ")
        elif said.get("alt"):
            # A picture that is a link is read by its alternative text.
            self.handle_data(said["alt"])

    def handle_data(self, data: str) -> None:
        self._open[-1][1].append(data)
        if self._link:
            self._link[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            said, words = self._link
            number = said.get("id", "")
            target = f"{said.get('linktype', '')}:{number}" if number else said.get("href", "")
            self.found.links.append(Link(_joined(words), target, said.get("linktype") == "document"))
            self._link = None
        elif tag in TEXTS and tag in (name for name, _words in self._open):
            while self._close() != tag:
                pass

    def finish(self) -> Markup:
        self.close()
        while self._open:
            self._close()
        return self.found

    def _close(self) -> str:
        tag, words = self._open.pop()
        text = _joined(words)
        if tag in HEADINGS:
            self.found.headings.append((HEADINGS[tag], text))
        elif text:
            self.found.paragraphs.append(text)
        return tag


def _joined(words: list[str]) -> str:
    return " ".join("".join(words).split())


def read(html: str) -> Markup:
    reader = _Reader()
    reader.feed(html)
    return reader.finish()


def text_of(html: str) -> str:
    """All words of it. An editor from which all words were deleted leaves an empty paragraph."""
    found = read(html)
    return " ".join([*(text for _level, text in found.headings), *found.paragraphs]).strip()
