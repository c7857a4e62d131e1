"""When a change is recorded: at once, or together with others that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ..search.index import index_terms
from .publishing import record_edition


@dataclass
class _Waiting:
    authors: dict[UUID, Any] = field(default_factory=dict)
    """By course, who changed it last."""
    has_terms: bool = False


_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)


def note_change(*, course_key: UUID, by: Any = None) -> None:
    """Something that learners see of a course has changed: it becomes an edition."""
    if (waiting := _waiting.get()) is None:
        record_edition(course_key=course_key, by=by)
    else:
        waiting.authors[course_key] = by


def note_terms() -> None:
    """The glossary has changed."""
    if (waiting := _waiting.get()) is None:
        index_terms()
    else:
        waiting.has_terms = True


@contextmanager
def as_one_edition() -> Iterator[None]:
    """What changes inside becomes one edition of each course, recorded at the end: for who publishes many pages at once.

    Nothing is recorded when the block fails; then its changes have to be undone as well.
    """
    waiting = _Waiting()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for course_key, author in waiting.authors.items():
        record_edition(course_key=course_key, by=author)
    if waiting.has_terms:
        index_terms()
