"""What a learner writes into the margin of a lesson. Nobody else reads it, and the ledger knows nothing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings

from courses.outline import Lesson, Outline

from ..margin import (
    MOST_HIGHLIGHTS,
    MOST_TEXT,
    Bookmarked,
    Change,
    Highlighted,
    Noted,
    Removed,
)
from ..models import Enrolment, Note
from ..progress import Progress
from ..refusals import NotPartOfCourse, NotUnderstood, TextTooLong, TooManyHighlights
from .contributions import Contribution, unlocked_step
from .record import Check


def annotating(lesson_key: UUID, change: Change) -> Contribution:
    """What `change` makes of the margin. Whatever takes something away is allowed, even where a lesson is gone.

    Raises TextTooLong, NotUnderstood.
    """
    lesson = {"lesson_key": lesson_key}
    match change:
        case Removed(key):
            return Contribution(None, _anywhere, (), removed=key)
        case Bookmarked(is_set):
            check = _in_lesson(lesson_key) if is_set else _anywhere
            return Contribution(None, check, (), lesson_key, {**lesson, "is_bookmarked": is_set})
        case Noted(text):
            check = _in_lesson(lesson_key) if text else _anywhere
            return Contribution(None, check, (), lesson_key, {**lesson, "text": _bounded(text)})
        case Highlighted(key, passage, text):
            if passage.is_too_long:
                raise TextTooLong
            if passage.language not in dict(settings.LANGUAGES):
                raise NotUnderstood
            note = {**lesson, "passage": passage.data, "text": _bounded(text)}
            return Contribution(None, _in_lesson(lesson_key, key), (), key, note)


class Highlights:
    """The highlights of a learner in some lessons, in one query or none; refuses one too many."""

    def __init__(self, enrolment: Enrolment, lessons: Collection[UUID]) -> None:
        self._keys: dict[UUID, set[UUID]] = defaultdict(set)
        if lessons:
            known = Note.objects.filter(enrolment=enrolment, lesson_key__in=lessons, passage__isnull=False)
            rows: Any = known.values_list("lesson_key", "object_key")
            for lesson_key, key in rows:
                self._keys[lesson_key].add(key)

    def take(self, lesson_key: UUID, change: Change) -> None:
        """Raises TooManyHighlights."""
        keys = self._keys[lesson_key]
        if isinstance(change, Removed):
            keys.discard(change.key)
        elif isinstance(change, Highlighted):
            if len(keys | {change.key}) > MOST_HIGHLIGHTS:
                raise TooManyHighlights
            keys.add(change.key)


def _bounded(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise TextTooLong
    return text


def _in_lesson(lesson_key: UUID, highlight: UUID | None = None) -> Check:
    def check(outline: Outline, progress: Progress) -> None:
        lesson = unlocked_step(progress, lesson_key)
        if not isinstance(lesson, Lesson):
            raise NotPartOfCourse
        # Under such a key there may be a note of another kind.
        steps = outline.steps()
        if any(highlight == step.key or highlight in _activities(step) for step in steps):
            raise NotUnderstood

    return check


def _activities(step: object) -> set[UUID]:
    return {activity.key for activity in step.activities} if isinstance(step, Lesson) else set()


def _anywhere(outline: Outline, progress: Progress) -> None:
    pass
