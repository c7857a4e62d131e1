"""A learner who writes into the margin of a lesson, through the queue of their browser."""

from __future__ import annotations

from uuid import uuid4

from courses.models import LessonPage

from .queueing import Browser


def passage(exact: str = "Some text.", **fields: str) -> dict[str, str]:
    return {"highlight": str(uuid4()), "language": "en", "exact": exact, "text": ""} | fields


def fill(browser: Browser, lesson: LessonPage) -> list[dict[str, str]]:
    return browser.send(
        browser.fact("note", lesson, change={"text": "Ask the market traders."}),
        browser.fact("bookmark", lesson, change={"is_set": "1"}),
        browser.fact("highlight", lesson, change=passage(text="Why?", block=lesson.body[0].id)),
    )
