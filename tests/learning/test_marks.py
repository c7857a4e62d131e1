"""From the shares of single questions to the mark of a paper."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.quiz import FeedbackTime, Paper, TrueFalse
from learning.marking import Mark, QuestionMark, mark
from tests.strategies import json_values, papers, percents, right_answer

fractions = st.fractions(0, 1)
marks = st.builds(
    Mark,
    questions=st.lists(st.builds(QuestionMark, st.just("k"), fractions, st.integers(1, 20)), max_size=6).map(
        tuple
    ),
    pass_mark=percents,
)


@given(papers)
def test_a_paper_answered_rightly_is_full_and_passed(paper):
    result = mark(paper, {question.key: right_answer(question) for question in paper.questions})
    assert (result.share, result.score, result.percent) == (1, 1, 100)
    assert result.is_passed
    assert all(question.is_right for question in result.questions)


@given(papers)
def test_a_paper_left_empty_earns_nothing(paper):
    result = mark(paper, {})
    assert (result.share, result.score, result.percent) == (0, 0, 0)
    assert result.is_passed == (paper.pass_mark == 0)


@given(papers, st.data())
def test_one_more_right_answer_never_lowers_a_mark(paper, data):
    answers = data.draw(st.dictionaries(st.sampled_from([one.key for one in paper.questions]), json_values))
    question = data.draw(st.sampled_from(paper.questions))
    before, after = mark(paper, answers), mark(paper, answers | {question.key: right_answer(question)})
    assert after.share >= before.share
    assert after.is_passed >= before.is_passed


@given(marks)
def test_per_cent_and_score_are_rounded_down_and_agree(result):
    assert 0 <= result.share <= 1
    assert result.percent == floor(result.share * 100)
    assert result.score == Decimal(floor(result.share * 10_000)) / 10_000
    assert int(result.score * 100) == result.percent
    assert (result.percent == 100) == (result.score == 1) == (result.share == 1)


@given(marks)
def test_points_weigh_the_shares(result):
    points = sum(question.points for question in result.questions)
    assert result.share * points == sum(question.share * question.points for question in result.questions)


@given(marks, percents)
def test_who_passes_is_decided_by_the_exact_fraction(result, pass_mark):
    passed = replace(result, pass_mark=pass_mark).is_passed
    assert passed == (result.share >= Fraction(pass_mark, 100))
    assert passed == (result.percent >= pass_mark)


@pytest.mark.parametrize(
    ("right", "of", "pass_mark", "percent", "is_passed"),
    [
        (2, 3, 66, 66, True),
        (2, 3, 67, 66, False),
        (29, 100, 29, 29, True),
        (57, 100, 57, 57, True),
        (199, 200, 100, 99, False),
        (0, 5, 0, 0, True),
    ],
)
def test_a_mark_at_the_edge(right, of, pass_mark, percent, is_passed):
    asked = tuple(TrueFalse(key=str(index), prompt="", answer=True) for index in range(of))
    paper = Paper(questions=asked, pass_mark=pass_mark, feedback=FeedbackTime.END)
    result = mark(paper, {str(index): "true" for index in range(right)})
    assert (result.percent, result.is_passed) == (percent, is_passed)


def test_a_share_a_hair_below_everything_is_not_a_full_score():
    hair = Fraction(1, 10**40)
    assert Mark((QuestionMark("k", 1 - hair, 1),), 100).score == Decimal("0.9999")


def test_a_paper_without_questions_earns_nothing():
    assert mark(Paper(questions=(), pass_mark=50, feedback=FeedbackTime.END), {}).share == 0
