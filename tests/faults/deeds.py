"""What a learner does in a course, each deed with what it has to leave behind whatever happens to the server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.activities import items_of, question_of
from learning.progress import Evidence
from tests import factories
from tests.strategies import right_answer

AT = "2026-03-01T10:00:00+01:00"


@dataclass(frozen=True)
class Deed:
    """`fact` is what the browser sends. `evidence` is empty where it leaves a receipt and no statement."""

    fact: dict[str, Any]
    evidence: Evidence | None = None
    note: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return UUID(self.fact["id"])


def course(modules: int) -> CoursePage:
    """Modules in order, of two lessons each: one with something to do, one to read."""
    page = factories.course(modules=modules, lessons=2, with_test=False, module_order="in_order")
    for lesson in factories.lessons_of(page)[::2]:
        lesson.body = [
            factories.knowledge_check(),
            factories.checklist(),
            factories.reflection(is_required=True),
        ]
        lesson.rule = "activities"
        lesson.save_revision().publish()
    return page


def deeds(learner: User, page: CoursePage, lessons: list[LessonPage], chance: Random) -> Iterator[Deed]:
    """Everything there is to do, in an order in which it may be done."""

    def fact(lesson: LessonPage, kind: str, **fields: Any) -> dict[str, Any]:
        common = {"course": str(page.translation_key), "step": str(lesson.translation_key), "at": AT}
        made_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        return common | {"id": made_id, "kind": kind} | fields

    for lesson in lessons:
        key = lesson.translation_key
        yield Deed(fact(lesson, "opened"), Evidence(opened=frozenset([key])))
        for text in ("A note", "A longer note"):
            yield Deed(fact(lesson, "note", change={"text": text}), None, {"text": text})
        for block in lesson.body:
            activity = UUID(block.id)
            done = Evidence(done=frozenset([activity]))
            match block.block_type:
                case "knowledge_check":
                    question = question_of(block, learner)
                    right = right_answer(question)
                    wrong = next(option.key for option in question.options if option.key != right)
                    for answer in (wrong, right) if chance.random() < 0.5 else (right, wrong):
                        yield Deed(
                            fact(lesson, "check", activity=block.id, answer=answer),
                            Evidence(done=done.done, scores={activity: Decimal(answer == right)}),
                            {"answer": answer},
                        )
                case "checklist":
                    items = items_of(block)
                    for ticks in (items[:1], items):
                        words = {"ticks": ticks, "text": f"{len(ticks)} seen"}
                        sent = fact(lesson, "checklist", activity=block.id, **words)
                        yield Deed(sent, done if ticks == items else None, words)
                case "reflection":
                    for words in ({"text": "a thought"}, {"text": "a better thought"}):
                        yield Deed(fact(lesson, "reflection", activity=block.id, **words), done, words)
        if lesson.rule == "read":
            yield Deed(fact(lesson, "done"), Evidence(done=frozenset([key])))
