"""What blocks of a lesson need on paper."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from courses.blocks.questions import to_question
from courses.templatetags.courses_tags import finder_of

from ..paper_pictures import Pictures, Shown
from ..question_rows import QuestionRow, question_row, shuffled_for

register = template.Library()

EVERYBODY = "paper"
"""In whose order choices are printed: that of no learner, and the same each time."""

_HEADING = re.compile(r"(</?h)([2-5])\b")


@register.simple_tag(takes_context=True)
def paper_text(context: Any, value: Any) -> SafeString:
    """Rich text with glossary terms linked; its headings stand below that of the lesson, and links are looked up later."""
    html = finder_of(context).link(value.source)
    return mark_safe(_HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html))  # noqa: S308  (Wagtail sanitised it)


@register.simple_tag
def paper_question(block: Any) -> QuestionRow:
    """A knowledge check without an answer, and without what tells the right one."""
    question = to_question(block.value["question"][0], key=block.id)
    return question_row(shuffled_for(question, EVERYBODY), None)


@register.simple_tag(takes_context=True)
def paper_picture(context: Any, image: Any) -> Shown:
    pictures: Pictures = context["pictures"]
    return pictures.image(image)


@register.simple_tag(takes_context=True)
def paper_code(context: Any, address: str) -> SafeString:
    pictures: Pictures = context["pictures"]
    return pictures.code(address)


@register.filter
def lettered(things: Any) -> list[tuple[str, Any]]:
    """Each with a letter; after Z come numbers."""
    letters = [*ascii_uppercase, *(str(number) for number in range(1, len(things) + 1))]
    return list(zip(letters, things, strict=False))
