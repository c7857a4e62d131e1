"""What learners keep for themselves, as they find it again: by course and lesson, on a page or as Markdown. Plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Quote:
    """A highlighted passage with the note on it."""

    key: UUID
    exact: str
    language: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a reflection or of a worksheet, which `label` names."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class LessonNotes:
    """`url` is empty for a lesson that is no longer part of its course, `key` as well where it cannot be told which it was."""

    key: UUID | None
    title: str
    language: str
    url: str
    is_bookmarked: bool = False
    text: str = ""
    quotes: tuple[Quote, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.is_bookmarked or self.text or self.quotes or self.written)


@dataclass(frozen=True, slots=True)
class CourseNotes:
    key: UUID
    title: str
    language: str
    url: str
    lessons: tuple[LessonNotes, ...]


def as_markdown(courses: Sequence[CourseNotes], *, title: str, bookmarked: str, root: str) -> str:
    """`bookmarked` is what is said of a lesson with a bookmark, `root` stands before every address."""
    return (
        "\n\n".join(
            [f"# {title}", *(part for course in courses for part in _course(course, bookmarked, root))]
        )
        + "\n"
    )


def _course(course: CourseNotes, bookmarked: str, root: str) -> Iterator[str]:
    yield f"## {_link(course.title, course.url, root)}"
    for lesson in course.lessons:
        yield f"### {_link(lesson.title, lesson.url, root)}"
        if lesson.is_bookmarked:
            yield f"*{bookmarked}*"
        if lesson.text:
            yield lesson.text
        for quote in lesson.quotes:
            yield f"> {' '.join(quote.exact.split())}"
            if quote.text:
                yield quote.text
        for each in lesson.written:
            yield f"**{_link(each.label, each.url, root)}**"
            yield each.text


def _link(words: str, url: str, root: str) -> str:
    return f"[{words}]({root}{url})" if url else words
