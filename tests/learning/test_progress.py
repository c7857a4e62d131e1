from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from courses import outline
from courses.outline import (
    CertificateKind,
    Lesson,
    Module,
    ModuleOrder,
    Outline,
    Rule,
)
from learning.progress import Cause, Evidence, Reason, State, evaluate
from tests.strategies import STRANGER, evidence_about, evidence_of, outlines

COURSE, LESSON, OTHER, TEST = (UUID(int=number) for number in range(1, 5))
RANK = [State.LOCKED, State.OPEN, State.STARTED, State.DONE]

evidences = evidence_about([LESSON, OTHER, TEST])


@st.composite
def learners(draw: st.DrawFn) -> tuple[Outline, Evidence]:
    """A course, and what somebody has done in it."""
    shape = draw(outlines())
    return shape, draw(evidence_of(shape))


@st.composite
def busy_learners(draw: st.DrawFn) -> tuple[Outline, Evidence, Evidence]:
    """A course, what somebody has done in it, and what they did since."""
    shape = draw(outlines())
    return shape, draw(evidence_of(shape)), draw(evidence_of(shape))


def all_steps(progress):
    return [*(step for module in progress.modules for step in module.steps), *progress.tests]


# Evidence is a join-semilattice


@given(evidences, evidences)
def test_it_does_not_matter_which_evidence_comes_first(one, other):
    assert one.merge(other) == other.merge(one)


@given(evidences, evidences, evidences)
def test_nor_how_evidence_is_batched(one, two, three):
    assert one.merge(two).merge(three) == one.merge(two.merge(three))


@given(evidences)
def test_nor_whether_it_comes_twice(one):
    assert one.merge(one) == one
    assert one.merge(Evidence()) == Evidence().merge(one) == one


@given(evidences, evidences)
def test_merging_loses_nothing_and_invents_nothing(one, other):
    both = one.merge(other)
    assert both.opened == one.opened | other.opened
    assert both.done == one.done | other.done
    assert both.finished == one.finished | other.finished
    assert set(both.scores) == set(one.scores) | set(other.scores)
    for key, score in both.scores.items():
        assert score == max(found.scores[key] for found in (one, other) if key in found.scores)


@given(evidences, evidences)
def test_merging_leaves_both_sides_as_they_were(one, other):
    before = dict(one.scores), dict(other.scores)
    one.merge(other)
    assert (one.scores, other.scores) == before


# Percentages, completion, reasons


@given(learners())
def test_only_a_complete_course_reads_100_per_cent(learner):
    progress = evaluate(*learner)
    assert 0 <= progress.percent <= 100
    assert (progress.percent == 100) == progress.is_complete


@given(learners())
def test_per_cent_counts_the_required_steps_that_are_done(learner):
    progress = evaluate(*learner)
    required = [step for step in all_steps(progress) if step.step.is_required]
    done = [step for step in required if step.is_done]
    assert progress.is_complete == (bool(required) and len(done) == len(required))
    assert progress.percent * len(required) <= 100 * len(done)
    assert not required or (progress.percent + 1) * len(required) > 100 * len(done)


@given(learners())
def test_whatever_is_not_done_says_why_and_whatever_is_done_says_nothing(learner):
    progress = evaluate(*learner)
    assert bool(progress.reasons) != progress.is_complete
    for item in (*progress.modules, *all_steps(progress)):
        assert bool(item.reasons) == (item.state is not State.DONE)
        assert len(set(item.reasons)) == len(item.reasons)


@given(learners())
def test_reasons_name_something_of_this_course(learner):
    shape, _ = learner
    progress = evaluate(*learner)
    steps = list(shape.steps())
    lessons = [step for step in steps if isinstance(step, Lesson)]
    known = {shape.key, *(module.key for module in shape.modules), *(step.key for step in steps)}
    known |= {activity.key for lesson in lessons for activity in lesson.activities}
    known |= {lesson.test for lesson in lessons}
    for item in (progress, *progress.modules, *all_steps(progress)):
        assert {reason.about for reason in item.reasons} <= known


@given(learners())
def test_progress_has_the_shape_of_the_course(learner):
    shape, evidence = learner
    progress = evaluate(shape, evidence)
    assert [step.step for step in all_steps(progress)] == list(shape.steps())
    assert [module.key for module in progress.modules] == [module.key for module in shape.modules]
    for step in all_steps(progress):
        assert progress.step(step.key) == step
        assert step.score == evidence.scores.get(step.key)
    assert progress.step(STRANGER) is None


@given(learners())
def test_a_module_is_done_with_its_required_steps(learner):
    for module in evaluate(*learner).modules:
        required = [step for step in module.steps if step.step.is_required]
        assert (module.required, module.done) == (len(required), sum(step.is_done for step in required))
        assert (module.state is State.DONE) == (module.done == module.required > 0)
        if module.state in {State.OPEN, State.STARTED}:
            is_started = any(step.state in {State.STARTED, State.DONE} for step in module.steps)
            assert (module.state is State.STARTED) == is_started


