"""What H5P packages report: each result enters the ledger once, counts by its rule, and can be forged for nobody else."""

from __future__ import annotations

import json
import uuid
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.actions import publish
from courses.models import CoursePage, H5PPackage, LessonPage
from learning import actions
from learning.actions.ingest import MOST_A_MINUTE
from learning.models import Enrolment, H5PState, ObjectType, Receipt, Statement
from learning.progress import Cause, evaluate
from learning.rebuilding import differences
from learning.refusals import AlreadyDone
from tests import editions, factories

from . import xapi_rules
from .queueing import RECORDED, Queue

pytestmark = pytest.mark.django_db

WHY = {"reason": "The line was down."}


@pytest.fixture
def package(db: None) -> H5PPackage:
    return factories.h5p_package()


@pytest.fixture
def lesson(course: CoursePage, package: H5PPackage) -> LessonPage:
    """The first lesson: to be done by passing one package and reading another."""
    return put(factories.lessons_of(course)[0], factories.h5p(package, rule="passed", pass_mark=70))


def put(lesson: LessonPage, *blocks: dict[str, Any]) -> LessonPage:
    lesson.body, lesson.rule = list(blocks), "activities"
    publish(page=lesson)
    return LessonPage.objects.get(pk=lesson.pk)


def key_in(lesson: LessonPage, place: int = 0) -> UUID:
    return UUID(lesson.body.raw_data[place]["id"])


class Playing:
    """One package on the page of a learner."""

    def __init__(self, queue: Queue, lesson: LessonPage, place: int = 0) -> None:
        self.queue, self.lesson, self.key = queue, lesson, key_in(lesson, place)

    def viewed(self) -> dict[str, Any]:
        return self.queue.fact("h5p-viewed", self.lesson, activity=str(self.key))

    def result(self, raw: Any = None, most: Any = 10, verb: str = "answered", **said: Any) -> dict[str, Any]:
        score = {} if raw is None else {"raw": raw, "max": most}
        report = {"verb": verb, "score": score} | said
        return self.queue.fact("h5p-result", self.lesson, activity=str(self.key), report=report)

    def state(self, state: Any, generation: int = 1) -> dict[str, Any]:
        text = state if isinstance(state, str) else json.dumps(state)
        about = {"activity": str(self.key), "state": text, "generation": generation}
        return self.queue.fact("h5p-state", self.lesson, **about)

    @property
    def why_open(self) -> list[Cause]:
        evidence = Enrolment.objects.get(learner=self.queue.learner).evidence
        step = evaluate(editions.newest().shape, evidence).step(self.lesson.translation_key)
        assert step
        return [reason.cause for reason in step.reasons]


@pytest.fixture
def playing(queue: Queue, lesson: LessonPage) -> Playing:
    return Playing(queue, lesson)


def is_sound() -> bool:
    return not [difference for difference in differences() if difference]


