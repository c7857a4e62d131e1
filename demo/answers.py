"""Answers as a form would send them (see `learning.marking`), for learners who know and for learners who do not."""

from typing import Any

from courses.quiz import (
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)


def right(question: Question) -> Any:
    """The answer that earns all points."""
    match question:
        case SingleChoice(options=options):
            return next(option.key for option in options if option.is_right)
        case MultipleChoice(options=options):
            return [option.key for option in options if option.is_right]
        case TrueFalse(answer=answer):
            return "true" if answer else "false"
        case Ordering(options=options):
            return {option.key: place for place, option in enumerate(options, 1)}
        case Matching(pairs=pairs):
            return {pair.key: pair.right_key for pair in pairs}
        case Number(answer=number):
            return str(number)
        case ShortText(accepted=accepted):
            return accepted[0]
    raise TypeError(f"no answer to {type(question).__name__}")


def wrong(question: Question) -> Any:
    """An answer that earns nothing."""
    match question:
        case SingleChoice(options=options):
            return next(option.key for option in options if not option.is_right)
        case MultipleChoice(options=options):
            return [next(option.key for option in options if not option.is_right)]
        case TrueFalse(answer=answer):
            return "false" if answer else "true"
        case Ordering(options=options):
            return {option.key: place for place, option in enumerate(reversed(options), 1)}
        case Matching(pairs=pairs):
            keys = [pair.right_key for pair in pairs]
            return {pair.key: key for pair, key in zip(pairs, [*keys[1:], keys[0]], strict=True)}
        case Number(answer=number, tolerance=tolerance):
            return str(number + tolerance + 1)
        case ShortText():
            return "?"
    raise TypeError(f"no answer to {type(question).__name__}")
