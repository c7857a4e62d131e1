"""A question whose key was wrong, as it stood on a paper, with the right key. Plain values in, plain values out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

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


def with_key_of(asked: Question, corrected: Question) -> Question | None:
    """`asked` with the right answers of `corrected`; None where the two do not offer the same things to choose from.

    Keys, order and points stay those of the paper, so that the answers that were given keep their meaning.
    """
    why = corrected.explanation
    match asked, corrected:
        case SingleChoice(options=old), SingleChoice(options=new):
            options = _options(old, new)
            return replace(asked, options=options, explanation=why) if options else None
        case MultipleChoice(options=old), MultipleChoice(options=new):
            options = _options(old, new)
            return replace(asked, options=options, explanation=why) if options else None
        case TrueFalse(), TrueFalse():
            return replace(
                asked,
                answer=corrected.answer,
                feedback_true=corrected.feedback_true,
                feedback_false=corrected.feedback_false,
                explanation=why,
            )
        case Ordering(options=old), Ordering(options=new):
            by_text = {option.text: option for option in old}
            if set(by_text) != {option.text for option in new}:
                return None
            return replace(asked, options=tuple(by_text[option.text] for option in new), explanation=why)
        case Matching(), Matching():
            return _matching(asked, corrected)
        case Number(), Number():
            return replace(asked, answer=corrected.answer, tolerance=corrected.tolerance, explanation=why)
        case ShortText(), ShortText():
            return replace(asked, accepted=corrected.accepted, explanation=why)
    return None


def _options(old: tuple[Option, ...], new: tuple[Option, ...]) -> tuple[Option, ...] | None:
    by_text = {option.text: option for option in new}
    if set(by_text) != {option.text for option in old}:
        return None
    return tuple(
        replace(option, is_right=by_text[option.text].is_right, feedback=by_text[option.text].feedback)
        for option in old
    )


def _matching(asked: Matching, corrected: Matching) -> Matching | None:
    right_of = {pair.left: pair.right for pair in corrected.pairs}
    is_same = {pair.left for pair in asked.pairs} == set(right_of)
    if not is_same or Counter(pair.right for pair in asked.pairs) != Counter(right_of.values()):
        return None
    keys: dict[str, list[str]] = {}
    for pair in asked.pairs:
        keys.setdefault(pair.right, []).append(pair.right_key)
    pairs = tuple(
        replace(pair, right=right_of[pair.left], right_key=keys[right_of[pair.left]].pop())
        for pair in asked.pairs
    )
    return replace(asked, pairs=pairs, explanation=corrected.explanation)
