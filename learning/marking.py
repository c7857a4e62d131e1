"""Questions and answers in, marks out.

An answer is a JSON value as a form or a script sends it: a key (single choice), a list of keys (several choices), "true" or
"false", an object from keys to places counted from 1 (ordering) or from left keys to right keys (matching), a text (number,
short text). Anything else counts as no answer. Marks are exact fractions; rounding happens once, downwards, when a mark is shown or stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from courses.quiz import (
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Paper,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)

from .answers import MAX_LENGTH, fitting

Answer = Any
Answers = Mapping[str, Answer]

_ZERO, _FULL = Fraction(0), Fraction(1)
_DIGITS = 40
# Two or more groups of three can only be thousands; after a single comma or point stand decimals.
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})+")


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """The mark of one question; `share` is the earned part, from 0 to 1."""

    key: str
    share: Fraction
    points: int

    @property
    def is_right(self) -> bool:
        return self.share == 1


@dataclass(frozen=True, slots=True)
class Mark:
    questions: tuple[QuestionMark, ...]
    pass_mark: int

    @property
    def share(self) -> Fraction:
        """The earned part of all points, from 0 to 1; a paper without points earns nothing."""
        total = sum(question.points for question in self.questions)
        earned = sum((question.share * question.points for question in self.questions), _ZERO)
        return earned / total if total else _ZERO

    @property
    def score(self) -> Decimal:
        """`share` as it is stored."""
        return scaled(self.share)

    @property
    def percent(self) -> int:
        return int(self.share * 100)

    @property
    def is_passed(self) -> bool:
        return self.share * 100 >= self.pass_mark


def mark(paper: Paper, answers: Answers) -> Mark:
    """Mark every question of `paper`; a missing answer earns nothing."""
    marks = tuple(
        QuestionMark(question.key, share(question, answers.get(question.key)), question.points)
        for question in paper.questions
    )
    return Mark(marks, paper.pass_mark)


def scaled(part: Fraction) -> Decimal:
    """A share as xAPI's scaled score (IEEE 9274.1.1, 4.2.5.1): four decimals, rounded down."""
    return Decimal(int(part * 10_000)).scaleb(-4)


def share(question: Question, answer: Answer) -> Fraction:
    """The part of the question's points that `answer` earns, from 0 to 1."""
    match question:
        case SingleChoice(options=options):
            return _all_or_nothing(any(option.is_right and option.key == answer for option in options))
        case MultipleChoice():
            return _several(question, answer)
        case TrueFalse():
            return _all_or_nothing(answer == ("true" if question.answer else "false"))
        case Ordering():
            return _ordering(question, answer)
        case Matching():
            return _matching(question, answer)
        case Number():
            given = parse_number(answer)
            return _all_or_nothing(given is not None and abs(given - question.answer) <= question.tolerance)
        case ShortText(accepted=accepted):
            given_text = fold(answer) if isinstance(answer, str) and len(answer) <= MAX_LENGTH else ""
            return _all_or_nothing(bool(given_text) and given_text in {fold(text) for text in accepted})
    raise TypeError(f"no marking rule for {type(question).__name__}")


def _all_or_nothing(is_right: bool) -> Fraction:
    return _FULL if is_right else _ZERO


def _several(question: MultipleChoice, answer: Answer) -> Fraction:
    """Right ticks earn, wrong ticks cost, each in proportion: a blind tick is worth nothing on average, ticking everything
    earns nothing. Less than nothing counts as nothing.
    """
    chosen = _keys(answer)
    right = {option.key for option in question.options if option.is_right}
    wrong = {option.key for option in question.options} - right
    if not right:
        return _ZERO
    earned = Fraction(len(chosen & right), len(right))
    lost = Fraction(len(chosen & wrong), len(wrong)) if wrong else _ZERO
    return max(_ZERO, earned - lost)


def _ordering(question: Ordering, answer: Answer) -> Fraction:
    """By the pairs that stand in the right order, counted from what chance gives (Kendall's tau, not below 0)."""
    right = [option.key for option in question.options]
    place = places(question, answer)
    if place is None:
        return _ZERO
    pairs = [(a, b) for i, a in enumerate(right) for b in right[i + 1 :]]
    if not pairs:
        return _FULL
    swapped = sum(place[a] > place[b] for a, b in pairs)
    return max(_ZERO, 1 - Fraction(2 * swapped, len(pairs)))


def places(question: Ordering, answer: Answer) -> dict[str, int] | None:
    """The place of each item, from 1; None unless every item has a place of its own."""
    if not isinstance(answer, Mapping):
        return None
    allowed = range(1, len(question.options) + 1)
    by_text = {str(place): place for place in allowed}
    given = {option.key: _place(answer.get(option.key), by_text) for option in question.options}
    return given if sorted(given.values()) == list(allowed) else None


def _place(value: Any, by_text: Mapping[str, int]) -> int:
    """Forms send places as text, scripts as numbers; 0 stands for everything else."""
    if isinstance(value, str):
        return by_text.get(value, 0)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _matching(question: Matching, answer: Answer) -> Fraction:
    """The part of the pairs that are right; two equal right halves are interchangeable."""
    if not isinstance(answer, Mapping) or not question.pairs:
        return _ZERO
    text = {pair.right_key: pair.right for pair in question.pairs}
    chosen = [(pair, answer.get(pair.key)) for pair in question.pairs]
    hits = sum(isinstance(key, str) and text.get(key) == pair.right for pair, key in chosen)
    return Fraction(hits, len(question.pairs))


def _keys(answer: Answer) -> set[str]:
    return {key for key in answer if isinstance(key, str)} if isinstance(answer, list) else set()


def is_answered(question: Question, answer: Answer) -> bool:
    """Whether a learner gave `question` any answer that it can take."""
    return bool(fitting(question, answer))


def parse_number(answer: Answer) -> Decimal | None:
    """A number as people write it: decimal comma or point, spaces or apostrophes between thousands."""
    if not isinstance(answer, str) or len(answer) > _DIGITS:
        return None
    text = unicodedata.normalize("NFKC", answer).strip().replace("−", "-")
    for separator in (" ", "'", "’"):
        text = text.replace(separator, "")
    grouped = _THOUSANDS.fullmatch(text)
    if grouped:
        text = text.replace(grouped[1], "")
    elif "," in text and "." in text:
        text = text.replace("," if text.rindex(",") < text.rindex(".") else ".", "")
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    # Nobody means a number like 1e999999, and the distance to it overflows.
    return number if number.is_finite() and abs(number.adjusted()) <= _DIGITS else None


def fold(text: str) -> str:
    """A short text as it is compared: compatibility form, no case, single spaces, no full stop after the last word."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    words = " ".join(folded.split())
    return words.rstrip(" .") or words
