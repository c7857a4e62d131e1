"""Drafts that may be incomplete, and what publishing them is refused with."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from courses.models import LessonPage, ModulePage, QuizPage
from courses.publishing import sentences
from tests import factories


def refusal(page: Page) -> dict[str, list[str]]:
    """What publishing `page` is refused with, by field."""
    with pytest.raises(ValidationError) as refused:
        page.save_revision(clean=False).publish()
    page.refresh_from_db()
    return {
        field: [sentence for error in errors for sentence in sentences(error)]
        for field, errors in refused.value.error_dict.items()
    }


def draft(page: Page, parent: Page) -> Any:
    page.live, page.locale = False, parent.locale
    return parent.add_child(instance=page)


def draft_lesson(parent: ModulePage, **fields: Any) -> LessonPage:
    return draft(LessonPage(title="Draft", slug="lesson", **{"body": [factories.text()]} | fields), parent)


def draft_quiz(parent: Page, **fields: Any) -> QuizPage:
    quiz = QuizPage(title="Draft", slug="quiz", **{"questions": [factories.number()]} | fields)
    return draft(quiz, parent)
