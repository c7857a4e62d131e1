from __future__ import annotations

from dataclasses import replace

import pytest

from certificates.facts import ModuleFact, StepFact
from certificates.pdf import render_transcript
from certificates.transcript import Line, transcript

from .conftest import FACTS, printable
from .records import NAMES, record
from .samples import ENGLISH, empty_boxes, failures, text_of

LESSON = StepFact("A lesson", False, True, True, 20)


def exam(title: str, result: int | None, *, is_done: bool = True) -> StepFact:
    return StepFact(title, True, True, is_done, 10, result, 60, 2)


def test_a_module_with_one_test_has_its_result_on_its_line():
    facts = replace(FACTS, modules=(ModuleFact("Seeing", 30, (LESSON, exam("Test", 80))),))
    assert transcript(facts) == (Line("Seeing", 30, 80, 2),)


def test_several_tests_have_a_line_each():
    module = ModuleFact("Seeing", 40, (exam("First", 80), LESSON, exam("Second", 70)))
    assert transcript(replace(FACTS, modules=(module,))) == (
        Line("Seeing", 40),
        Line("First", None, 80, 2),
        Line("Second", None, 70, 2),
    )


def test_tests_of_the_whole_course_come_last():
    facts = replace(FACTS, modules=(ModuleFact("Seeing", 20, (LESSON,)),), final_tests=(exam("Final", 90),))
    assert transcript(facts) == (Line("Seeing", 20), Line("Final", None, 90, 2))


def test_a_test_that_was_not_passed_has_attempts_and_no_result():
    module = ModuleFact("Seeing", 20, (exam("Test", 30, is_done=False),))
    assert transcript(replace(FACTS, modules=(module,))) == (Line("Seeing", 20, None, 2),)


def test_old_records_list_what_they_know():
    assert transcript(FACTS) == (
        Line("Seeing", 40),
        Line("Acting", 65),
        Line("Final test", None, 87),
    )


@pytest.mark.parametrize("name", NAMES)
def test_is_a_file_of_its_own_for_every_record(name: str):
    pdf = render_transcript(record(name))
    assert failures(pdf) == []
    assert empty_boxes(pdf) == 0
    text = text_of(pdf)
    for words in (record(name).facts.holder, record(name).facts.course, record(name).facts.edition_digest):
        assert words in text


def test_the_file_says_every_step_with_result_attempts_and_workload():
    text = text_of(render_transcript(printable(ENGLISH)))
    assert "A lesson done 20 minutes" in text
    assert "Test of Acting passed 71 % (pass mark 60 %) 3 10 minutes" in text
    assert "Tests of the whole course" in text
