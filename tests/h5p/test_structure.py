"""A half-done state is kept only where it cannot show an answer that nobody gave."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.format.libraries import LibraryName
from h5p.format.structure import state_fits

TYPE = LibraryName("Test.Choice", 1, 2)
CONTENT: dict[str, Any] = {
    "question": "Why?",
    "answers": [{"text": "a", "correct": True}, {"text": "b", "correct": False}],
    "gaps": "A *park* is *public*.",
    "parts": [
        {"library": "Test.Part 1.0", "subContentId": "one", "params": {"text": "x"}},
        {"library": "Test.Part 1.0", "subContentId": "two", "params": {"text": "y"}},
    ],
}

plain = st.none() | st.booleans() | st.integers() | st.text("abc", max_size=3)
contents = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        plain,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
    ),
    max_size=3,
)


def fits(before: Any, after: Any) -> bool:
    return state_fits((TYPE, before), (TYPE, after))


def changed(**values: Any) -> dict[str, Any]:
    return copy.deepcopy(CONTENT) | values


def reworded(value: Any) -> Any:
    """Every text another one, each for itself."""
    if isinstance(value, dict):
        return {name: reworded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [reworded(one) for one in value]
    return f"“{value}”" if isinstance(value, str) else value


@given(contents)
def test_a_state_fits_its_own_content(content: Any) -> None:
    assert fits(content, content)


@given(contents)
def test_other_words_do_no_harm(content: Any) -> None:
    assert fits(content, reworded(content))


@given(contents, contents)
def test_what_fits_one_way_fits_the_other_way(one: Any, other: Any) -> None:
    assert fits(one, other) == fits(other, one)


@given(st.lists(plain, min_size=1, max_size=5), st.data())
def test_one_answer_more_and_one_less_never_fit(answers: list[Any], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(answers)))
    more = [*answers[:place], "new", *answers[place:]]
    assert not fits({"answers": answers}, {"answers": more})


@given(st.lists(st.integers(), min_size=2, max_size=6, unique=True), st.randoms())
def test_another_order_never_fits(answers: list[int], chance: Any) -> None:
    other = [*answers]
    chance.shuffle(other)
    assert fits({"answers": answers}, {"answers": other}) == (answers == other)


@pytest.mark.parametrize(
    "after",
    [
        changed(question="How?"),
        changed(answers=[{"text": "a", "correct": False}, {"text": "c", "correct": True}]),
        changed(gaps="A *square* is *public*."),
        changed(feedback={"text": "Well done"}),
        changed(tips=[]),
    ],
)
def test_corrections_and_settings_keep_states(after: Any) -> None:
    assert fits(CONTENT, after)


@pytest.mark.parametrize(
    "after",
    [
        changed(gaps="A *park* is *public* and *open*."),
        changed(answers=[*CONTENT["answers"], {"text": "c"}]),
        changed(answers=CONTENT["answers"][::-1]),
        changed(answers=None),
        changed(parts=CONTENT["parts"][::-1]),
        changed(parts=[CONTENT["parts"][0], CONTENT["parts"][1] | {"subContentId": "three"}]),
        changed(parts=[CONTENT["parts"][0], CONTENT["parts"][1] | {"library": "Test.Part 2.0"}]),
        changed(extra={"library": "Test.Part 1.0", "params": {}}),
        changed(cards=[{"text": "new"}]),
    ],
)
def test_whatever_moves_a_place_for_answers_does_not_fit(after: Any) -> None:
    assert not fits(CONTENT, after)


def test_another_type_or_another_version_does_not_fit() -> None:
    for other in (LibraryName("Test.Choice", 1, 3), LibraryName("Test.Other", 1, 2)):
        assert not state_fits((TYPE, CONTENT), (other, CONTENT))


def test_long_lists_are_compared_quickly() -> None:
    assert fits({"a": list(range(50_000))}, {"a": list(range(50_000, 100_000))})
