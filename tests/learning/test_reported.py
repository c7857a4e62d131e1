"""What a package says of the learner's work: what can be is taken exactly, everything else is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import reported, sent
from tests.strategies import json_values

ID = "00000000-0000-0000-0000-000000000001"
COMMON = {"id": ID, "course": ID, "step": ID, "activity": ID, "at": "2026-03-01T10:00:00+01:00"}


def report(**fields: Any) -> reported.Report:
    return reported.read({"verb": "answered"} | fields)


@pytest.mark.parametrize(
    ("points", "score"),
    [
        ({"raw": 2, "max": 3}, "0.6666"),
        ({"raw": 7, "min": 0, "max": 10, "scaled": 0.1}, "0.7"),
        ({"raw": 2.5, "max": 5}, "0.5"),
        ({"scaled": 0.29}, "0.29"),
        ({"raw": 3, "scaled": 0.5}, "0.5"),
        ({"raw": 0, "max": 0, "scaled": 0}, None),
        ({"raw": 5}, None),
        ({"scaled": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_score_is_the_share_that_was_reached_rounded_down(points: Any, score: str | None) -> None:
    assert report(score=points).score == (score and Decimal(score))


@pytest.mark.parametrize(
    "points",
    [
        {"raw": 4, "max": 3},
        {"raw": 1, "max": 0},
        {"raw": -1, "max": 3},
        {"raw": 1, "min": 2, "max": 3},
        {"raw": 1, "max": -3},
        {"scaled": 1.0001},
        {"scaled": -0.5},
        {"raw": float("nan"), "max": 3},
        {"raw": 1, "max": float("inf")},
        {"raw": 10**400, "max": 10**401},
        {"raw": "3", "max": 3},
        {"raw": True, "max": True},
        {"raw": [], "max": 3},
    ],
)
def test_a_score_that_cannot_be_is_none(points: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"a score|points"):
        _ = report(score=points).score


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_no_score_is_more_than_was_reached(raw: int, most: int) -> None:
    if raw <= most:
        score = report(score={"raw": raw, "max": most}).score
        assert score is not None
        assert 0 <= Fraction(raw, most) - Fraction(score) < Fraction(1, 10_000)


@pytest.mark.parametrize(
    ("fields", "is_finished"),
    [
        ({"verb": "completed"}, True),
        ({"verb": "passed"}, True),
        ({"verb": "answered"}, False),
        ({"verb": "failed"}, False),
        ({"verb": "failed", "completion": True}, True),
        ({"verb": "failed", "score": {"raw": 0, "max": 4}}, True),
        ({"verb": "answered", "score": {"scaled": 0}}, True),
        ({"verb": "completed", "completion": False}, False),
        ({"verb": "answered", "score": {"scaled": 1}, "completion": False}, False),
    ],
)
def test_it_is_finished_when_it_says_so_or_has_a_result(fields: dict[str, Any], is_finished: bool) -> None:
    assert report(**fields).is_finished is is_finished


@pytest.mark.parametrize("duration", ["PT12.34S", "PT1H2M3S", "P1DT2H", "P3W", "PT0S", "", None])
def test_durations_are_taken_as_the_standard_writes_them(duration: str | None) -> None:
    assert report(duration=duration).duration == (duration or "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "voided"},
        {"verb": "experienced"},
        {"verb": None},
        {"duration": "P"},
        {"duration": "PT"},
        {"duration": "12 s"},
        {"duration": "PT1S\n"},
        {"duration": 12},
        {"part": "a/b"},
        {"part": "x" * 65},
        {"part": 7},
        {"success": "yes"},
        {"completion": 1},
        {"score": [1, 2]},
        {"score": "7"},
    ],
)
def test_what_is_no_result_cannot_be_read(wrong: dict[str, Any]) -> None:
    data = COMMON | {"kind": "h5p-result", "report": {"verb": "answered"} | wrong}
    with pytest.raises(ValueError, match=r"no |malformed"):
        sent.read(data)


@given(json_values, json_values)
def test_whatever_comes_is_read_or_refused(value: Any, other: Any) -> None:
    shapes = (value, {"verb": "answered", "score": value, "part": other}, {"verb": value, "duration": other})
    facts: list[dict[str, Any]] = [{"kind": "h5p-result", "report": shape} for shape in shapes]
    for fact in (*facts, {"kind": "h5p-state", "state": value, "generation": other}):
        try:
            read = sent.read(COMMON | fact)
            if isinstance(read, sent.H5PResult):
                assert read.report.score is None or 0 <= read.report.score <= 1
        except ValueError:
            pass


@pytest.mark.parametrize("nothing", ["", " ", "{}", "[]", "null", '""', " { } "])
def test_a_state_that_says_nothing_is_empty(nothing: str) -> None:
    fact = sent.read(COMMON | {"kind": "h5p-state", "state": nothing, "generation": 1})
    assert isinstance(fact, sent.H5PState)
    assert fact.state == ""


@pytest.mark.parametrize("wrong", ["{", "x", '"' + "ä" * 33_000 + '"', "[" * 30_000, 5, None])
def test_a_state_that_is_too_large_or_no_json_cannot_be_read(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"too large|Expecting|malformed"):
        sent.read(COMMON | {"kind": "h5p-state", "state": wrong, "generation": 1})
