"""Keeps the index as it should be: writes what is new or has changed, and removes what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from ..editions import published
from ..models import Edition, GlossaryTerm, Kind, SearchEntry, SearchPosting, SearchWord
from . import known
from .entries import Entry, entries_of_course, entry_of_term
from .ranking import weights
from .words import stem

NAMED = ("kind", "key", "language")


class Changes(NamedTuple):
    written: int
    removed: int


def index_terms(*, check: bool = False) -> Changes:
    """Bring the whole glossary up to date."""
    terms = GlossaryTerm.objects.select_related("locale")
    entries = [entry_of_term(term, term.locale.language_code) for term in terms]
    return index(course_key=None, entries=entries, check=check)


def index_course(course_key: UUID, *, check: bool = False) -> Changes:
    """Bring one course up to date, in all its languages."""
    return index(
        course_key=course_key, entries=entries_of_course(course_key, published(course_key)), check=check
    )


@transaction.atomic
def index(*, course_key: UUID | None, entries: Iterable[Entry], check: bool = False) -> Changes:
    """Let `entries` be all there is of a course, or of the glossary; with `check` only count what is to be done.

    One query when nothing has changed. Otherwise their number does not depend on how many entries have, apart from the
    portions in which a database takes new rows.
    """
    wanted = {(str(entry.kind), entry.key, entry.language): entry for entry in entries}
    there = {
        tuple(name): (pk, digest)
        for pk, digest, *name in SearchEntry.objects.filter(course_key=course_key).values_list(
            "pk", "digest", *NAMED
        )
    }
    gone = [pk for name, (pk, _digest) in there.items() if name not in wanted]
    fresh = {name: entry for name, entry in wanted.items() if there.get(name, (0, ""))[1] != entry.digest}
    if not check and (gone or fresh):
        # What was moved here may still be known by the course that it came from.
        keys = {entry.key for entry in fresh.values()}
        former = SearchEntry.objects.filter(key__in=keys).exclude(course_key=course_key)
        changed = (there[name][0] for name in fresh if name in there)
        _remove([*gone, *changed, *former.values_list("pk", flat=True)])
        _write(list(fresh.values()))
        known.forget()
    return Changes(len(fresh), len(gone))


def empty() -> None:
    """Forget everything, as before the first course."""
    SearchPosting.objects.all().delete()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    known.forget()


def course_keys() -> set[UUID]:
    """Every course that was ever published, and whatever course is still in the index."""
    published_once = Edition.objects.values_list("course_key", flat=True).order_by().distinct()
    indexed = SearchEntry.objects.exclude(kind=Kind.TERM).values_list("course_key", flat=True).distinct()
    return {key for key in (*published_once, *indexed) if key}


def _remove(pks: Sequence[int]) -> None:
    SearchPosting.objects.filter(entry__in=pks).delete()
    SearchEntry.objects.filter(pk__in=pks).delete()


def _write(entries: Sequence[Entry]) -> None:
    rows = SearchEntry.objects.bulk_create([_row(entry) for entry in entries])
    weighted = [
        (row.pk, entry.language, weights(entry.fields())) for row, entry in zip(rows, entries, strict=True)
    ]
    forms = {(language, form) for _pk, language, found in weighted for form in found}
    numbers = _numbers(forms)
    SearchPosting.objects.bulk_create(
        [
            SearchPosting(word_id=numbers[language, form], entry_id=pk, weight=weight)
            for pk, language, found in weighted
            for form, weight in found.items()
        ]
    )


def _numbers(forms: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The primary keys of words, made where there are none. In one order, so that two who publish do not block each other."""
    languages = {language for language, _form in forms}
    there = dict(_words(languages))
    missing = sorted(forms - there.keys())
    if missing:
        SearchWord.objects.bulk_create(
            [
                SearchWord(language=language, form=form, stem=stem(form, language))
                for language, form in missing
            ],
            ignore_conflicts=True,
        )
        there = dict(_words(languages))
    return there


def _words(languages: Iterable[str]) -> Iterable[tuple[tuple[str, str], int]]:
    rows = SearchWord.objects.filter(language__in=languages).values_list("language", "form", "pk")
    return (((language, form), pk) for language, form, pk in rows)


def _row(entry: Entry) -> SearchEntry:
    return SearchEntry(
        course_key=entry.course_key,
        language=entry.language,
        kind=entry.kind,
        key=entry.key,
        step_key=entry.step_key,
        title=entry.title,
        summary=entry.summary,
        text=entry.text,
        url=entry.url,
        place=entry.place,
        file=entry.file,
        digest=entry.digest,
    )
