import json
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given

from courses import outline
from courses.outline import (
    Activity,
    ActivityRule,
    CertificateKind,
    Fault,
    Lesson,
    Module,
    ModuleOrder,
    Outline,
    Rule,
)
from learning.progress import Evidence, State, evaluate
from tests.strategies import STRANGER, outlines

COURSE, MODULE, LESSON, OTHER_MODULE, TEST, ACTIVITY = (UUID(int=number) for number in range(1, 7))
READ = Lesson(LESSON, minutes=10, is_required=True, rule=Rule.READ)
EXAM = outline.Test(TEST, minutes=20, is_required=True, pass_mark=60)


def course(*modules, tests=(), order=ModuleOrder.FREE, certificate=CertificateKind.PARTICIPATION):
    return Outline(COURSE, order, certificate, tuple(modules), tuple(tests))


def learn_all_that_is_open(shape: Outline) -> Evidence:
    """What a tireless learner has done in the end, who does whatever the course lets them do."""
    evidence = Evidence()
    while True:
        progress = evaluate(shape, evidence)
        done: set[UUID] = set()
        for step in (progress.step(step.key) for step in shape.steps()):
            if step.state is State.LOCKED:
                continue
            if isinstance(step.step, Lesson):
                done |= {activity.key for activity in step.step.activities}
            # As the actions have it: a lesson that waits for something else cannot be marked as done.
            if all(reason.about == step.key for reason in step.reasons):
                done.add(step.key)
        if done <= evidence.done:
            return evidence
        evidence = evidence.merge(Evidence(done=frozenset(done)))


@given(outlines())
def test_an_outline_survives_the_way_through_json(shape):
    assert outline.from_data(json.loads(json.dumps(outline.to_data(shape)))) == shape


@given(outlines(), outlines())
def test_different_outlines_have_different_data(one, other):
    assert (outline.to_data(one) == outline.to_data(other)) == (one == other)


def test_a_course_knows_whether_an_achievement_rests_on_scores_from_a_browser():
    played = Activity(ACTIVITY, "h5p", True, ActivityRule.PASSED, 60)
    lesson = replace(READ, rule=Rule.ACTIVITIES, activities=(played,))

    def counts(step, certificate=CertificateKind.ACHIEVEMENT, tests=(EXAM,)):
        return course(Module(MODULE, (step,)), tests=tests, certificate=certificate).counts_reported_scores

    assert counts(lesson)
    assert not counts(lesson, certificate=CertificateKind.PARTICIPATION)
    assert not counts(replace(lesson, is_required=False))
    assert not counts(replace(lesson, rule=Rule.READ))
    for other in (
        replace(played, is_required=False),
        replace(played, rule=ActivityRule.FINISHED, pass_mark=0),
    ):
        assert not counts(replace(lesson, activities=(other,)))


@given(outlines().filter(lambda shape: not outline.faults(shape)))
def test_a_course_without_faults_can_be_completed_by_doing_only_what_is_open(shape):
    assert evaluate(shape, learn_all_that_is_open(shape)).is_complete


@given(outlines())
def test_no_effort_completes_a_course_that_has_no_required_step_or_waits_for_a_test_in_vain(shape):
    hopeless = {Fault.NO_REQUIRED_STEP, Fault.TEST_COMES_TOO_LATE}
    if hopeless & {fault for fault, _ in outline.faults(shape)}:
        assert not evaluate(shape, learn_all_that_is_open(shape)).is_complete


@given(outlines())
def test_faults_are_said_of_the_course_or_of_one_of_its_required_lessons(shape):
    required = {step.key for step in shape.steps() if isinstance(step, Lesson) and step.is_required}
    assert {key for _, key in outline.faults(shape)} <= required | {shape.key}


@given(outlines())
def test_the_workload_counts_the_minutes_of_every_lesson_and_of_no_test(shape):
    lessons = [step for step in shape.steps() if isinstance(step, Lesson)]
    assert shape.minutes == sum(lesson.minutes for lesson in lessons)
    assert shape.minutes == sum(module.minutes for module in shape.modules)


@given(outlines())
def test_neighbours_lead_through_the_whole_course_and_back(shape):
    steps = list(shape.steps())
    for before, after in pairwise(steps):
        assert shape.neighbours(before.key)[1] == after
        assert shape.neighbours(after.key)[0] == before
    if steps:
        assert shape.neighbours(steps[0].key)[0] is None
        assert shape.neighbours(steps[-1].key)[1] is None


