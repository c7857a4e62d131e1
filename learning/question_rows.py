"""A question as a form shows it, without anything that tells what is right."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from random import Random

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses.quiz import (
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
    present,
)

from .answers import fitting, input_name
from .feedback import Feedback, feedback
from .marking import Answer, is_answered


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick, or an item to place: one input of a form."""

    name: str
    value: str
    text: str
    input_id: str
    is_chosen: bool = False
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Half:
    value: str
    text: str


@dataclass(frozen=True)
class ReadAgain:
    title: str
    language: str
    url: str


@dataclass(frozen=True)
class QuestionRow:
    number: int
    type: str
    key: str
    points: int
    name: str
    prompt: SafeString
    answer: Answer
    is_answered: bool
    choices: tuple[Choice, ...] = ()
    halves: tuple[Half, ...] = ()
    unit: str = ""
    is_locked: bool = False
    feedback: Feedback | None = None
    explanation: SafeString = field(default_factory=lambda: mark_safe(""))
    read_again: ReadAgain | None = None

    @property
    def text(self) -> str:
        return self.answer if isinstance(self.answer, str) else ""

    @property
    def positions(self) -> range:
        return range(1, len(self.choices) + 1)


def question_row(
    question: Question,
    answer: Answer,
    *,
    number: int = 1,
    is_locked: bool = False,
    shows_feedback: bool = False,
    read_again: ReadAgain | None = None,
) -> QuestionRow:
    """`question` with the answer given so far; feedback, and with it the right answer, only on request."""
    given = fitting(question, answer)
    said = feedback(question, given, true=_("True"), false=_("False")) if shows_feedback else None
    return QuestionRow(
        number=number,
        type=question.type,
        key=question.key,
        points=question.points,
        name=input_name(question),
        # Prompts and explanations are rich text: Wagtail let only the listed features through when they were saved.
        prompt=mark_safe(question.prompt),  # noqa: S308
        answer=given,
        is_answered=is_answered(question, given),
        choices=_choices(question, given),
        halves=_halves(question),
        unit=question.unit if isinstance(question, Number) else "",
        is_locked=is_locked,
        feedback=said,
        explanation=mark_safe(said.explanation if said else ""),  # noqa: S308
        read_again=read_again if said else None,
    )


def shuffled_for(question: Question, learner_key: object) -> Question:
    """A knowledge check in an order of this learner's own, the same at each visit and not to be guessed."""
    seed = hmac.digest(settings.SECRET_KEY.encode(), f"{learner_key}/{question.key}".encode(), "sha256")
    return present(question, Random(seed), shuffle=False)  # noqa: S311


def _choices(question: Question, answer: Answer) -> tuple[Choice, ...]:
    name = input_name(question)
    match question:
        case SingleChoice(options=options) | MultipleChoice(options=options):
            chosen = answer if isinstance(answer, list) else [answer]
            return tuple(
                Choice(name, option.key, option.text, f"{name}-{option.key}", option.key in chosen)
                for option in options
            )
        case TrueFalse():
            words = {"true": _("True"), "false": _("False")}
            return tuple(
                Choice(name, value, text, f"{name}-{value}", answer == value) for value, text in words.items()
            )
        case Ordering(options=options, presented=presented):
            texts = {option.key: option.text for option in options}
            return tuple(_part(question, key, texts[key], answer) for key in presented)
        case Matching(pairs=pairs):
            return tuple(_part(question, pair.key, pair.left, answer) for pair in pairs)
    return ()


def _part(question: Question, key: str, text: str, answer: Answer) -> Choice:
    name = input_name(question, key)
    return Choice(name, key, text, name, chosen=(answer or {}).get(key, ""))


def _halves(question: Question) -> tuple[Half, ...]:
    if not isinstance(question, Matching):
        return ()
    texts = {pair.right_key: pair.right for pair in question.pairs}
    return tuple(Half(key, texts[key]) for key in question.presented)
