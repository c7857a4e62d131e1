"""From a question to what answers it. The number of queries depends neither on the question nor on the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from ..models import Kind, SearchEntry, SearchPosting
from . import known
from .excerpts import Piece, excerpt, marked
from .ranking import rank
from .vocabulary import Meant, Vocabulary
from .words import words

MOST_WORDS = 12
"""Of a question; what comes after them is not read."""


@dataclass
class Answer:
    """What was found, the best first: primary keys of entries, by kind. `asked` are the words that it was found by."""

    language: str
    ranked: dict[str, list[int]]
    asked: frozenset[str]
    suggestion: str = ""

    def pks(self, *kinds: Kind) -> list[int]:
        return [pk for kind in kinds for pk in self.ranked.get(kind, ())]

    @cached_property
    def is_empty(self) -> bool:
        return not any(self.ranked.values())


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, as it is shown."""

    entry: SearchEntry
    title: Sequence[Piece]
    summary: Sequence[Piece]
    excerpt: Sequence[Piece]


def find(
    question: str, language: str, *, course_key: UUID | None = None, hidden: Collection[UUID] = ()
) -> Answer:
    """Entries in `language` that answer `question`; only those of one course, or all but those of `hidden` courses.

    One query, when the vocabulary is at hand.
    """
    vocabulary = known.vocabulary(language)
    forms = words(question, language)[:MOST_WORDS]
    meant = [vocabulary.meanings(form, is_last=number == len(forms)) for number, form in enumerate(forms, 1)]
    ranked: dict[str, list[int]] = {}
    ids = {word for meanings in meant for each in meanings for word in each.ids}
    if ids:
        postings, kinds = _postings(ids, course_key, hidden)
        for entry, _score in rank(meant, postings, titled=vocabulary.titled, size=vocabulary.size):
            ranked.setdefault(kinds[entry], []).append(entry)
    return Answer(language, ranked, vocabulary.forms_of(ids), _suggestion(vocabulary, forms, meant))


def read(pks: Iterable[int]) -> dict[int, SearchEntry]:
    """These entries, in one query."""
    return SearchEntry.objects.in_bulk(list(pks))


def as_hit(entry: SearchEntry, answer: Answer, *, may_be_quoted: bool) -> Hit:
    """What is shown of an entry: of its text only a few lines, and these only where it `may_be_quoted`."""
    return Hit(
        entry,
        marked(entry.title, answer.asked),
        marked(entry.summary, answer.asked),
        excerpt(entry.text, answer.asked) if may_be_quoted else [],
    )


def _postings(
    ids: Collection[int], course_key: UUID | None, hidden: Collection[UUID]
) -> tuple[dict[int, list[tuple[int, float]]], dict[int, str]]:
    """For each word the entries that have it, with their weights; and the kind of each entry."""
    rows = SearchPosting.objects.filter(word__in=ids)
    if course_key:
        rows = rows.filter(entry__course_key=course_key)
    if hidden:
        rows = rows.filter(Q(entry__course_key=None) | ~Q(entry__course_key__in=hidden))
    found: dict[int, list[tuple[int, float]]] = {}
    kinds: dict[int, str] = {}
    for word, entry, weight, kind in rows.values_list("word_id", "entry_id", "weight", "entry__kind"):
        found.setdefault(word, []).append((entry, weight))
        kinds[entry] = kind
    return found, kinds


def _suggestion(vocabulary: Vocabulary, forms: Sequence[str], meant: Sequence[Sequence[Meant]]) -> str:
    """The question with words that are known in the place of those that are not; empty where nothing better is known."""
    pairs = zip(forms, meant, strict=True)
    known_words = [form if meanings else vocabulary.nearest(form) for form, meanings in pairs]
    suggested = " ".join(word for word in known_words if word)
    return suggested if any(word and word not in forms for word in known_words) else ""
