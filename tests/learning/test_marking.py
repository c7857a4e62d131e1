from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain, combinations, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from courses.quiz import (
    Matching,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Pair,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from learning.marking import is_answered, places, share
from learning.question_rows import question_row
from tests.strategies import (
    json_values,
    matchings,
    multiple_choices,
    orderings,
    questions,
    right_answer,
)

FULL, NOTHING = Fraction(1), Fraction(0)


def several(right: int, wrong: int) -> MultipleChoice:
    options = [Option(str(index), str(index), index < right) for index in range(right + wrong)]
    return MultipleChoice(key="k", prompt="", options=tuple(options))


def subsets(keys):
    return chain.from_iterable(combinations(keys, size) for size in range(len(keys) + 1))


def keys_of(question: Question) -> list[str]:
    return [part.key for part in getattr(question, "options", getattr(question, "pairs", ()))]


# Every type


@given(questions)
def test_the_full_answer_earns_everything(question):
    assert share(question, right_answer(question)) == 1
    assert is_answered(question, right_answer(question))


@given(questions, json_values)
def test_whatever_is_sent_earns_something_from_nothing_to_everything(question, answer):
    assert 0 <= share(question, answer) <= 1
    if share(question, answer):
        assert is_answered(question, answer)


@given(questions, json_values)
def test_an_answer_of_the_wrong_kind_earns_nothing(question, answer):
    match question:
        case MultipleChoice():
            kind: type = list
        case Ordering() | Matching():
            kind = dict
        case _:
            kind = str
    assume(not isinstance(answer, kind))
    assert share(question, answer) == 0


@given(st.one_of(orderings(), matchings()), st.data())
def test_garbage_in_place_of_a_place_or_a_half_earns_nothing(question, data):
    garbage = json_values.filter(lambda value: not isinstance(value, str | int) or isinstance(value, bool))
    assert share(question, {key: data.draw(garbage) for key in keys_of(question)}) == 0


def nested(depth: int) -> list:
    value: list = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "garbage",
    [
        nested(100_000),
        10**6000,
        -(10**6000),
        "9" * 10**6,
        [[]] * 10**5,
        float("nan"),
        float("inf"),
        {"0": nested(10**5)},
    ],
    ids=[
        "deep",
        "huge number",
        "huge negative number",
        "long text",
        "long list",
        "nan",
        "infinity",
        "deep object",
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        SingleChoice(key="k", prompt="", options=(Option("0", "A", True), Option("1", "B"))),
        several(1, 1),
        TrueFalse(key="k", prompt="", answer=True),
        Ordering(key="k", prompt="", options=(Option("0", "A"), Option("1", "B"))),
        Matching(key="k", prompt="", pairs=(Pair("0", "A", "2", "C"), Pair("1", "B", "3", "D"))),
        Number(key="k", prompt="", answer=Decimal(9)),
        ShortText(key="k", prompt="", accepted=("nine",)),
    ],
    ids=lambda question: question.type,
)
def test_an_outsized_answer_earns_nothing_and_breaks_nothing(question, garbage):
    for answer in (garbage, [garbage], {"0": garbage, "1": garbage}):
        assert share(question, answer) == 0


def test_a_question_without_a_marking_rule_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        share(Question(key="k", prompt=""), "")


# One choice, true or false


def test_only_the_right_choice_earns_anything():
    question = SingleChoice(key="k", prompt="", options=(Option("a", "A", True), Option("b", "B")))
    assert [share(question, key) for key in ("a", "b", "c", "", None, ["a"])] == [1, 0, 0, 0, 0, 0]


def test_true_and_false_are_words_and_not_json():
    question = TrueFalse(key="k", prompt="", answer=True)
    assert [share(question, said) for said in ("true", "false", True, 1, "True")] == [1, 0, 0, 0, 0]


# Several choices


@given(multiple_choices(), st.data())
def test_a_right_tick_more_or_a_wrong_tick_less_never_earns_less(question, data):
    ticked = data.draw(st.sets(st.sampled_from(keys_of(question))))
    before = share(question, list(ticked))
    for option in question.options:
        better = ticked | {option.key} if option.is_right else ticked - {option.key}
        assert share(question, list(better)) >= before


@given(multiple_choices(), st.data())
def test_only_all_right_ticks_and_no_wrong_one_earn_everything(question, data):
    ticked = data.draw(st.lists(st.sampled_from([*keys_of(question), "elsewhere"])))
    known = set(ticked) - {"elsewhere"}
    assert (share(question, ticked) == 1) == (known == set(right_answer(question)))


@given(multiple_choices(), st.data())
def test_ticking_twice_is_ticking_once(question, data):
    ticked = data.draw(st.lists(st.sampled_from(keys_of(question))))
    assert share(question, ticked + ticked) == share(question, ticked)


@given(multiple_choices())
def test_ticking_everything_earns_nothing_where_something_is_wrong(question):
    if not all(option.is_right for option in question.options):
        assert share(question, keys_of(question)) == 0
    assert share(question, []) == 0


@pytest.mark.parametrize(("right", "wrong"), [(r, w) for r in range(1, 5) for w in range(1, 5)])
def test_a_blind_tick_beside_right_ones_gains_nothing_on_average(right, wrong):
    question = several(right, wrong)
    for known in range(right):
        ticked = [str(index) for index in range(known)]
        before = share(question, ticked)
        if before < Fraction(1, wrong):
            continue  # a wrong tick could not cost its full price: there is nothing below nothing
        open_keys = keys_of(question)[known:]
        average = sum(share(question, [*ticked, key]) for key in open_keys) / len(open_keys)
        assert average <= before


