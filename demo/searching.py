"""The lessons of the demonstration as entries of the search, without any page; and what people ask for.

`search_questions.yaml` says which lesson each question means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from courses.blocks import LessonBody
from courses.models import Kind
from courses.portable import convert
from courses.search.entries import Entry
from courses.search.finding import find, read

from .blocks import body
from .course_folder import LANGUAGES, Course, read_course
from .files import Files
from .keys import key
from .loading import CONTENT
from .reading import read_fields

QUESTIONS = Path(__file__).parent / "search_questions.yaml"
COURSE = "safer-public-spaces"
RIGHT = 3
"""The lesson that is meant has to be among so many."""


@dataclass(frozen=True, slots=True)
class Question:
    language: str
    asked: str
    lesson: UUID


class _NoFiles:
    """Files have no words; what stands around them has."""

    def image(self, *args: Any) -> int:
        return 0

    film = document = package = image


def questions() -> list[Question]:
    return [
        Question(language, entry["ask"], key(COURSE, entry["find"]))
        for language, entries in read_fields(QUESTIONS).items()
        for entry in entries
    ]


def lessons() -> list[Entry]:
    """Every lesson of the course, in every language."""
    course = read_course(CONTENT / COURSE)
    return [entry for language in LANGUAGES for entry in _lessons(course, language)]


def answers(question: Question) -> list[UUID]:
    """The keys of the lessons that are shown first."""
    pks = find(question.asked, question.language).pks(Kind.LESSON)[:RIGHT]
    rows = read(pks)
    return [rows[pk].key for pk in pks]


def is_right(question: Question) -> bool:
    return question.lesson in answers(question)


def _lessons(course: Course, language: str) -> Iterator[Entry]:
    block = LessonBody()
    for lesson in course.lessons:
        if language not in lesson.texts:
            continue
        text = lesson.texts[language]
        raw = body(text, course=course.key, lesson_key=lesson.key, files=cast(Files, _NoFiles()))
        yield Entry(
            course_key=key(course.key),
            language=language,
            kind=Kind.LESSON,
            key=key(course.key, lesson.key),
            title=text.front["title"],
            summary=text.front["summary"],
            content={"body": convert(block, raw, lambda kind, name: None, are_keys={"checklist"})},
        )
