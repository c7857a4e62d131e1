"""Hypothesis strategies for plain values: outlines, evidence, questions, and answers of every kind.

Keys are small numbers dressed as UUIDs, so that a counterexample can be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count, product
from typing import Any
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st

from courses import outline, quiz
from learning.progress import Evidence

# Whoever draws from here states laws about small values, of which sixty say as much as a hundred; and a busy machine
# makes an example slow, not wrong.
settings.register_profile("laws", parent=settings(), max_examples=60, deadline=None)
settings.load_profile("laws")

STRANGER = UUID(int=10**6)
VERBS = ("registered", "experienced", "completed", "answered", "passed", "failed")

percents = st.integers(0, 100)
shares = st.integers(0, 10_000).map(lambda parts: Decimal(parts) / 10_000)
seeds = st.integers(0, 2**64 - 1)
short_texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=8).filter(
    str.strip
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=6), values, max_size=4),
    max_leaves=8,
)


def numbers(lowest: int = -(10**9), highest: int = 10**9) -> st.SearchStrategy[Decimal]:
    return st.decimals(lowest, highest, places=3)


# Courses. What a step is comes as one draw, for speed: courses are large, and a test looks at a hundred of them.

TEST_KINDS = list(product(["test"], [True, False], [0, 60, 100]))
LESSON_KINDS = list(
    product(["lesson"], [True, False], outline.Rule, [(), (True,), (False,), (True, False), (True, True)])
)


def _activity(draw: st.DrawFn, key: UUID, is_required: bool) -> outline.Activity:
    rule = draw(st.none() | st.sampled_from(outline.ActivityRule))
    pass_mark = draw(st.integers(1, 100)) if rule is outline.ActivityRule.PASSED else 0
    return outline.Activity(key, "h5p" if rule else "checklist", is_required, rule, pass_mark)


@st.composite
def outlines(draw: st.DrawFn) -> outline.Outline:
    """Courses of any shape, the impossible ones included; lessons may wait for any test, or for one that is gone."""
    keys = (UUID(int=number) for number in count(2))
    steps = st.lists(st.sampled_from(TEST_KINDS) | st.sampled_from(LESSON_KINDS), max_size=4)
    plan = [
        (next(keys), [(next(keys), kind) for kind in kinds]) for kinds in draw(st.lists(steps, max_size=3))
    ]
    final = [(next(keys), kind) for kind in draw(st.lists(st.sampled_from(TEST_KINDS), max_size=2))]
    found = [key for _, its in (*plan, (None, final)) for key, kind in its if kind[0] == "test"]
    waits_for = st.sampled_from([*found * 3, None, STRANGER])

    def step(key: UUID, kind: tuple[Any, ...]) -> outline.Step:
        if kind[0] == "test":
            return outline.Test(key, minutes=20, is_required=kind[1], pass_mark=kind[2])
        tasks = tuple(_activity(draw, next(keys), is_required) for is_required in kind[3])
        return outline.Lesson(
            key, minutes=key.int, is_required=kind[1], rule=kind[2], activities=tasks, test=draw(waits_for)
        )

    return outline.Outline(
        key=UUID(int=1),
        module_order=draw(st.sampled_from(outline.ModuleOrder)),
        certificate=draw(st.sampled_from(outline.CertificateKind)),
        modules=tuple(outline.Module(key, tuple(step(*one) for one in its)) for key, its in plan),
        tests=tuple(outline.Test(key, 20, kind[1], kind[2]) for key, kind in final),
    )


def evidence_about(keys: list[UUID]) -> st.SearchStrategy[Evidence]:
    known = [*keys, STRANGER]
    some = st.integers(0, 2 ** len(known) - 1).map(
        lambda bits: frozenset(key for index, key in enumerate(known) if bits >> index & 1)
    )
    scores = st.dictionaries(st.sampled_from(known), shares, max_size=3)
    return st.builds(Evidence, opened=some, done=some, scores=scores, finished=some)


def evidence_of(course: outline.Outline) -> st.SearchStrategy[Evidence]:
    """Whatever a learner may have done in `course`, in whatever order."""
    steps = list(course.steps())
    inside = [
        activity.key for step in steps if isinstance(step, outline.Lesson) for activity in step.activities
    ]
    return evidence_about([*(step.key for step in steps), *inside])


@dataclass(frozen=True)
class Entry:
    """A statement, as far as it is evidence."""

    verb: str
    object_type: str
    object_key: UUID
    score: Decimal | None = None
    context: dict[str, Any] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid4, compare=False)


entries = st.builds(
    Entry,
    verb=st.sampled_from(VERBS),
    object_type=st.sampled_from(["course", "lesson", "activity", "part", "test"]),
    object_key=st.integers(1, 4).map(lambda number: UUID(int=number)),
    score=st.none() | shares,
    context=st.sampled_from([{}, {"reported": {"completion": True}}, {"reported": {}}]),
)


# Quizzes


def _texts(lowest: int, highest: int) -> st.SearchStrategy[list[str]]:
    return st.lists(
        short_texts, min_size=lowest, max_size=highest, unique_by=lambda text: text.strip().casefold()
    )


@st.composite
def single_choices(draw: st.DrawFn) -> quiz.SingleChoice:
    texts = draw(_texts(2, 5))
    right = draw(st.sampled_from(texts))
    options = tuple(quiz.Option(str(index), text, text == right) for index, text in enumerate(texts))
    return quiz.SingleChoice(key="single", prompt="", options=options, points=draw(st.integers(1, 5)))


@st.composite
def multiple_choices(draw: st.DrawFn) -> quiz.MultipleChoice:
    texts = draw(_texts(2, 6))
    right = draw(st.sets(st.sampled_from(texts), min_size=1))
    options = tuple(quiz.Option(str(index), text, text in right) for index, text in enumerate(texts))
    return quiz.MultipleChoice(key="several", prompt="", options=options, points=draw(st.integers(1, 5)))


@st.composite
def orderings(draw: st.DrawFn) -> quiz.Ordering:
    options = tuple(quiz.Option(str(index), text) for index, text in enumerate(draw(_texts(2, 5))))
    shown = tuple(draw(st.permutations([option.key for option in options])))
    return quiz.Ordering(key="order", prompt="", options=options, presented=shown)


@st.composite
def matchings(draw: st.DrawFn) -> quiz.Matching:
    """Pairs whose left halves differ; right halves may repeat."""
    lefts = draw(_texts(2, 5))
    pairs = tuple(
        quiz.Pair(f"left-{index}", left, f"right-{index}", draw(st.sampled_from("ABC")))
        for index, left in enumerate(lefts)
    )
    shown = tuple(draw(st.permutations([pair.right_key for pair in pairs])))
    return quiz.Matching(key="match", prompt="", pairs=pairs, presented=shown)


questions: st.SearchStrategy[quiz.Question] = st.one_of(
    single_choices(),
    multiple_choices(),
    st.builds(quiz.TrueFalse, key=st.just("true"), prompt=st.just(""), answer=st.booleans()),
    orderings(),
    matchings(),
    st.builds(
        quiz.Number,
        key=st.just("number"),
        prompt=st.just(""),
        answer=numbers(),
        tolerance=numbers(0, 10),
        unit=st.text(max_size=3),
    ),
    st.builds(
        quiz.ShortText,
        key=st.just("text"),
        prompt=st.just(""),
        accepted=st.lists(short_texts, min_size=1, max_size=3).map(tuple),
    ),
)
"""Sound questions of every type."""

papers = st.builds(
    quiz.Paper,
    questions=st.lists(questions, min_size=1, max_size=5, unique_by=lambda question: question.key).map(tuple),
    pass_mark=percents,
    feedback=st.sampled_from(quiz.FeedbackTime),
)


def right_answer(question: quiz.Question) -> Any:
    """What a learner who knows everything sends."""
    match question:
        case quiz.SingleChoice(options=options):
            return next(option.key for option in options if option.is_right)
        case quiz.MultipleChoice(options=options):
            return [option.key for option in options if option.is_right]
        case quiz.TrueFalse(answer=answer):
            return "true" if answer else "false"
        case quiz.Ordering(options=options):
            return {option.key: str(place) for place, option in enumerate(options, 1)}
        case quiz.Matching(pairs=pairs):
            return {pair.key: pair.right_key for pair in pairs}
        case quiz.Number(answer=number):
            return str(number)
        case quiz.ShortText(accepted=accepted):
            return accepted[0]
    raise TypeError(type(question).__name__)
