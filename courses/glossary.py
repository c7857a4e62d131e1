"""Finds the terms of a glossary in the text of a lesson."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement

_NOT_INSIDE = {"a", "h2", "h3", "h4", "code", "button"}


@dataclass(frozen=True, slots=True)
class Term:
    """`spellings` are all forms under which the term stands in texts."""

    id: int
    term: str
    spellings: tuple[str, ...]
    definition: str

    @property
    def anchor(self) -> str:
        return f"term-{self.id}"


class Finder:
    """Marks each term where it first stands in a lesson, whose texts are given one after another."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.found: dict[int, Term] = {}
        self._by_spelling = {spelling.casefold(): term for term in terms for spelling in term.spellings}
        # As written and folded, so that both “Straße” and “STRASSE” are found. The longest spelling first, so that
        # “crime prevention” wins over “crime”.
        written = {spelling for term in terms for spelling in term.spellings}
        spellings = sorted(written | self._by_spelling.keys(), key=len, reverse=True)
        pattern = "|".join(map(re.escape, spellings))
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if spellings else None

    def link(self, html: str) -> str:
        """`html` with a link to the definition at the first occurrence of each term not found before."""
        if self._pattern is None or not self._pattern.search(html):
            return html
        soup = BeautifulSoup(html, "html.parser")
        for text in list(soup.find_all(string=True)):
            if not {parent.name for parent in text.parents} & _NOT_INSIDE:
                self._link_in(text, soup)
        return str(soup)

    def _link_in(self, text: NavigableString, soup: BeautifulSoup) -> None:
        pieces: list[PageElement] = []
        rest = 0
        for match in self._pattern.finditer(text) if self._pattern else ():
            # A few letters match without regard to case and yet do not fold alike, such as the Turkish İ.
            term = self._by_spelling.get(match[0].casefold())
            if term is None or term.id in self.found:
                continue
            self.found[term.id] = term
            link = soup.new_tag("a", href=f"#{term.anchor}", attrs={"class": "term"})
            link.string = match[0]
            pieces += [NavigableString(text[rest : match.start()]), link]
            rest = match.end()
        if pieces:
            text.replace_with(*pieces, NavigableString(text[rest:]))

    def definitions(self) -> Iterable[Term]:
        """The terms found so far, in the order of the alphabet."""
        return sorted(self.found.values(), key=lambda term: term.term.casefold())
