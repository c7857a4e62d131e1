"""What can be found of a course and of the glossary, as plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from ..editions import Published
from ..models import GlossaryTerm, Kind
from ..outline import Lesson, Step
from .ranking import Field
from .texts import Text, text_of, tools_of
from .words import words

Place = tuple[tuple[str, str], ...]

TITLE, SUMMARY, HEADING, PASSAGE = 8.0, 4.0, 3.0, 1.0
"""How many times a word counts, by where it stands."""
READ_ONCE = {"content", "digest", "_read"}
FORMAT = 1
"""To be raised when the same text is indexed in another way: `rebuild_search` then makes everything anew."""


@dataclass(frozen=True)
class Entry:
    """One row of `courses.models.SearchEntry`, and what it is read from.

    `content` is what an edition keeps of the page, and `source` its digest: an entry is not read again while it stays.
    """

    course_key: UUID | None
    language: str
    kind: Kind
    key: UUID
    title: str
    summary: str = ""
    url: str = ""
    place: tuple[tuple[str, str], ...] = ()
    step_key: UUID | None = None
    file: str = ""
    other_names: tuple[str, ...] = ()
    source: str = ""
    content: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def digest(self) -> str:
        values = [FORMAT, *(value for name, value in vars(self).items() if name not in READ_ONCE)]
        return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()

    @cached_property
    def _read(self) -> Text:
        return text_of(self.content)

    @property
    def text(self) -> str:
        return "\n".join(passage for passage in (*self.other_names, *self._read.passages) if passage)

    def fields(self) -> Iterator[Field]:
        for text, boost in (
            (self.title, TITLE),
            (" ".join(self.other_names), TITLE),
            (self.summary, SUMMARY),
            (" ".join(self._read.headings), HEADING),
            (self.text, PASSAGE),
        ):
            yield Field(words(text, self.language), boost)


def entries_of_course(course_key: UUID, now: Published | None) -> Iterator[Entry]:
    """Everything that is live of a course, in all its languages; nothing of a course that is withdrawn."""
    if now is None:
        return
    for language in now.wording:
        yield from _InLanguage(course_key, now, language).entries()


def entry_of_term(term: GlossaryTerm, language: str) -> Entry:
    """Other spellings are found as if they were the term itself."""
    return Entry(
        course_key=None,
        language=language,
        kind=Kind.TERM,
        key=term.translation_key,
        title=term.term,
        summary=term.definition,
        other_names=tuple(term.spellings[1:]),
    )


class _InLanguage:
    """A course in one language. Pages that only this language has are not part of the course, and cannot be found."""

    def __init__(self, course_key: UUID, now: Published, language: str) -> None:
        self.course_key, self.now, self.language = course_key, now, language
        self.wording = now.wording[language]
        self.manifest = now.found.manifest[language]

    def entries(self) -> Iterator[Entry]:
        yield from self._page(Kind.COURSE, self.course_key, ())
        at_course = self._links(self.course_key)
        for module in self.now.shape.modules:
            yield from self._page(Kind.MODULE, module.key, at_course)
            for step in module.steps:
                yield from self._step(step, (*at_course, *self._links(module.key)))
        for test in self.now.shape.tests:
            yield from self._step(test, at_course)

    def _step(self, step: Step, place: Place) -> Iterator[Entry]:
        kind = Kind.LESSON if isinstance(step, Lesson) else Kind.TEST
        for page in self._page(kind, step.key, place, step_key=step.key):
            yield page
            for number, tool in enumerate(tools_of(page.content)):
                yield Entry(
                    course_key=self.course_key,
                    language=self.language,
                    kind=Kind.TOOL,
                    key=uuid5(step.key, str(number)),
                    title=tool.title,
                    summary=tool.description,
                    url=f"{page.url}#{tool.anchor}" if tool.anchor else page.url,
                    place=(*place, (page.title, page.url)),
                    step_key=step.key,
                    file=tool.file,
                )

    def _page(self, kind: Kind, key: UUID, place: Place, *, step_key: UUID | None = None) -> Iterator[Entry]:
        words = self.wording.get(str(key))
        if words is None:
            return
        source = self.manifest.get(str(key), {}).get("content", "")
        yield Entry(
            course_key=self.course_key,
            language=self.language,
            kind=kind,
            key=key,
            title=words["title"],
            summary=words["summary"],
            url=self._url(key),
            place=place,
            step_key=step_key,
            source=source,
            content=self.now.found.contents.get(source, {}),
        )

    def _links(self, key: UUID) -> Place:
        words = self.wording.get(str(key))
        return ((words["title"], self._url(key)),) if words else ()

    def _url(self, key: UUID) -> str:
        return self.now.urls[self.language].get(str(key)) or ""