class TestAResult:
    def test_is_kept_with_all_that_the_server_adds(
        self, queue: Queue, playing: Playing, enrolment: Enrolment
    ) -> None:
        fact = playing.result(8, success=True, completion=True, duration="PT12.5S")
        assert queue.send(fact, fact) == [RECORDED, RECORDED]
        statement = Statement.objects.get(pk=fact["id"])
        assert (statement.verb, statement.object_type) == ("answered", ObjectType.ACTIVITY)
        assert (statement.object_key, str(statement.score)) == (playing.key, "0.8000")
        assert statement.learner_key == queue.learner.learner_key
        assert statement.edition == editions.newest()
        assert statement.context["reported"] == {
            "raw": 8,
            "max": 10,
            "success": True,
            "completion": True,
            "duration": "PT12.5S",
        }
        assert playing.lesson.translation_key in enrolment.evidence.done
        assert is_sound()

    def test_a_fail_is_a_fail_and_a_retake_never_lowers(
        self, queue: Queue, playing: Playing, enrolment: Enrolment
    ) -> None:
        queue.send(playing.result(5, verb="failed"), playing.result(6, verb="passed", success=True))
        assert playing.why_open == [Cause.ACTIVITY_NOT_PASSED]
        queue.send(playing.result(7), playing.result(2))
        assert playing.why_open == []
        assert str(enrolment.evidence.scores[playing.key]) == "0.7000"
        assert is_sound()

    def test_of_a_part_is_kept_apart_and_completes_nothing(
        self, queue: Queue, playing: Playing, enrolment: Enrolment
    ) -> None:
        parts = [playing.result(10, part=f"part-{number}", completion=True) for number in (1, 1, 2)]
        assert queue.send(*parts) == [RECORDED] * 3
        assert queue.send(*parts) == [RECORDED] * 3
        found = Statement.objects.filter(object_type=ObjectType.PART)
        assert found.count() == 3
        assert {each.object_key for each in found} == {
            uuid5(playing.key, "part-1"),
            uuid5(playing.key, "part-2"),
        }
        assert {each.context["parent"] for each in found} == {str(playing.key)}
        assert not enrolment.evidence.about
        assert playing.why_open == [Cause.ACTIVITY_NOT_PASSED]
        assert is_sound()

    @pytest.mark.parametrize(("raw", "most"), [(11, 10), (-1, 10), (1, 0), ("5", 10), (float("nan"), 1)])
    def test_that_cannot_be_is_refused(self, queue: Queue, playing: Playing, raw: Any, most: Any) -> None:
        assert queue.reasons(playing.result(raw, most)) == ["ImpossibleScore"]
        assert not Statement.objects.exclude(verb="registered").exists()

    def test_is_refused_of_what_is_not_there_not_open_or_not_theirs(
        self, queue: Queue, playing: Playing, course: CoursePage, other_learner: User
    ) -> None:
        lessons = factories.lessons_of(course)
        check = factories.knowledge_check()
        put(lessons[1], check)
        elsewhere = playing.result(9) | {"step": str(lessons[1].translation_key)}
        gone = playing.result(9) | {"activity": str(uuid.uuid4())}
        wrong = elsewhere | {"id": str(uuid.uuid4()), "activity": check["id"]}
        assert queue.reasons(elsewhere, gone, wrong) == ["NotPartOfCourse"] * 3
        assert queue.reasons(wrong | {"kind": "h5p-viewed"}) == ["NotPartOfCourse"]

        stranger = Queue(other_learner, course)
        mine = playing.result(9)
        assert stranger.reasons(mine) == ["NotEnrolled"]
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Olga Other")
        queue.send(mine)
        assert stranger.reasons(mine) == ["StatementConflict"]
        other_part = mine | {"report": {"verb": "answered", "part": "x"}}
        assert queue.reasons(other_part) == ["StatementConflict"]

    def test_is_refused_while_the_step_is_locked(
        self, queue: Queue, course: CoursePage, package: H5PPackage
    ) -> None:
        course.module_order = "in_order"
        publish(page=course)
        late = put(factories.lessons_of(course)[-1], factories.h5p(package, rule="finished"))
        locked = Playing(queue, late)
        facts = [locked.result(10), locked.viewed(), locked.state({"page": 1})]
        assert queue.reasons(*facts) == ["StepLocked"] * 3
        assert not H5PState.objects.exists()

    def test_a_package_that_floods_is_stopped_and_parts_leave_room_for_the_whole(
        self, queue: Queue, playing: Playing
    ) -> None:
        parts = [playing.result(1, part=f"p{number}") for number in range(MOST_A_MINUTE + 5)]
        answers = [
            reason
            for start in range(0, len(parts), 50)
            for reason in queue.reasons(*parts[start : start + 50])
        ]
        assert answers == [""] * MOST_A_MINUTE + ["TooManyResults"] * 5
        assert queue.reasons(*parts[:3]) == [""] * 3, "what is known already is no news"
        assert queue.reasons(playing.result(7)) == [""]
        assert playing.why_open == []


class TestTheRule:
    @pytest.mark.parametrize(
        ("rule", "said", "is_done"),
        [
            ("viewed", None, True),
            ("viewed", {"raw": 0}, True),
            ("finished", None, False),
            ("finished", {"verb": "completed"}, True),
            ("finished", {"verb": "answered", "completion": False}, False),
            ("finished", {"raw": 0, "verb": "failed"}, True),
            ("passed", None, False),
            ("passed", {"verb": "passed"}, False),
            ("passed", {"raw": 7, "verb": "failed"}, True),
        ],
    )
    def test_decides_when_it_is_done(
        self,
        queue: Queue,
        course: CoursePage,
        package: H5PPackage,
        rule: str,
        said: dict[str, Any] | None,
        is_done: bool,
    ) -> None:
        lesson = put(factories.lessons_of(course)[0], factories.h5p(package, rule=rule, pass_mark=70))
        playing = Playing(queue, lesson)
        assert queue.send(playing.viewed() if said is None else playing.result(**said)) == [RECORDED]
        assert (playing.why_open == []) is is_done
        assert is_sound()

    def test_may_change_and_whoever_has_done_the_lesson_keeps_it(
        self,
        queue: Queue,
        playing: Playing,
        package: H5PPackage,
        other_learner: User,
        enrolment: Enrolment,
    ) -> None:
        block = dict(playing.lesson.body.raw_data[0])
        queue.send(playing.result(6, completion=True))
        put(playing.lesson, block | {"value": block["value"] | {"rule": "finished"}})
        assert playing.why_open == []
        queue.send(playing.viewed())
        put(playing.lesson, block | {"value": block["value"] | {"pass_mark": 100}})
        assert playing.why_open == [], "the lesson was done by the rule of that day"
        assert playing.lesson.translation_key in enrolment.evidence.done
        assert is_sound()

    def test_trainers_void_a_result_and_mark_as_done(
        self, queue: Queue, playing: Playing, trainer: User, enrolment: Enrolment
    ) -> None:
        about = {"by": trainer, "learner": queue.learner, "course_key": enrolment.course_key, **WHY}
        bad, good = playing.result(3), playing.result(9)
        queue.send(bad, good)
        with pytest.raises(AlreadyDone):
            actions.mark_as_done_for(**about, key=playing.key)
        actions.void_statement(**about, statement_id=UUID(good["id"]))
        assert playing.why_open == [Cause.ACTIVITY_NOT_PASSED], "and the lesson falls with it"
        assert is_sound()
        actions.mark_as_done_for(**about, key=playing.key)
        assert playing.why_open == []
        assert is_sound()

    def test_results_are_read_by_trainers_in_words_and_by_other_systems_as_xapi(
        self, queue: Queue, playing: Playing, trainer: User, enrolment: Enrolment, client: Any
    ) -> None:
        queue.send(playing.viewed(), playing.result(3), playing.result(1, 4, part="a", verb="failed"))
        client.force_login(trainer)
        page = client.get(reverse("learners:learner", args=[enrolment.course_key, enrolment.pk]))
        words = " ".join(page.content.decode().split())
        assert "Opened: interactive content 1 in “Lesson 1”" in words
        assert "Failed: part of interactive content 1 in “Lesson 1”" in words
        assert "Reported by the learner’s browser." in words
        assert "Your best result is 30 per cent; 70 per cent are needed." in words

        export = json.loads(b"".join(queue.client.get(reverse("learning:statements")).streaming_content))
        for said in export["statements"]:
            xapi_rules.check(said)
        results = [said for said in export["statements"] if "score" in said.get("result", {})]
        whole, part = sorted(results, key=lambda said: "parent" in said["context"]["contextActivities"])
        assert whole["result"] == {"score": {"scaled": 0.3, "raw": 3, "max": 10}, "completion": True}
        assert "parent" not in whole["context"]["contextActivities"]
        assert part["context"]["contextActivities"]["parent"][0]["id"] == whole["object"]["id"]
        assert part["object"]["id"] != whole["object"]["id"]
        assert (part["result"]["success"], part["result"]["score"]["scaled"]) == (False, 0.25)
        assert any("reported-by-browser" in name for name in whole["context"]["extensions"])


