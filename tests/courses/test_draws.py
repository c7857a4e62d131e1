"""Which questions of the bank stand on a paper."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import quiz
from courses.quiz import Draw, Quiz, QuizFault, ShortText
from tests.strategies import seeds


def ask(key):
    return ShortText(key=key, prompt="", accepted=("yes",))


BANK = {
    "light": [ask("q1"), ask("q2"), ask("q3")],
    "paths": [ask("q3"), ask("q4")],
    "trees": [ask("q4"), ask("q5")],
    "doors": [ask("q5")],
}
draws = st.builds(Draw, tag=st.sampled_from([*BANK, "unknown"]), count=st.integers(0, 3))
written = st.sampled_from([ask("own"), ask("q1"), ask("q4")])
quizzes = st.builds(
    Quiz,
    entries=st.lists(draws | written, min_size=1, max_size=4)
    .filter(lambda entries: all(count == 1 for count in Counter(map(_key, entries)).values()))
    .map(tuple),
    pass_mark=st.integers(0, 100),
    shuffle_questions=st.booleans(),
    shuffle_choices=st.booleans(),
)


def _key(entry):
    return entry.key if isinstance(entry, quiz.Question) else object()


def can_be_drawn(asked: Quiz) -> bool:
    """Hall's theorem: whichever draws one looks at, together they find as many questions as they want."""
    own = {entry.key for entry in asked.entries if isinstance(entry, quiz.Question)}
    wishes = [entry for entry in asked.entries if isinstance(entry, Draw)]
    return all(
        sum(draw.count for draw in some)
        <= len({question.key for draw in some for question in BANK.get(draw.tag, [])} - own)
        for size in range(1, len(wishes) + 1)
        for some in combinations(wishes, size)
    )


@given(quizzes, seeds)
def test_a_paper_can_be_set_from_every_seed_or_from_none(asked, seed):
    if can_be_drawn(asked):
        assert quiz.quiz_faults(asked, BANK) == []
        quiz.set_paper(asked, BANK, seed=seed)
    else:
        assert quiz.quiz_faults(asked, BANK) == [QuizFault.BANK_TOO_SMALL]
        with pytest.raises(quiz.BankTooSmall):
            quiz.set_paper(asked, BANK, seed=seed)


@given(quizzes.filter(can_be_drawn), seeds)
def test_draws_bring_as_many_questions_of_their_tag_as_they_want_and_none_twice(asked, seed):
    paper = quiz.set_paper(replace(asked, shuffle_questions=False), BANK, seed=seed)
    keys = [question.key for question in paper.questions]
    assert len(set(keys)) == len(keys)
    for entry in asked.entries:
        if isinstance(entry, Draw):
            mine, keys = keys[: entry.count], keys[entry.count :]
            assert set(mine) <= {question.key for question in BANK.get(entry.tag, [])}
            assert len(mine) == entry.count
        else:
            assert keys.pop(0) == entry.key
    assert keys == []


@given(quizzes.filter(can_be_drawn), seeds)
def test_shuffling_changes_the_order_and_nothing_else(asked, seed):
    plain = quiz.set_paper(replace(asked, shuffle_questions=False), BANK, seed=seed)
    shuffled = quiz.set_paper(replace(asked, shuffle_questions=True), BANK, seed=seed)
    assert {one.key for one in shuffled.questions} == {one.key for one in plain.questions}


@given(quizzes.filter(can_be_drawn), seeds)
def test_a_paper_carries_the_rules_under_which_it_is_marked(asked, seed):
    paper = quiz.set_paper(asked, BANK, seed=seed)
    assert (paper.pass_mark, paper.feedback) == (asked.pass_mark, asked.feedback)


def test_draws_that_want_the_same_questions_make_room_for_each_other():
    # Only one way: a door is q5, so a tree is q4, so a path is q3.
    asked = Quiz(entries=(Draw("paths", 1), Draw("trees", 1), Draw("doors", 1)), pass_mark=50)
    for seed in range(50):
        paper = quiz.set_paper(asked, BANK, seed=seed)
        assert [question.key for question in paper.questions] == ["q3", "q4", "q5"]


def test_every_choice_of_questions_comes_up():
    asked = Quiz(entries=(Draw("light", 2), Draw("paths", 1)), pass_mark=50)
    found = {
        frozenset(one.key for one in quiz.set_paper(asked, BANK, seed=seed).questions) for seed in range(200)
    }
    assert found == {
        frozenset(keys)
        for keys in (("q1", "q2", "q3"), ("q1", "q2", "q4"), ("q1", "q3", "q4"), ("q2", "q3", "q4"))
    }


def test_a_question_that_the_bank_lists_twice_is_asked_once():
    asked = Quiz(entries=(Draw("light", 2),), pass_mark=50)
    bank = {"light": [ask("q1"), ask("q1"), ask("q2")]}
    for seed in range(20):
        assert {one.key for one in quiz.set_paper(asked, bank, seed=seed).questions} == {"q1", "q2"}


def test_the_order_in_which_the_bank_lists_its_questions_does_not_matter():
    asked = Quiz(entries=(Draw("light", 2),), pass_mark=50, shuffle_questions=True)
    first, *others = (
        quiz.set_paper(asked, {"light": list(order)}, seed=7) for order in permutations(BANK["light"])
    )
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Quiz(entries=(), pass_mark=50), [QuizFault.NO_QUESTIONS]),
        (Quiz(entries=(ask("a"),), pass_mark=101), [QuizFault.PASS_MARK_UNREACHABLE]),
        (Quiz(entries=(ask("a"),), pass_mark=-1), [QuizFault.PASS_MARK_UNREACHABLE]),
        (Quiz(entries=(ask("a"),), pass_mark=100), []),
        (Quiz(entries=(ask("a"), ask("a")), pass_mark=50), [QuizFault.SAME_QUESTION_TWICE]),
        (Quiz(entries=(Draw("light", 4),), pass_mark=50), [QuizFault.BANK_TOO_SMALL]),
        (Quiz(entries=(Draw("light", 2), Draw("light", 2)), pass_mark=50), [QuizFault.BANK_TOO_SMALL]),
        (Quiz(entries=(Draw("light", 3), Draw("paths", 1)), pass_mark=50), []),
        (Quiz(entries=(Draw("paths", 1), Draw("trees", 1), Draw("doors", 1)), pass_mark=50), []),
        (Quiz(entries=(Draw("unknown", 1),), pass_mark=50), [QuizFault.BANK_TOO_SMALL]),
    ],
)
def test_what_makes_a_quiz_impossible_to_set_or_to_pass(asked, expected):
    assert quiz.quiz_faults(asked, BANK) == expected
