from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import template
from django.urls import reverse
from django.utils.translation import override

from courses.blocks import ACTIVITY_BLOCKS
from courses.blocks.questions import to_question
from courses.models import QuizPage
from courses.outline import ActivityRule
from courses.quiz import BankTooSmall, set_paper

from ..learner_tags import tag_of
from ..margin import MOST_QUOTE, MOST_TEXT
from ..marking import is_answered
from ..models import Note
from ..presentation import Presentation
from ..question_rows import QuestionRow, question_row, shuffled_for

register = template.Library()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist."""

    id: str
    text: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with what the learner made of it. `url` is empty where nothing can be sent, as in a preview.

    `why` says why it is not done. `state` is what its H5P package wants to find again.
    """

    key: str
    anchor: str
    kind: str
    is_required: bool
    is_opened: bool
    is_done: bool
    why: str
    percent: int | None
    url: str
    note: Note | None
    question: QuestionRow | None
    items: tuple[Item, ...]
    rule: ActivityRule | None
    state: str


@register.simple_tag(takes_context=True)
def activity_of(context: Any, block: Any) -> ActivityRow | None:
    """What the learner made of an activity in a lesson; None for blocks that are no activity."""
    if block.block_type not in ACTIVITY_BLOCKS:
        return None
    learning: Presentation | None = getattr(context["request"], "learning", None)
    enrolment = learning.enrolment if learning else None
    key = UUID(block.id)
    note = learning.notes.get(key) if learning else None
    url = ""
    if learning and enrolment and learning.current:
        with override(learning.language):
            url = reverse("learning:activity", args=[learning.course_key, learning.current, key])
    activity = learning.activity(key) if learning else None
    why = learning.why_open(activity) if learning and activity else ""
    return ActivityRow(
        key=block.id,
        anchor=f"activity-{block.id}",
        kind=block.block_type,
        is_required=block.value["is_required"],
        is_opened=bool(learning and key in learning.evidence.opened),
        is_done=bool(enrolment and activity and not why),
        why=why,
        percent=learning.percent_of(key) if learning else None,
        url=url,
        note=note,
        question=_question(context, block, note) if block.block_type == "knowledge_check" else None,
        items=_items(block, note) if block.block_type == "checklist" else (),
        rule=activity.rule if activity else None,
        state=_state(learning, block) if block.block_type == "h5p" else "",
    )


@register.simple_tag(takes_context=True)
def learner_tag(context: Any) -> str:
    """Stands for who is signed in without naming them; empty for visitors. Facts kept in a browser carry it."""
    user = getattr(context.get("request"), "user", None)
    return tag_of(user) if user and user.is_authenticated else ""


@register.simple_tag
def fact_id() -> UUID:
    """For a form that says something once: pressed twice, or sent by script as well, it is the same fact."""
    return uuid4()


@register.simple_tag
def limit_of(field: str) -> int:
    """How many characters the text of a note may have, or the quote of a highlight."""
    return {"text": MOST_TEXT, "quote": MOST_QUOTE}[field]


@register.simple_tag
def sample_paper(test: QuizPage) -> list[QuestionRow]:
    """The questions of one paper that the test as it stands may give, for its trainer to look at."""
    try:
        paper = set_paper(test.quiz, test.bank(), seed=0)
    except BankTooSmall:
        return []
    return [
        question_row(question, None, number=number)
        for number, question in enumerate(paper.questions, start=1)
    ]


def _question(context: Any, block: Any, note: Note | None) -> QuestionRow:
    learner_key = getattr(context["request"].user, "learner_key", "")
    question = shuffled_for(to_question(block.value["question"][0], key=block.id), learner_key)
    answer = note.answer if note else None
    return question_row(question, answer, shows_feedback=is_answered(question, answer))


def _state(learning: Presentation | None, block: Any) -> str:
    """As the learner left the package, unless they are to begin anew since."""
    found, package = learning.states.get(UUID(block.id)) if learning else None, block.value["package"]
    return found.state if found and package and found.generation == package.generation else ""


def _items(block: Any, note: Note | None) -> tuple[Item, ...]:
    ticks = set(note.ticks) if note else set()
    return tuple(Item(item.id, item.value, item.id in ticks) for item in block.value["items"].bound_blocks)