@given(evidences, st.sampled_from(ModuleOrder), st.sampled_from(CertificateKind), st.integers(0, 3))
def test_an_empty_course_is_never_complete(evidence, order, certificate, size):
    empty = tuple(Module(UUID(int=100 + index)) for index in range(size))
    progress = evaluate(Outline(COURSE, order, certificate, empty), evidence)
    assert (progress.percent, progress.is_complete, progress.next_step) == (0, False, None)
    assert progress.reasons == (Reason(Cause.NOTHING_REQUIRED, COURSE),)


# More evidence


@given(busy_learners())
def test_more_evidence_never_lowers_anything(learner):
    shape, evidence, more = learner
    before, after = evaluate(shape, evidence), evaluate(shape, evidence.merge(more))
    assert after.percent >= before.percent
    assert after.is_complete >= before.is_complete
    for one, other in zip(before.modules, after.modules, strict=True):
        assert other.done >= one.done
        assert RANK.index(other.state) >= RANK.index(one.state)
    for one, other in zip(all_steps(before), all_steps(after), strict=True):
        assert RANK.index(other.state) >= RANK.index(one.state)
        assert one.score is None or other.score >= one.score


@given(learners())
def test_what_was_done_elsewhere_changes_nothing(learner):
    shape, evidence = learner
    stranger = frozenset([UUID(int=10**7)])
    elsewhere = Evidence(opened=stranger, done=stranger, scores=dict.fromkeys(stranger, Decimal(1)))
    assert evaluate(shape, evidence.merge(elsewhere)) == evaluate(shape, evidence)


@given(learners(), st.data())
def test_a_lesson_once_done_stays_done_under_any_rule(learner, data):
    shape, evidence = learner
    lessons = [step for step in shape.steps() if isinstance(step, Lesson)]
    evidence = evidence.merge(Evidence(done=frozenset(lesson.key for lesson in lessons)))
    modules = tuple(
        replace(
            module,
            steps=tuple(
                replace(
                    step,
                    rule=data.draw(st.sampled_from(Rule)),
                    test=data.draw(st.sampled_from([None, STRANGER])),
                )
                if isinstance(step, Lesson)
                else step
                for step in module.steps
            ),
        )
        for module in shape.modules
    )
    progress = evaluate(replace(shape, modules=modules), evidence)
    assert all(progress.step(lesson.key).is_done for lesson in lessons)


@given(learners())
def test_everything_done_completes_any_course_that_requires_something(learner):
    shape, _ = learner
    everything = Evidence(done=frozenset(step.key for step in shape.steps()))
    progress = evaluate(shape, everything)
    assert progress.is_complete == any(step.is_required for step in shape.steps())
    assert all(step.is_done for step in all_steps(progress))


# Order


@given(learners())
def test_modules_open_one_after_another_and_only_where_the_course_says_so(learner):
    shape, _ = learner
    progress = evaluate(*learner)
    blocking = None
    for module in progress.modules:
        expect_lock(module, blocking, shape)
        for step in module.steps:
            expect_lock(step, blocking, shape)
        if blocking is None and module.done < module.required:
            blocking = module.key
    for test in progress.tests:
        expect_lock(test, blocking, shape)


def expect_lock(item, blocking, shape):
    is_locked = (
        shape.module_order is ModuleOrder.IN_ORDER and blocking is not None and item.state is not State.DONE
    )
    assert (item.state is State.LOCKED) == is_locked
    locks = [reason for reason in item.reasons if reason.cause is Cause.EARLIER_MODULE_OPEN]
    assert locks == ([Reason(Cause.EARLIER_MODULE_OPEN, blocking)] if is_locked else [])
    assert not is_locked or item.reasons[0] == locks[0]


@given(learners())
def test_the_next_step_is_the_first_that_is_required_and_where_there_is_something_to_do(learner):
    progress = evaluate(*learner)
    candidates = [
        step.key
        for step in all_steps(progress)
        if step.step.is_required and step.state in {State.OPEN, State.STARTED} and not waits(step)
    ]
    assume(candidates)
    assert progress.next_step == candidates[0]


def waits(step):
    """Whether all that is left of a lesson that was looked at is a test."""
    return step.state is State.STARTED and {reason.cause for reason in step.reasons} == {
        Cause.TEST_OF_LESSON_OPEN
    }


@given(learners())
def test_the_next_step_is_never_a_lesson_where_nothing_is_left_but_its_test(learner):
    shape, _ = learner
    assume(not outline.faults(shape))
    progress = evaluate(*learner)
    step = progress.step(progress.next_step)
    assert step is None or (step.state in {State.OPEN, State.STARTED} and not waits(step))


@given(learners())
def test_there_is_always_a_next_step_until_nothing_required_is_left(learner):
    shape, _ = learner
    progress = evaluate(*learner)
    is_over = progress.is_complete or not any(step.is_required for step in shape.steps())
    assert (progress.next_step is None) == is_over