class TestAState:
    def test_comes_back_and_the_newest_wins_but_never_an_empty_one(
        self, queue: Queue, playing: Playing, enrolment: Enrolment, package: H5PPackage
    ) -> None:
        first, second = playing.state({"page": 1}), playing.state({"page": 2})
        empty = [playing.state(nothing) for nothing in ("", "{}", "null", "[]", " {} ")]
        assert queue.send(first, second, *empty) == [RECORDED] * 7
        assert queue.send(first) == [RECORDED], "an old one that comes again is no news"
        state = H5PState.objects.get()
        assert (json.loads(state.state), state.digest) == ({"page": 2}, package.content.digest)
        assert Receipt.objects.count() == 7
        assert not Statement.objects.exclude(verb="registered").exists(), "a state is no evidence"
        page = queue.client.get(playing.lesson.url).content.decode()
        assert "<template data-h5p-state>{&quot;page&quot;: 2}</template>" in page

    def test_of_an_earlier_generation_is_dropped_and_confirmed(
        self, queue: Queue, playing: Playing, package: H5PPackage
    ) -> None:
        queue.send(playing.state({"page": 1}))
        package.generation = 2
        package.save()
        assert queue.send(playing.state({"page": 5})) == [RECORDED]
        assert json.loads(H5PState.objects.get().state) == {"page": 1}
        assert "<template data-h5p-state></template>" in queue.client.get(playing.lesson.url).content.decode()
        queue.send(playing.state({"page": 0}, generation=2))
        assert json.loads(H5PState.objects.get().state) == {"page": 0}

    def test_is_refused_where_there_is_no_package_or_too_much_of_it(
        self, queue: Queue, playing: Playing, other_learner: User
    ) -> None:
        elsewhere = playing.state({"page": 1}) | {"activity": str(uuid.uuid4())}
        assert queue.reasons(elsewhere) == ["NotPartOfCourse"]
        assert queue.reasons(playing.state("x" * 70_000)) == ["NotUnderstood"]
        assert Queue(other_learner, queue.course).reasons(playing.state({"page": 1})) == ["NotEnrolled"]
        assert not H5PState.objects.exists()

    def test_falls_with_the_enrolment(self, queue: Queue, playing: Playing, enrolment: Enrolment) -> None:
        queue.send(playing.state({"page": 1}))
        enrolment.delete()
        assert not H5PState.objects.exists()


def test_many_facts_cost_no_more_queries_than_few(
    queue: Queue, course: CoursePage, package: H5PPackage
) -> None:
    other = factories.h5p_package("reading-a-square.en")
    lesson = put(
        factories.lessons_of(course)[0],
        factories.h5p(package, rule="passed"),
        factories.h5p(other, rule="finished"),
    )
    one, two = Playing(queue, lesson), Playing(queue, lesson, 1)

    def cost(*facts: dict[str, Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert queue.send(*facts) == [RECORDED] * len(facts)
        return len(captured)

    cost(one.viewed())
    few = cost(one.viewed(), one.result(1), one.state({"a": 1}))
    many = cost(
        *(
            each
            for _ in range(6)
            for each in (one.viewed(), two.result(0), one.state({"a": 2}), two.state([1]))
        )
    )
    assert many <= few
