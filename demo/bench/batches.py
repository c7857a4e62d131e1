"""What waits in the queues of browsers that were without a line: one learner after another, fifty facts at a time.

There are enough learners to stay below the limit that each of them has, which is on as in production.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from django.urls import reverse
from django.utils import timezone

from courses.models import LessonPage
from learning.activities import items_of, question_of
from learning.learner_tags import tag_of
from learning.views.evidence import MOST_FACTS

from .learners import Classroom, right_answer
from .load import JSON, Request
from .scenario import Scenario

REPEATED = 2
"""Facts at the start of a batch that the one before held already, as when its answer was lost on the way."""


def batches(room: Classroom, number: int) -> Scenario:
    """`number` batches: those of one learner go through the whole course, then comes the next learner."""
    every = (request for _ in count() for request in _of_one_learner(room))
    return Scenario(f"batch of {MOST_FACTS} facts", list(islice(every, number)), 200)


def _of_one_learner(room: Classroom) -> Iterator[Request]:
    learner, session = room.enrolled(undone=len(room.lessons))
    facts = [fact for lesson in room.lessons for fact in _facts(room, lesson, learner)]
    last = max(0, len(facts) - MOST_FACTS)
    for start in range(0, last + 1, MOST_FACTS - REPEATED):
        batch = {"learner": tag_of(learner), "facts": facts[start : start + MOST_FACTS]}
        yield Request(reverse("learning:ingest"), session, json.dumps(batch), JSON)


def _facts(room: Classroom, lesson: LessonPage, learner: Any) -> Iterator[dict[str, Any]]:
    """Everything there is to do in a lesson. Each of these facts becomes one statement."""
    common = {
        "course": str(room.course_key),
        "step": str(lesson.translation_key),
        "at": timezone.now().isoformat(),
    }
    yield common | {"id": str(uuid.uuid4()), "kind": "opened"}
    for block in lesson.body:
        fields = _fields(block, learner)
        if fields:
            yield common | {"id": str(uuid.uuid4()), "activity": block.id} | fields
    yield common | {"id": str(uuid.uuid4()), "kind": "done"}


def _fields(block: Any, learner: Any) -> dict[str, Any]:
    match block.block_type:
        case "knowledge_check":
            return {"kind": "check", "answer": right_answer(question_of(block, learner))}
        case "checklist":
            return {"kind": "checklist", "ticks": items_of(block), "text": "Two lamps are out."}
        case "reflection":
            return {"kind": "reflection", "text": "The square at the station, after dark."}
    return {}
