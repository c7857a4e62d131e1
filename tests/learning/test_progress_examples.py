"""Rules of completion by example."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from courses import outline
from courses.outline import (
    Activity,
    ActivityRule,
    CertificateKind,
    Lesson,
    Module,
    ModuleOrder,
    Outline,
    Rule,
)
from learning.progress import Cause, Evidence, Reason, State, evaluate

COURSE, FIRST, SECOND, LESSON, OTHER, TEST, TASK, EXTRA = (UUID(int=number) for number in range(1, 9))
EXAM = outline.Test(TEST, minutes=20, is_required=True, pass_mark=60)

# What each rule waits for

READ = Lesson(
    LESSON,
    10,
    True,
    Rule.READ,
    (Activity(TASK, "checklist", True), Activity(EXTRA, "reflection", False)),
    TEST,
)
DOING = replace(READ, rule=Rule.ACTIVITIES)
VIEWING, FINISHING, PASSING = (
    replace(DOING, activities=(Activity(TASK, "h5p", True, rule, 70 if rule is ActivityRule.PASSED else 0),))
    for rule in ActivityRule
)
NEARLY = Decimal("0.6999")
TESTED = replace(READ, rule=Rule.TEST)


def progress_in(step, **evidence):
    shape = Outline(COURSE, ModuleOrder.FREE, CertificateKind.NONE, (Module(FIRST, (step,)),))
    return evaluate(shape, Evidence(**evidence)).step(step.key)


@pytest.mark.parametrize(
    ("step", "evidence", "state", "reasons"),
    [
        (READ, {}, State.OPEN, [Reason(Cause.NOT_MARKED_AS_DONE, LESSON)]),
        (READ, {"opened": {LESSON}}, State.STARTED, [Reason(Cause.NOT_MARKED_AS_DONE, LESSON)]),
        (READ, {"done": {TASK, EXTRA, TEST}}, State.STARTED, [Reason(Cause.NOT_MARKED_AS_DONE, LESSON)]),
        (READ, {"done": {LESSON}}, State.DONE, []),
        (DOING, {"opened": {LESSON}}, State.STARTED, [Reason(Cause.ACTIVITY_OPEN, TASK)]),
        (DOING, {"done": {EXTRA}}, State.STARTED, [Reason(Cause.ACTIVITY_OPEN, TASK)]),
        (DOING, {"done": {TASK}}, State.DONE, []),
        (VIEWING, {}, State.OPEN, [Reason(Cause.ACTIVITY_NOT_VIEWED, TASK)]),
        (VIEWING, {"opened": {TASK}}, State.DONE, []),
        (VIEWING, {"scores": {TASK: Decimal(0)}}, State.DONE, []),
        (FINISHING, {"opened": {TASK}}, State.STARTED, [Reason(Cause.ACTIVITY_NOT_FINISHED, TASK)]),
        (FINISHING, {"finished": {TASK}}, State.DONE, []),
        (FINISHING, {"done": {TASK}}, State.DONE, []),
        (PASSING, {"finished": {TASK}}, State.STARTED, [Reason(Cause.ACTIVITY_NOT_PASSED, TASK, None, 70)]),
        (
            PASSING,
            {"finished": {TASK}, "scores": {TASK: NEARLY}},
            State.STARTED,
            [Reason(Cause.ACTIVITY_NOT_PASSED, TASK, NEARLY, 70)],
        ),
        (PASSING, {"scores": {TASK: Decimal("0.7")}}, State.DONE, []),
        (PASSING, {"done": {TASK}}, State.DONE, []),
        (DOING, {"done": {LESSON}}, State.DONE, []),
        (TESTED, {"done": {TASK}}, State.STARTED, [Reason(Cause.TEST_OF_LESSON_OPEN, TEST)]),
        (TESTED, {"done": {TEST}}, State.DONE, []),
        (replace(TESTED, test=None), {}, State.OPEN, [Reason(Cause.NOT_MARKED_AS_DONE, LESSON)]),
        (
            replace(DOING, activities=READ.activities[1:]),
            {},
            State.OPEN,
            [Reason(Cause.NOT_MARKED_AS_DONE, LESSON)],
        ),
        (EXAM, {}, State.OPEN, [Reason(Cause.TEST_NOT_TAKEN, TEST, pass_mark=60)]),
        (EXAM, {"opened": {TEST}}, State.STARTED, [Reason(Cause.TEST_NOT_TAKEN, TEST, pass_mark=60)]),
        (
            EXAM,
            {"scores": {TEST: Decimal("0.59")}},
            State.STARTED,
            [Reason(Cause.TEST_NOT_PASSED, TEST, Decimal("0.59"), 60)],
        ),
        (EXAM, {"done": {TEST}, "scores": {TEST: Decimal("0.6")}}, State.DONE, []),
    ],
)
def test_a_step_is_done_when_its_rule_is_met(step, evidence, state, reasons):
    found = progress_in(step, **evidence)
    assert (found.state, list(found.reasons)) == (state, reasons)


def test_a_lesson_that_waits_for_a_later_test_is_read_and_then_the_way_leads_on_to_the_test():
    between = Lesson(OTHER, 5, True, Rule.READ)
    exam = replace(EXAM, is_required=False)
    shape = Outline(
        COURSE, ModuleOrder.IN_ORDER, CertificateKind.NONE, (Module(FIRST, (TESTED, between, exam)),)
    )

    def next_step(**evidence):
        return evaluate(shape, Evidence(**evidence)).next_step

    assert next_step() == LESSON
    assert next_step(opened={LESSON}) == OTHER
    assert next_step(opened={LESSON}, done={OTHER}) == TEST
    assert next_step(opened={LESSON}, done={OTHER, TEST}) is None


def test_a_lesson_whose_test_cannot_be_reached_is_still_where_the_reason_stands():
    later = Module(SECOND, (EXAM,))
    shape = Outline(COURSE, ModuleOrder.IN_ORDER, CertificateKind.NONE, (Module(FIRST, (TESTED,)), later))
    assert evaluate(shape, Evidence(opened=frozenset([LESSON]))).next_step == LESSON


def test_a_module_in_words():
    lesson = Lesson(OTHER, 5, True, Rule.READ)
    modules = (Module(FIRST, (READ, EXAM)), Module(SECOND, (lesson,)))
    shape = Outline(COURSE, ModuleOrder.IN_ORDER, CertificateKind.NONE, modules)
    progress = evaluate(shape, Evidence(done=frozenset([TEST])))
    assert [(module.state, module.reasons) for module in progress.modules] == [
        (State.STARTED, (Reason(Cause.STEP_OPEN, LESSON),)),
        (State.LOCKED, (Reason(Cause.EARLIER_MODULE_OPEN, FIRST), Reason(Cause.STEP_OPEN, OTHER))),
    ]
    assert (progress.percent, progress.next_step) == (33, LESSON)
    assert progress.reasons == (Reason(Cause.STEP_OPEN, LESSON), Reason(Cause.STEP_OPEN, OTHER))
