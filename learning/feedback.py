"""What is said about an answer once it was handed in."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from courses.quiz import (
    Matching,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from .answers import fitting
from .marking import Answer, places, share


@dataclass(frozen=True, slots=True)
class Remark:
    """One choice looked back at: `is_chosen` says whether the learner had picked it."""

    text: str
    feedback: str
    is_right: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """`given` and `right` are the answers in words; `read_again` is the key of a lesson, or empty."""

    percent: int
    given: tuple[str, ...]
    right: tuple[str, ...]
    remarks: tuple[Remark, ...]
    explanation: str
    read_again: str

    @property
    def is_right(self) -> bool:
        return self.percent == 100

    @property
    def is_partly(self) -> bool:
        return 0 < self.percent < 100


def feedback(question: Question, answer: Answer, *, true: str, false: str) -> Feedback:
    """Everything there is to say about `answer`. `true` and `false` are the words for these in the learner's language."""
    given, right, remarks = _compare(question, fitting(question, answer), true, false)
    return Feedback(
        percent=int(share(question, answer) * 100),
        given=tuple(given),
        right=tuple(right),
        remarks=tuple(remarks),
        explanation=question.explanation,
        read_again=question.read_again,
    )


def _compare(
    question: Question, answer: Answer, true: str, false: str
) -> tuple[list[str], list[str], list[Remark]]:
    match question:
        case SingleChoice(options=options):
            return _options(options, {answer})
        case MultipleChoice(options=options):
            return _options(options, set(answer or ()))
        case TrueFalse():
            said = {"true": true, "false": false}
            remark = {"true": question.feedback_true, "false": question.feedback_false}.get(answer, "")
            right = true if question.answer else false
            given = [said[answer]] if answer in said else []
            remarks = [Remark(given[0], remark, given[0] == right, True)] if given and remark else []
            return given, [right], remarks
        case Ordering(options=options):
            place = places(question, answer)
            placed = sorted(options, key=lambda option: place[option.key]) if place else []
            return [option.text for option in placed], [option.text for option in options], []
        case Matching(pairs=pairs):
            halves = {pair.right_key: pair.right for pair in pairs}
            chosen = answer or {}
            given = [f"{pair.left} – {halves.get(chosen.get(pair.key, ''), '…')}" for pair in pairs]
            return given if chosen else [], [f"{pair.left} – {pair.right}" for pair in pairs], []
        case Number():
            return _text(answer, question.unit), [f"{_plain(question.answer)} {question.unit}".strip()], []
        case ShortText(accepted=accepted):
            return _text(answer, ""), list(accepted), []
    raise TypeError(f"no feedback for {type(question).__name__}")


def _options(
    options: tuple[Option, ...], chosen: Set[str | None]
) -> tuple[list[str], list[str], list[Remark]]:
    given = [option.text for option in options if option.key in chosen]
    right = [option.text for option in options if option.is_right]
    remarks = [
        Remark(option.text, option.feedback, option.is_right, option.key in chosen)
        for option in options
        if option.key in chosen or option.is_right
    ]
    return given, right, remarks


def _text(answer: Answer, unit: str) -> list[str]:
    return [f"{answer.strip()} {unit}".strip()] if answer else []


def _plain(number: object) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
