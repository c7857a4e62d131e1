"""The activities of a lesson as its page holds them."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any
from uuid import UUID

from accounts.models import User
from courses.blocks.questions import to_question
from courses.models import H5PPackage, LessonPage
from courses.quiz import Question

from .question_rows import shuffled_for
from .refusals import NotPartOfCourse


def block_of(lesson: LessonPage, activity_key: UUID) -> Any:
    """The block of an activity. No query: the rest of the lesson is not read. Raises NotPartOfCourse."""
    for place, raw in enumerate(lesson.body.raw_data):
        if raw.get("id") == str(activity_key):
            return lesson.body[place]
    raise NotPartOfCourse


def question_of(block: Any, learner: User) -> Question:
    """The question of a knowledge check as `learner` sees it."""
    return shuffled_for(to_question(block.value["question"][0], key=block.id), learner.learner_key)


def packages_of(lessons: Iterable[LessonPage], keys: Set[UUID]) -> dict[UUID, H5PPackage]:
    """By activity, the H5P packages of those of `keys` that are in `lessons`, with the digest of their content.

    One query, or none.
    """
    chosen = {
        UUID(raw["id"]): raw["value"]["package"]
        for lesson in lessons
        for raw in lesson.body.raw_data
        if raw["type"] == "h5p" and UUID(raw["id"]) in keys
    }
    if not chosen:
        return {}
    packages = H5PPackage.objects.select_related("content").only("generation", "content__digest")
    found = packages.in_bulk(set(chosen.values()))
    return {key: found[pk] for key, pk in chosen.items() if pk in found}


def items_of(block: Any) -> list[str]:
    """The ids of the items of a checklist."""
    return [item.id for item in block.value["items"].bound_blocks]
