import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import quiz
from courses.quiz import (
    Matching,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Pair,
    QuestionFault,
    Quiz,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from tests.strategies import matchings, multiple_choices, orderings, papers, questions, seeds, single_choices

ROOT = Path(__file__).resolve().parents[2]


def options(*texts, right=()):
    return tuple(Option(str(index), text, text in right) for index, text in enumerate(texts))


PAPER_FROM_A_SEED = """
import json
from courses.quiz import *
letters = tuple(Option(str(i), text, i < 2) for i, text in enumerate("ABCDE"))
pairs = tuple(Pair(f"l{i}", text, f"r{i}", text.lower()) for i, text in enumerate("ABCD"))
bank = {"a": [ShortText(key=f"q{i}", prompt="", accepted=("x",)) for i in range(9)],
        "b": [Number(key=f"q{i}", prompt="", answer=Decimal(i)) for i in range(5, 14)]}
asked = Quiz(entries=(MultipleChoice(key="m", prompt="", options=letters), Draw("a", 4), Draw("b", 4),
                      Ordering(key="o", prompt="", options=letters), Matching(key="p", prompt="", pairs=pairs)),
             pass_mark=50, shuffle_questions=True, shuffle_choices=True)
print(json.dumps(paper_to_data(set_paper(asked, bank, seed=20260101))))
"""


def test_a_seed_gives_the_same_paper_in_every_process():
    papers = {
        subprocess.run(
            [sys.executable, "-c", PAPER_FROM_A_SEED],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for hash_seed in ("0", "1", "4711")
    }
    assert len(papers) == 1


def test_another_seed_gives_another_paper():
    asked = Quiz(entries=(SingleChoice(key="s", prompt="", options=options("A", "B")),), pass_mark=50)
    keys = {quiz.set_paper(asked, {}, seed=seed).questions[0].options[0].key for seed in range(100)}
    assert len(keys) == 100


# What a question shows


@given(single_choices() | multiple_choices(), st.booleans(), seeds, st.data())
def test_keys_and_order_do_not_depend_on_what_is_right(question, shuffle, seed, data):
    flags = data.draw(st.permutations([option.is_right for option in question.options]))
    twisted = tuple(replace(one, is_right=flag) for one, flag in zip(question.options, flags, strict=True))
    shown, other = (
        quiz.present(one, Random(seed), shuffle=shuffle)
        for one in (question, replace(question, options=twisted))
    )
    assert [(one.key, one.text) for one in shown.options] == [(one.key, one.text) for one in other.options]


@given(single_choices() | multiple_choices(), st.booleans(), seeds)
def test_choices_keep_everything_but_their_key_and_perhaps_their_place(question, shuffle, seed):
    shown = quiz.present(question, Random(seed), shuffle=shuffle)
    before, after = ([replace(one, key="") for one in each.options] for each in (question, shown))
    assert Counter(before) == Counter(after) if shuffle else before == after


@given(orderings() | matchings(), st.booleans(), seeds)
def test_what_is_shown_is_complete_and_never_in_the_right_order_where_there_are_more_than_two(
    question, shuffle, seed
):
    shown = quiz.present(question, Random(seed), shuffle=shuffle)
    if isinstance(shown, Ordering):
        assert [one.text for one in shown.options] == [one.text for one in question.options]
        texts = {one.key: one.text for one in shown.options}
    else:
        before, after = (Counter((one.left, one.right) for one in each.pairs) for each in (question, shown))
        assert before == after
        assert shuffle or [one.left for one in shown.pairs] == [one.left for one in question.pairs]
        texts = {one.right_key: one.right for one in shown.pairs}
    right = list(texts.values())
    presented = [texts[key] for key in shown.presented]
    assert sorted(presented) == sorted(right)
    assert presented != right or len(set(right)) == 1 or len(right) == 2


@given(questions, seeds)
def test_fresh_keys_are_all_different_and_have_nothing_of_the_old_ones(question, seed):
    def keys(one):
        if isinstance(one, Matching):
            return [key for pair in one.pairs for key in (pair.key, pair.right_key)]
        return [option.key for option in getattr(one, "options", ())]

    before, after = keys(question), keys(quiz.present(question, Random(seed), shuffle=True))
    assert len(set(after)) == len(before)
    assert all(len(key) == 8 for key in after)
    assert not set(before) & set(after)


@pytest.mark.parametrize(
    "question",
    [
        Ordering(key="o", prompt="", options=options("A", "B", "C")),
        MultipleChoice(key="m", prompt="", options=options("A", "B", "C", right="A")),
        Matching(key="p", prompt="", pairs=tuple(Pair(f"l{x}", x, f"r{x}", x.lower()) for x in "ABC")),
    ],
    ids=lambda question: question.type,
)
def test_sorting_the_keys_tells_nothing_about_what_is_right(question):
    found = Counter()
    for seed in range(1200):
        shown = quiz.present(question, Random(seed), shuffle=True)
        if isinstance(shown, Matching):
            halves = sorted(shown.pairs, key=lambda pair: pair.key)
            order = sorted(halves, key=lambda pair: pair.right_key)
            found[tuple(map(halves.index, order))] += 1
        else:
            found["".join(one.text for one in sorted(shown.options, key=lambda option: option.key))] += 1
    assert len(found) == 6
    assert all(150 < number < 250 for number in found.values())


def test_every_order_but_the_right_one_is_shown():
    question = Ordering(key="o", prompt="", options=options("A", "B", "C"))
    found = set()
    for seed in range(100):
        shown = quiz.present(question, Random(seed), shuffle=False)
        texts = {one.key: one.text for one in shown.options}
        found.add("".join(texts[key] for key in shown.presented))
    assert found == {"ACB", "BAC", "BCA", "CAB", "CBA"}


@pytest.mark.parametrize(
    "question",
    [
        Ordering(key="o", prompt="", options=options("A", "B")),
        Matching(key="p", prompt="", pairs=tuple(Pair(f"l{x}", x, f"r{x}", x.lower()) for x in "AB")),
    ],
    ids=lambda question: question.type,
)
def test_of_two_the_right_order_is_shown_as_often_as_the_other(question):
    """If it never were, the only other one would tell what is right."""
    found = Counter()
    for seed in range(400):
        shown = quiz.present(question, Random(seed), shuffle=False)
        parts = shown.pairs if isinstance(shown, Matching) else shown.options
        right = [part.right_key if isinstance(shown, Matching) else part.key for part in parts]
        found[list(shown.presented) == right] += 1
    assert 160 < found[True] < 240


# As data


@given(papers)
def test_a_paper_survives_the_way_through_json(paper):
    assert quiz.paper_from_data(json.loads(json.dumps(quiz.paper_to_data(paper)))) == paper


@given(questions, questions)
def test_different_questions_have_different_data(one, other):
    assert (quiz.question_to_data(one) == quiz.question_to_data(other)) == (one == other)


@given(papers)
def test_a_paper_finds_its_questions_and_adds_up_their_points(paper):
    assert [paper.question(one.key) for one in paper.questions] == list(paper.questions)
    assert paper.question("elsewhere") is None
    assert paper.max_points == sum(one.points for one in paper.questions)


# What nobody can answer


@given(questions)
def test_sound_questions_have_no_faults(question):
    assert quiz.faults(question) == []


@given(questions, st.integers(max_value=0))
def test_a_question_without_points_is_refused(question, points):
    assert quiz.faults(replace(question, points=points)) == [QuestionFault.NO_POINTS]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (SingleChoice(key="", prompt="", options=options("A", "B")), ["no_right_answer"]),
        (SingleChoice(key="", prompt="", options=options("A", "B", right="AB")), ["several_right_answers"]),
        (SingleChoice(key="", prompt="", options=options("A", right="A")), ["too_few_options"]),
        (SingleChoice(key="", prompt="", options=()), ["no_right_answer", "too_few_options"]),
        (SingleChoice(key="", prompt="", options=options("A", " a ", right="A")), ["same_option_twice"]),
        (MultipleChoice(key="", prompt="", options=options("A", "B")), ["no_right_answer"]),
        (MultipleChoice(key="", prompt="", options=options("A", "B", right="AB")), []),
        (Ordering(key="", prompt="", options=options("A")), ["too_few_options"]),
        (Ordering(key="", prompt="", options=options("A", "a", "B")), ["same_option_twice"]),
        (Matching(key="", prompt="", pairs=(Pair("l", "A", "r", "B"),)), ["too_few_options"]),
        (
            Matching(key="", prompt="", pairs=(Pair("l", "A", "r", "B"), Pair("k", "A", "s", "C"))),
            ["same_option_twice"],
        ),
        (Matching(key="", prompt="", pairs=(Pair("l", "A", "r", "C"), Pair("k", "B", "s", "C"))), []),
        (Number(key="", prompt="", answer=Decimal(1), tolerance=Decimal("-0.1")), ["negative_tolerance"]),
        (ShortText(key="", prompt="", accepted=()), ["no_right_answer"]),
        (ShortText(key="", prompt="", accepted=(" ", "")), ["no_right_answer"]),
        (ShortText(key="", prompt="", accepted=(" ", "yes")), []),
        (TrueFalse(key="", prompt="", answer=False), []),
    ],
)
def test_what_makes_a_question_impossible_to_answer(question, expected):
    assert [fault.value for fault in quiz.faults(question)] == expected
