"""Questions get another key and stay the questions that were asked."""

from __future__ import annotations

import dataclasses
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from courses import quiz
from learning.marking import share
from learning.remarking import with_key_of
from tests.strategies import questions, right_answer, seeds


@given(questions, seeds)
def test_the_same_key_changes_nothing_but_the_explanation(question: quiz.Question, seed: int) -> None:
    asked = quiz.present(question, Random(seed), shuffle=True)
    corrected = with_key_of(asked, dataclasses.replace(question, explanation="Because."))
    if isinstance(asked, quiz.Matching):
        # Equal right halves are interchangeable.
        assert [pair.right for pair in corrected.pairs] == [pair.right for pair in asked.pairs]
    else:
        assert corrected == dataclasses.replace(asked, explanation="Because.")


@given(questions, seeds, st.randoms())
def test_the_new_key_is_right_and_is_made_of_what_was_on_the_paper(
    question: quiz.Question, seed: int, random: Random
) -> None:
    asked = quiz.present(question, Random(seed), shuffle=True)
    corrected = with_key_of(asked, with_another_key(question, random))
    assert share(corrected, right_answer(corrected)) == 1
    assert (corrected.key, corrected.points, corrected.prompt) == (asked.key, asked.points, asked.prompt)
    assert keys(corrected) == keys(asked)


@given(questions, questions)
def test_a_question_that_asks_something_else_is_left_alone(one: quiz.Question, other: quiz.Question) -> None:
    if type(one) is not type(other):
        assert with_key_of(one, other) is None


def test_so_is_one_whose_choices_were_reworded() -> None:
    def question(*texts: str) -> quiz.Question:
        options = tuple(quiz.Option(text, text, index == 0) for index, text in enumerate(texts))
        return quiz.SingleChoice(key="q", prompt="", options=options)

    assert with_key_of(question("a", "b"), question("a", "c")) is None
    assert with_key_of(question("a", "b"), question("a", "b", "c")) is None


def with_another_key(question: quiz.Question, random: Random) -> quiz.Question:
    match question:
        case quiz.SingleChoice(options=options) | quiz.MultipleChoice(options=options):
            right = random.randrange(len(options))
            changed = [
                dataclasses.replace(each, is_right=place == right) for place, each in enumerate(options)
            ]
            return dataclasses.replace(question, options=tuple(changed))
        case quiz.TrueFalse():
            return dataclasses.replace(question, answer=not question.answer)
        case quiz.Ordering(options=options):
            return dataclasses.replace(question, options=tuple(random.sample(options, len(options))))
        case quiz.Matching(pairs=pairs):
            rights = random.sample([pair.right for pair in pairs], len(pairs))
            changed = [
                dataclasses.replace(pair, right=right) for pair, right in zip(pairs, rights, strict=True)
            ]
            return dataclasses.replace(question, pairs=tuple(changed))
        case quiz.Number():
            return dataclasses.replace(question, answer=question.answer + 1)
    return dataclasses.replace(question, accepted=("another",))


def keys(question: quiz.Question) -> set[str]:
    parts = [*getattr(question, "options", ()), *getattr(question, "pairs", ())]
    return {part.key for part in parts} | {getattr(part, "right_key", "") for part in parts}
