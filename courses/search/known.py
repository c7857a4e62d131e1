"""The vocabulary of each language, kept in the memory of the process for as long as the index stays as it is."""

from __future__ import annotations

from time import monotonic
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from ..models import SearchEntry, SearchPosting, SearchWord
from .vocabulary import Known, Vocabulary
from .words import words

SECONDS = 60
GENERATION = "search:generation"

_kept: dict[str, tuple[str, float, Vocabulary]] = {}


def forget() -> None:
    """The index has changed: all processes read it anew, at the latest after a minute."""
    cache.delete(GENERATION)


def vocabulary(language: str) -> Vocabulary:
    generation = cache.get_or_set(GENERATION, lambda: uuid4().hex, None) or ""
    known_as, until, found = _kept.get(language, ("", 0.0, None))
    if found is None or known_as != generation or until < monotonic():
        found = _read(language)
        _kept[language] = (generation, monotonic() + SECONDS, found)
    return found


def _read(language: str) -> Vocabulary:
    """A word that stands in no entry any more is not known: it must not be offered to somebody who mistyped another."""
    in_use = SearchPosting.objects.filter(word=OuterRef("pk"))
    rows = SearchWord.objects.filter(Exists(in_use), language=language).values_list("pk", "form", "stem")
    entries = SearchEntry.objects.filter(language=language).values_list("pk", "title")
    titles = {pk: words(title, language) for pk, title in entries}
    return Vocabulary(language, (Known(*row) for row in rows), titles)