@pytest.mark.parametrize(("right", "wrong"), [(r, w) for r in range(1, 5) for w in range(1, 5)])
def test_blind_ticking_earns_less_than_half_of_what_a_coin_earns_at_true_or_false(right, wrong):
    question = several(right, wrong)
    earned = [share(question, list(ticked)) for ticked in subsets(keys_of(question))]
    assert sum(earned) / len(earned) <= Fraction(1, 4)


@pytest.mark.parametrize(("right", "wrong"), [(r, w) for r in range(1, 5) for w in range(1, 5)])
def test_a_guess_and_its_opposite_never_both_earn(right, wrong):
    question = several(right, wrong)
    keys = keys_of(question)
    for ticked in subsets(keys):
        opposite = [key for key in keys if key not in ticked]
        assert 0 in (share(question, list(ticked)), share(question, opposite))


# Ordering and matching


@given(orderings(), st.data())
def test_putting_two_neighbours_right_never_earns_less(question, data):
    right = keys_of(question)
    order = data.draw(st.permutations(right))
    index = data.draw(st.integers(0, len(order) - 2))
    first, second = order[index], order[index + 1]
    assume(right.index(first) > right.index(second))
    better = [*order[:index], second, first, *order[index + 2 :]]

    def earned(keys):
        return share(question, {key: str(place) for place, key in enumerate(keys, 1)})

    assert earned(better) >= earned(order)
    assert earned(order) < 1


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_half_of_all_orders_or_more_earn_nothing(size):
    options = tuple(Option(str(index), str(index)) for index in range(size))
    question = Ordering(key="k", prompt="", options=options)
    earned = [
        share(question, dict(zip(map(str, range(size)), order, strict=True)))
        for order in permutations(range(1, size + 1))
    ]
    assert earned.count(NOTHING) * 2 >= len(earned)
    assert earned.count(FULL) == 1


@pytest.mark.parametrize(
    ("given_places", "expected"),
    [
        ({"a": "1", "b": "2"}, {"a": 1, "b": 2}),
        ({"a": 2, "b": 1}, {"a": 2, "b": 1}),
        ({"a": "1", "b": 2, "elsewhere": "9"}, {"a": 1, "b": 2}),
        ({"a": "1", "b": "1"}, None),
        ({"a": "1"}, None),
        ({"a": "0", "b": "1"}, None),
        ({"a": 0, "b": 1}, None),
        ({"a": -1, "b": 1}, None),
        ({"a": "2", "b": "3"}, None),
        ({"a": True, "b": 2}, None),
        ({"a": 1.0, "b": 2}, None),
        ({"a": None, "b": "2"}, None),
        ({"a": ["1"], "b": "2"}, None),
        (["a", "b"], None),
        ("ab", None),
    ],
)
def test_places_are_read_only_where_every_item_has_one_of_its_own(given_places, expected):
    question = Ordering(key="k", prompt="", options=(Option("a", "A"), Option("b", "B")))
    assert places(question, given_places) == expected


@given(matchings(), st.data())
def test_matching_one_more_pair_rightly_never_earns_less(question, data):
    rights = st.sampled_from([*(pair.right_key for pair in question.pairs), "elsewhere", ""])
    answer = {pair.key: data.draw(rights) for pair in question.pairs}
    for pair in question.pairs:
        assert share(question, answer | {pair.key: pair.right_key}) >= share(question, answer)


def test_halves_with_the_same_text_are_interchangeable():
    pairs = (Pair("a", "A", "x", "lamp"), Pair("b", "B", "y", "lamp"), Pair("c", "C", "z", "tree"))
    question = Matching(key="k", prompt="", pairs=pairs)
    assert share(question, {"a": "y", "b": "x", "c": "z"}) == 1
    assert share(question, {"a": "y", "b": "z", "c": "z"}) == Fraction(2, 3)


# What counts as an answer


NOTHING_SAID = [None, "", "  ", [], [""], {}, {"a": ""}, {"a": None}]
# What a script may send by mistake: JSON, but no answer.
NO_ANSWERS = [5, 0, 1.5, True, [None], [5], [["a"]], {"a": True}, {"a": ["1"]}, {"a": {}}]


@pytest.mark.parametrize("answer", [*NOTHING_SAID, *NO_ANSWERS])
@given(question=questions)
def test_what_no_question_takes_is_no_answer_and_is_shown_as_none(question, answer):
    assert not is_answered(question, answer)
    shown, empty = (question_row(question, each, shows_feedback=True) for each in (answer, None))
    assert replace(shown, answer=None) == replace(empty, answer=None)
    assert not shown.feedback.given


@given(questions, json_values)
def test_an_answer_of_another_question_is_shown_as_none(question, answer):
    row = question_row(question, answer, shows_feedback=True)
    assert row.is_answered == is_answered(question, answer)
    if not row.is_answered:
        assert row.feedback == question_row(question, None, shows_feedback=True).feedback


@given(questions)
def test_anything_that_a_question_takes_is_an_answer(question):
    taken = {
        "multiple_choice": [["a"]],
        "matching": [{"a": "", "b": "c"}],
        "ordering": [{"a": 1}, {"a": "", "b": "1"}],
    }
    for answer in taken.get(question.type, ["a", "false", "0"]):
        assert is_answered(question, answer)
