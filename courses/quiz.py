"""What a quiz asks: question types, and the paper that one learner gets.

Plain values only. Texts named `prompt` and `explanation` are HTML that trainers wrote and Wagtail sanitised; all other
texts are plain. The names of the types follow the interaction types of xAPI 1.0.3 (Part Two, 2.4.4.1) in plain words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any, ClassVar

from .draws import share_out


class FeedbackTime(StrEnum):
    EACH = "each"
    END = "end"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick or to place. Keys are opaque, so that they tell nothing about what is right."""

    key: str
    text: str
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two halves that belong together, with the key of either half."""

    key: str
    left: str
    right_key: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What all questions have; `read_again` is the key of the lesson that explains it, or empty."""

    type: ClassVar[str] = ""

    key: str
    prompt: str
    points: int = 1
    explanation: str = ""
    read_again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    type: ClassVar[str] = "single_choice"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(Question):
    type: ClassVar[str] = "multiple_choice"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    type: ClassVar[str] = "true_false"
    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Items stand in the right order; `presented` holds their keys in the order in which they are shown."""

    type: ClassVar[str] = "ordering"
    options: tuple[Option, ...]
    presented: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """`presented` holds the keys of the right halves in the order in which they are offered."""

    type: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    presented: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """Right when the distance from `answer` is at most `tolerance`."""

    type: ClassVar[str] = "number"
    answer: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Question):
    type: ClassVar[str] = "short_text"
    accepted: tuple[str, ...]


QUESTION_TYPES: dict[str, type[Question]] = {
    cls.type: cls for cls in (SingleChoice, MultipleChoice, TrueFalse, Ordering, Matching, Number, ShortText)
}


class QuestionFault(StrEnum):
    """Why nobody can answer a question rightly."""

    NO_RIGHT_ANSWER = "no_right_answer"
    SEVERAL_RIGHT_ANSWERS = "several_right_answers"
    TOO_FEW_OPTIONS = "too_few_options"
    SAME_OPTION_TWICE = "same_option_twice"
    NEGATIVE_TOLERANCE = "negative_tolerance"
    NO_POINTS = "no_points"


def faults(question: Question) -> list[QuestionFault]:
    """What makes `question` impossible to answer, in the order of importance; empty when it is sound."""
    found: list[QuestionFault] = []
    if question.points < 1:
        found.append(QuestionFault.NO_POINTS)
    texts: list[str] = []
    match question:
        case SingleChoice(options=options) | MultipleChoice(options=options):
            right = sum(option.is_right for option in options)
            texts = [option.text for option in options]
            if right == 0:
                found.append(QuestionFault.NO_RIGHT_ANSWER)
            elif right > 1 and isinstance(question, SingleChoice):
                found.append(QuestionFault.SEVERAL_RIGHT_ANSWERS)
        case Ordering(options=options):
            texts = [option.text for option in options]
        case Matching(pairs=pairs):
            texts = [pair.left for pair in pairs]
        case ShortText(accepted=accepted) if not any(text.strip() for text in accepted):
            found.append(QuestionFault.NO_RIGHT_ANSWER)
        case Number(tolerance=tolerance) if tolerance < 0:
            found.append(QuestionFault.NEGATIVE_TOLERANCE)
    if isinstance(question, SingleChoice | MultipleChoice | Ordering | Matching):
        if len(texts) < 2:
            found.append(QuestionFault.TOO_FEW_OPTIONS)
        if len({text.strip().casefold() for text in texts}) < len(texts):
            found.append(QuestionFault.SAME_OPTION_TWICE)
    return found


@dataclass(frozen=True, slots=True)
class Draw:
    """A wish for `count` questions of the bank that carry `tag`."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A test as its trainer wrote it. Times are in minutes, marks in per cent; None means no limit."""

    entries: tuple[Question | Draw, ...]
    pass_mark: int
    shuffle_questions: bool = False
    shuffle_choices: bool = False
    feedback: FeedbackTime = FeedbackTime.END
    attempts: int | None = None
    time_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The questions of one attempt, frozen, with the rules under which it is marked."""

    questions: tuple[Question, ...]
    pass_mark: int
    feedback: FeedbackTime

    @property
    def max_points(self) -> int:
        return sum(question.points for question in self.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)


class QuizFault(StrEnum):
    NO_QUESTIONS = "no_questions"
    PASS_MARK_UNREACHABLE = "pass_mark_unreachable"
    BANK_TOO_SMALL = "bank_too_small"
    SAME_QUESTION_TWICE = "same_question_twice"


def quiz_faults(quiz: Quiz, bank: Mapping[str, Sequence[Question]]) -> list[QuizFault]:
    """What makes a quiz impossible to set or to pass; `bank` maps tags to questions."""
    found: list[QuizFault] = []
    keys = [entry.key for entry in quiz.entries if isinstance(entry, Question)]
    if not quiz.entries:
        found.append(QuizFault.NO_QUESTIONS)
    if not 0 <= quiz.pass_mark <= 100:
        found.append(QuizFault.PASS_MARK_UNREACHABLE)
    if len(set(keys)) < len(keys):
        found.append(QuizFault.SAME_QUESTION_TWICE)
    if _drawn(quiz, bank, Random(0)) is None:
        found.append(QuizFault.BANK_TOO_SMALL)
    return found


class BankTooSmall(Exception):
    """A draw asks for more questions than the bank holds under its tag."""


def set_paper(quiz: Quiz, bank: Mapping[str, Sequence[Question]], *, seed: int) -> Paper:
    """The paper of one attempt: the same `seed` gives the same paper.

    No question is drawn twice. Raises BankTooSmall when the bank cannot satisfy a draw.
    """
    random = Random(seed)
    questions = _drawn(quiz, bank, random)
    if questions is None:
        raise BankTooSmall
    if quiz.shuffle_questions:
        random.shuffle(questions)
    shown = tuple(present(question, random, shuffle=quiz.shuffle_choices) for question in questions)
    return Paper(questions=shown, pass_mark=quiz.pass_mark, feedback=quiz.feedback)


def _drawn(quiz: Quiz, bank: Mapping[str, Sequence[Question]], random: Random) -> list[Question] | None:
    own = {entry.key for entry in quiz.entries if isinstance(entry, Question)}
    stock = {question.key: question for questions in bank.values() for question in questions}
    wishes = [
        (_sorted_then_shuffled({q.key for q in bank.get(entry.tag, ())} - own, random), entry.count)
        for entry in quiz.entries
        if isinstance(entry, Draw)
    ]
    granted = share_out(wishes)
    if granted is None:
        return None
    drawn = iter(granted)
    questions: list[Question] = []
    for entry in quiz.entries:
        questions.extend([entry] if isinstance(entry, Question) else [stock[key] for key in next(drawn)])
    return questions


def present(question: Question, random: Random, *, shuffle: bool) -> Question:
    """`question` with fresh opaque keys, its choices shuffled if asked.

    What is to be ordered or matched is always shown in an order drawn at random, and from three on never in the right one.
    """
    match question:
        case SingleChoice(options=options) | MultipleChoice(options=options):
            fresh = _with_fresh_keys(options, random)
            if shuffle:
                random.shuffle(fresh)
            return dataclasses.replace(question, options=tuple(fresh))
        case Ordering(options=options):
            fresh = _with_fresh_keys(options, random)
            texts = {option.key: option.text for option in fresh}
            return dataclasses.replace(question, options=tuple(fresh), presented=_shuffled(texts, random))
        case Matching(pairs=pairs):
            keys = _fresh_keys(2 * len(pairs), random)
            fresh_pairs = [dataclasses.replace(pair, key=keys.pop(), right_key=keys.pop()) for pair in pairs]
            if shuffle:
                random.shuffle(fresh_pairs)
            return dataclasses.replace(
                question,
                pairs=tuple(fresh_pairs),
                presented=_shuffled({pair.right_key: pair.right for pair in fresh_pairs}, random),
            )
    return question


def _fresh_keys(count: int, random: Random) -> list[str]:
    keys: set[str] = set()
    while len(keys) < count:
        keys.add(f"{random.getrandbits(32):08x}")
    return _sorted_then_shuffled(keys, random)


def _sorted_then_shuffled(keys: set[str], random: Random) -> list[str]:
    # A set of strings has no stable order between processes; sorting first keeps the paper a function of its seed.
    ordered = sorted(keys)
    random.shuffle(ordered)
    return ordered


def _with_fresh_keys(options: Sequence[Option], random: Random) -> list[Option]:
    keys = _fresh_keys(len(options), random)
    return [dataclasses.replace(option, key=key) for option, key in zip(options, keys, strict=True)]


def _shuffled(texts: Mapping[str, str], random: Random) -> tuple[str, ...]:
    right = list(texts.values())
    shown = list(texts)
    # Of two, the only wrong order would tell what is right; and halves that share a text make no other order.
    if len(shown) == 2:
        random.shuffle(shown)
    elif len(set(right)) > 1:
        while [texts[key] for key in shown] == right:
            random.shuffle(shown)
    return tuple(shown)


def paper_to_data(paper: Paper) -> dict[str, Any]:
    """The paper as JSON values, right answers included; `paper_from_data` is its inverse."""
    return {
        "pass_mark": paper.pass_mark,
        "feedback": paper.feedback.value,
        "questions": [question_to_data(question) for question in paper.questions],
    }


def paper_from_data(data: Mapping[str, Any]) -> Paper:
    return Paper(
        questions=tuple(question_from_data(question) for question in data["questions"]),
        pass_mark=data["pass_mark"],
        feedback=FeedbackTime(data["feedback"]),
    )


def question_to_data(question: Question) -> dict[str, Any]:
    data = {"type": question.type, **dataclasses.asdict(question)}
    if isinstance(question, Number):
        data |= {"answer": str(question.answer), "tolerance": str(question.tolerance)}
    return data


def question_from_data(data: Mapping[str, Any]) -> Question:
    """The inverse of `question_to_data`."""
    fields: dict[str, Any] = {name: value for name, value in data.items() if name != "type"}
    if "options" in fields:
        fields["options"] = tuple(Option(**option) for option in fields["options"])
    if "pairs" in fields:
        fields["pairs"] = tuple(Pair(**pair) for pair in fields["pairs"])
    for name in ("presented", "accepted"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if data["type"] == Number.type:
        fields |= {"answer": Decimal(data["answer"]), "tolerance": Decimal(data["tolerance"])}
    return QUESTION_TYPES[data["type"]](**fields)
