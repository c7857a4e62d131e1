"""What lessons and quizzes are made of."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..outline import Activity, ActivityRule
from .activities import ACTIVITY_BLOCKS
from .competences import Competences
from .content import CONTENT_BLOCKS, LESSON_TEXT
from .questions import test_question_blocks
from .translatable import KeyBlock

__all__ = ["ACTIVITY_BLOCKS", "Competences", "DrawBlock", "LessonBody", "QuizQuestions", "activities"]


class TextBlock(blocks.RichTextBlock):
    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "courses/blocks/text.html"


class LessonBody(blocks.StreamBlock):
    text = TextBlock(features=LESSON_TEXT)

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        everything = [(name, block()) for name, block in {**CONTENT_BLOCKS, **ACTIVITY_BLOCKS}.items()]
        super().__init__([*everything, *(local_blocks or ())], **kwargs)


class DrawBlock(blocks.StructBlock):
    """Questions of the bank, drawn anew for each attempt."""

    tag = KeyBlock(label=_("Tag"), help_text=_("Questions of the bank that carry this tag."))
    count = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=100)

    class Meta:
        label = _("Draw from the bank")
        icon = "clipboard-list"


class QuizQuestions(blocks.StreamBlock):
    draw = DrawBlock()

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*test_question_blocks(), *(local_blocks or ())], **kwargs)


def activities(raw: Iterable[dict[str, Any]]) -> tuple[Activity, ...]:
    """The activities of a lesson, read from the raw data of its body without loading a single related row."""
    return tuple(_activity(block) for block in raw if block["type"] in ACTIVITY_BLOCKS)


def _activity(block: dict[str, Any]) -> Activity:
    value = block["value"]
    # An empty choice is a draft's: what is published has one.
    rule = ActivityRule(value.get("rule") or ActivityRule.VIEWED) if block["type"] == "h5p" else None
    return Activity(
        key=UUID(block["id"]),
        kind=block["type"],
        is_required=bool(value.get("is_required")),
        rule=rule,
        pass_mark=value["pass_mark"] or 0 if rule is ActivityRule.PASSED else 0,
    )