@given(outlines())
def test_each_step_is_found_by_its_key_and_in_its_module(shape):
    for step in shape.steps():
        module = shape.module_of(step.key)
        assert shape.step(step.key) == step
        assert step in (module.steps if module else shape.tests)


@given(outlines())
def test_a_key_from_elsewhere_finds_nothing(shape):
    assert shape.step(STRANGER) is None
    assert shape.module_of(STRANGER) is None
    assert shape.neighbours(STRANGER) == (None, None)


@given(outlines())
def test_only_required_activities_are_asked_for(shape):
    for step in shape.steps():
        if isinstance(step, Lesson):
            assert set(step.required_activities) == {one for one in step.activities if one.is_required}


WAITING = replace(READ, rule=Rule.TEST, test=TEST)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        pytest.param(course(), [(Fault.NO_REQUIRED_STEP, COURSE)], id="an empty course"),
        pytest.param(course(Module(MODULE)), [(Fault.NO_REQUIRED_STEP, COURSE)], id="an empty module"),
        pytest.param(
            course(Module(MODULE, (replace(READ, is_required=False),))),
            [(Fault.NO_REQUIRED_STEP, COURSE)],
            id="only an optional lesson",
        ),
        pytest.param(course(Module(MODULE, (READ,))), [], id="one lesson to read"),
        pytest.param(course(tests=[EXAM]), [], id="only a test"),
        pytest.param(
            course(Module(MODULE, (replace(READ, rule=Rule.ACTIVITIES),))),
            [(Fault.NO_REQUIRED_ACTIVITY, LESSON)],
            id="activities asked for, none there",
        ),
        pytest.param(
            course(
                Module(
                    MODULE,
                    (
                        replace(
                            READ, rule=Rule.ACTIVITIES, activities=(Activity(ACTIVITY, "checklist", False),)
                        ),
                    ),
                )
            ),
            [(Fault.NO_REQUIRED_ACTIVITY, LESSON)],
            id="activities asked for, only optional ones there",
        ),
        pytest.param(
            course(Module(MODULE, (WAITING,))), [(Fault.TEST_MISSING, LESSON)], id="a test that is not there"
        ),
        pytest.param(
            course(Module(MODULE, (replace(WAITING, test=None),))),
            [(Fault.TEST_MISSING, LESSON)],
            id="a test that nobody named",
        ),
        pytest.param(
            course(Module(MODULE, (READ, replace(WAITING, key=ACTIVITY, is_required=False)))),
            [],
            id="an optional lesson holds nobody up",
        ),
        pytest.param(course(Module(MODULE, (WAITING,)), tests=[EXAM]), [], id="a later test, modules free"),
        pytest.param(
            course(Module(MODULE, (WAITING,)), tests=[EXAM], order=ModuleOrder.IN_ORDER),
            [(Fault.TEST_COMES_TOO_LATE, LESSON)],
            id="the final test opens only after the lesson that waits for it",
        ),
        pytest.param(
            course(Module(MODULE, (WAITING,)), Module(OTHER_MODULE, (EXAM,)), order=ModuleOrder.IN_ORDER),
            [(Fault.TEST_COMES_TOO_LATE, LESSON)],
            id="the test of a later module opens only after the lesson that waits for it",
        ),
        pytest.param(
            course(Module(MODULE, (EXAM,)), Module(OTHER_MODULE, (WAITING,)), order=ModuleOrder.IN_ORDER),
            [],
            id="an earlier test, modules in order",
        ),
        pytest.param(
            course(Module(MODULE, (WAITING, EXAM)), order=ModuleOrder.IN_ORDER),
            [],
            id="a test of the same module, modules in order",
        ),
        pytest.param(
            course(
                Module(MODULE, (READ, replace(EXAM, is_required=False))),
                certificate=CertificateKind.ACHIEVEMENT,
            ),
            [(Fault.ACHIEVEMENT_WITHOUT_TEST, COURSE)],
            id="an achievement, but its only test is optional",
        ),
        pytest.param(
            course(Module(MODULE, (READ,)), tests=[EXAM], certificate=CertificateKind.ACHIEVEMENT),
            [],
            id="an achievement with a test",
        ),
    ],
)
def test_what_makes_a_course_impossible_to_complete(shape, expected):
    assert outline.faults(shape) == expected
