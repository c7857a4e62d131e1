"""A learner who writes into the margin of a lesson, through the queue of their browser."""

from __future__ import annotations

from uuid import uuid4

from courses.models import LessonPage

from .queueing import Queue


def passage(exact: str = "Some text.", **fields: str) -> dict[str, str]:
    return {"highlight": str(uuid4()), "language": "en", "exact": exact, "text": ""} | fields


def fill(queue: Queue, lesson: LessonPage) -> list[dict[str, str]]:
    return queue.send(
        queue.fact("note", lesson, change={"text": "Ask the market traders."}),
        queue.fact("bookmark", lesson, change={"is_set": "1"}),
        queue.fact("highlight", lesson, change=passage(text="Why?", block=lesson.body[0].id)),
    )
