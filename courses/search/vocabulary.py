"""The words of everything that is indexed in one language: which of them a word of a question stands for.

German writes compounds as one word. They are taken apart by the vocabulary itself: a compound is known by its parts,
each of which is a word of the vocabulary. So nothing is guessed that stands nowhere, and the index needs no dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .words import stem

COMPOUNDING = frozenset({"de"})
"""Languages that write compounds as one word."""
SHORTEST_PART = 4
SHORTEST_ENDING = 6
MOST_PARTS = 4
LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What German puts between the parts of a compound."""

EXACT, IN_COMPOUND, AS_PART, BEGUN = 1.0, 0.7, 0.35, 0.5
"""How much a word counts that is meant, that stands in a compound, that is a part of a compound, that was not finished."""
SHORTEST_BEGINNING = 3


class Known(NamedTuple):
    """A word of the index, as it is stored: its number, how it stands in texts, and its stem."""

    id: int
    form: str
    stem: str


class Meant(NamedTuple):
    """One idea of a question: the numbers of the words that stand for it, each with what it counts."""

    ids: dict[int, float]
    share: float
    """How much the idea counts among those of the question."""


class Vocabulary:
    def __init__(self, language: str, known: Iterable[Known], titles: Mapping[int, Iterable[str]]) -> None:
        """`titles` holds for each of the entries that the words come from the words of its title."""
        self.language = language
        self.size = len(titles)
        self._ids: dict[str, list[int]] = {}
        self._forms: dict[str, str] = {}
        self._form_of: dict[int, str] = {}
        for word in known:
            self._ids.setdefault(word.stem, []).append(word.id)
            self._forms[word.form] = word.stem
            self._form_of[word.id] = word.form
        self._parts: dict[str, tuple[str, ...]] = {}
        numbers = {form: word for word, form in self._form_of.items()}
        self.titled: dict[int, set[int]] = {}
        """For the number of a word the entries that have it in their title."""
        for entry, forms in titles.items():
            for form in forms:
                if form in numbers:
                    self.titled.setdefault(numbers[form], set()).add(entry)

    def forms_of(self, ids: Iterable[int]) -> frozenset[str]:
        return frozenset(self._form_of[word] for word in ids)

    def meanings(self, form: str, *, is_last: bool = False) -> list[Meant]:
        """What one word of a question may stand for; empty when nothing is like it.

        The last word may be one that was not finished.
        """
        root = stem(form, self.language)
        found = dict.fromkeys(self._ids.get(root, ()), EXACT)
        for compound in self._compounds_with(root):
            found |= dict.fromkeys(self._ids[compound], IN_COMPOUND)
        if not found and is_last and len(form) >= SHORTEST_BEGINNING:
            for other, its_stem in self._forms.items():
                if other.startswith(form):
                    found |= dict.fromkeys(self._ids[its_stem], BEGUN)
        meanings = [Meant(found, 1.0)] if found else []
        for part in self.parts(root) or (() if found else self._ending(root)):
            ids = dict.fromkeys(self._ids.get(part, ()), EXACT)
            for compound in self._compounds_with(part):
                if compound != root:
                    ids |= dict.fromkeys(self._ids[compound], IN_COMPOUND)
            meanings.append(Meant(ids, AS_PART if found else EXACT))
        return meanings

    def parts(self, root: str) -> tuple[str, ...]:
        """The stems of the words that make up a compound; empty for a word that is none."""
        if self.language not in COMPOUNDING or len(root) < 2 * SHORTEST_PART:
            return ()
        if root not in self._parts:
            self._parts[root] = self._split(root, MOST_PARTS)
        return self._parts[root]

    def _split(self, root: str, most: int) -> tuple[str, ...]:
        """The split with the fewest parts; of several, the one with the longest last part, which bears the meaning."""
        best: tuple[str, ...] = ()
        for end in range(SHORTEST_PART, len(root) - SHORTEST_PART + 1):
            tail = root[end:]
            is_last = tail in self._ids
            head = self._head(root[:end], is_sure=is_last)
            if head is None:
                continue
            if is_last:
                return (head, tail)
            if most > 2 and (rest := self._split(tail, most - 1)) and (not best or len(rest) + 1 < len(best)):
                best = (head, *rest)
        return best

    def _ending(self, root: str) -> tuple[str, ...]:
        """Of a compound whose beginning is in no entry the longest word at its end: that is what it is a kind of."""
        if self.language in COMPOUNDING:
            for start in range(SHORTEST_PART, len(root) - SHORTEST_ENDING + 1):
                if root[start:] in self._ids:
                    return (root[start:],)
        return ()

    def _head(self, text: str, *, is_sure: bool) -> str | None:
        """The stem of a part that is not the last: a word, or a stem, and what links it to the next.

        Where it `is_sure` that the rest is a word, the part may also be an inflection that stands nowhere by itself.
        """
        words = [
            text.removesuffix(link)
            for link in LINKS
            if text.endswith(link) and len(text) - len(link) >= SHORTEST_PART
        ]
        for word in words:
            if word in self._forms:
                return self._forms[word]
            if word in self._ids:
                return word
        if is_sure:
            for word in words:
                if (root := stem(word, self.language)) in self._ids and len(root) >= SHORTEST_PART:
                    return root
        return None

    def _compounds_with(self, root: str) -> Iterator[str]:
        if self.language in COMPOUNDING and len(root) >= SHORTEST_PART:
            for other in self._ids:
                if root in other and other != root and root in self.parts(other):
                    yield other

    def nearest(self, form: str) -> str | None:
        """The word that somebody who typed `form` may have meant: one slip away, two in long words. None if none is."""
        allowed = 1 if len(form) < 8 else 2
        best: tuple[int, int, str] | None = None
        letters = set(form)
        for other in self._forms:
            # Words of quite another length, or of quite other letters, need not be compared.
            if len(other) < SHORTEST_PART or abs(len(other) - len(form)) > allowed:
                continue
            if len(letters ^ set(other)) > 2 * allowed:
                continue
            away = _slips(form, other, allowed)
            # Whoever mistypes a word mostly gets its first letter right.
            key = (away, other[0] != form[0], other)
            if away <= allowed and (best is None or key < best):
                best = key
        return best[2] if best else None


def _slips(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap with their neighbour; anything above `most` may be `most + 1`."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        older, before, line = before, line, [row]
        for column, its in enumerate(other, 1):
            cost = min(before[column] + 1, line[column - 1] + 1, before[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                cost = min(cost, older[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
    return line[-1]
