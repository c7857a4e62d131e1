"""What the queue in the browser hands in: every fact is recorded once or refused with a reason."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.activities import question_of
from learning.models import Attempt, Enrolment, Note, Receipt, Statement
from tests import factories
from tests.strategies import right_answer

from .queueing import AT, RECORDED, Queue
from .rebuilt import is_sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def active(course: CoursePage) -> LessonPage:
    """The first lesson, with one activity of each kind."""
    lesson = factories.lessons_of(course)[0]
    lesson.body = [
        factories.text(),
        factories.knowledge_check(),
        factories.checklist(),
        factories.reflection(is_required=True),
    ]
    lesson.rule = "activities"
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def done(queue: Queue, lesson: LessonPage, learner: User) -> list[dict[str, Any]]:
    """Everything that `lesson` asks for."""
    check, checklist, reflection = lesson.body[1], lesson.body[2], lesson.body[3]
    answer = right_answer(question_of(check, learner))
    ticks = [item.id for item in checklist.value["items"].bound_blocks]
    return [
        queue.fact("opened", lesson),
        queue.fact("check", lesson, activity=check.id, answer=answer),
        queue.fact("checklist", lesson, activity=checklist.id, ticks=ticks, text="notes"),
        queue.fact("reflection", lesson, activity=reflection.id, text="a thought"),
    ]


class TestABatch:
    def test_records_all_that_happened_with_what_follows(
        self, queue: Queue, active: LessonPage, learner: User, enrolment: Enrolment
    ) -> None:
        facts = done(queue, active, learner)
        assert queue.send(*facts) == [RECORDED] * 4
        assert active.translation_key in enrolment.evidence.done
        assert {note.text for note in Note.objects.all()} == {"", "notes", "a thought"}
        opened = Statement.objects.get(pk=facts[0]["id"])
        assert (opened.timestamp, opened.language) == (datetime.fromisoformat(AT), "en")
        assert opened.stored > opened.timestamp
        assert Enrolment.objects.get().last_step_key == active.translation_key
        assert is_sound()

    def test_sent_again_changes_nothing(self, queue: Queue, active: LessonPage, learner: User) -> None:
        facts = done(queue, active, learner)
        queue.send(*facts)
        before = (Statement.objects.count(), list(Note.objects.values("text", "ticks")))
        Note.objects.filter(text="a thought").update(text="a better thought")
        assert queue.send(*facts, *facts[:2]) == [RECORDED] * 6
        assert Statement.objects.count() == before[0]
        assert Note.objects.filter(text="a better thought").exists()

    def test_a_worksheet_half_done_and_sent_again_does_not_undo_what_came_after(
        self, queue: Queue, active: LessonPage
    ) -> None:
        worksheet = active.body[2]
        item = worksheet.value["items"].bound_blocks[0].id
        first = queue.fact("checklist", active, activity=worksheet.id, ticks=[item], text="first")
        second = queue.fact("checklist", active, activity=worksheet.id, ticks=[], text="second")
        queue.send(first, second)
        assert queue.send(first) == [RECORDED]
        assert Note.objects.get().text == "second"
        assert Receipt.objects.count() == 2

    def test_one_refusal_stops_nothing_else(
        self, queue: Queue, active: LessonPage, learner: User, enrolment: Enrolment
    ) -> None:
        facts = done(queue, active, learner)
        stranger = queue.fact("opened", active) | {"step": str(uuid.uuid4())}
        too_early = queue.fact("done", active)
        answers = queue.send(too_early, stranger, *facts)
        assert [answer.get("reason") for answer in answers[:2]] == ["NotYetDone", "NotPartOfCourse"]
        assert "still open" in answers[0]["message"]
        assert answers[2:] == [RECORDED] * 4
        assert not Statement.objects.filter(pk__in=[too_early["id"], stranger["id"]]).exists()

    def test_what_comes_earlier_in_it_opens_what_comes_later(self, learner: User) -> None:
        course = factories.course(slug="in-order", module_order="in_order", with_test=False)
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
        queue = Queue(learner, course)
        facts = [queue.fact("done", lesson) for lesson in factories.lessons_of(course)]
        assert queue.reasons(*reversed(facts))[:2] == ["StepLocked"] * 2
        assert queue.send(*facts) == [RECORDED] * 4
        assert Enrolment.objects.completed().count() == 1
        assert is_sound()

    def test_may_hold_facts_of_several_courses(self, queue: Queue, course: CoursePage, learner: User) -> None:
        other = factories.course(slug="other", with_test=False)
        foreign = Queue(learner, other).fact("opened", factories.lessons_of(other)[0])
        own = queue.fact("opened", factories.lessons_of(course)[0])
        assert queue.reasons(foreign, own) == ["NotEnrolled", ""]

    def test_says_refusals_in_the_language_of_the_page(self, queue: Queue, active: LessonPage) -> None:
        data = {"learner": queue.tag, "facts": [queue.fact("done", active)]}
        address = reverse("learning:ingest").replace("/en/", "/de/")
        response = queue.client.post(address, json.dumps(data), content_type="application/json")
        [answer] = response.json()["results"].values()
        assert "offen" in answer["message"]


class TestAPageThatWaits:
    """It names the fact for whose outcome its learner waits, and is told what a form would have done."""

    def tell(self, queue: Queue, *facts: dict[str, Any]) -> tuple[Any, list[str]]:
        data = {"learner": queue.tag, "facts": facts, "tell": facts[-1]["id"]}
        response = queue.post(data)
        said = [str(message) for message in get_messages(response.wsgi_request)]
        return response.json()["results"][facts[-1]["id"]].get("url"), said

    def test_hears_where_the_form_would_have_led(self, queue: Queue, course: CoursePage) -> None:
        first, second, *_others = factories.lessons_of(course)
        assert self.tell(queue, queue.fact("done", first)) == (second.url, ["“Lesson 1” is done."])

    def test_hears_of_what_it_waits_for_only(self, queue: Queue, active: LessonPage, learner: User) -> None:
        *_others, checklist, reflection = done(queue, active, learner)
        url, said = self.tell(queue, checklist, reflection)
        assert url == f"{active.url}#activity-{reflection['activity']}"
        assert said == ["Your reflection is saved. Only you can read it."]

    def test_is_led_to_the_course_page_by_what_completes_the_course(self, learner: User) -> None:
        course = factories.course(slug="short", modules=1, lessons=1, with_test=False)
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
        queue = Queue(learner, course)
        url, said = self.tell(queue, queue.fact("done", factories.lessons_of(course)[0]))
        assert (url, said) == (course.url, [])

    def test_hears_nothing_but_the_reason_of_a_refusal(self, queue: Queue, active: LessonPage) -> None:
        assert self.tell(queue, queue.fact("done", active)) == (None, [])

    @pytest.mark.parametrize("tell", [None, 7, [], {}, "unknown"])
    def test_may_name_anything(self, queue: Queue, course: CoursePage, tell: Any) -> None:
        fact = queue.fact("opened", factories.lessons_of(course)[0])
        response = queue.post({"learner": queue.tag, "facts": [fact], "tell": tell})
        assert response.json()["results"] == {fact["id"]: RECORDED}


class TestAnIdOfSomethingElse:
    def test_is_a_conflict(self, queue: Queue, course: CoursePage, other_learner: User) -> None:
        first, second, *_others = factories.lessons_of(course)
        fact = queue.fact("opened", first)
        queue.send(fact)
        assert queue.reasons(fact | {"step": str(second.translation_key)}) == ["StatementConflict"]
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Other")
        assert Queue(other_learner, course).reasons(fact) == ["StatementConflict"]

    def test_also_where_it_left_no_statement(
        self, queue: Queue, active: LessonPage, course: CoursePage, other_learner: User
    ) -> None:
        fact = queue.fact("reflection", active, activity=active.body[3].id, text="")
        queue.send(fact)
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Other")
        assert Queue(other_learner, course).reasons(fact) == ["StatementConflict"]


class TestAnswersOfARunningTest:
    @pytest.fixture
    def attempt(self, learner: User, course: CoursePage, enrolment: Enrolment) -> Attempt:
        test = factories.quiz_of(course)
        return actions.start_attempt(learner=learner, course_key=course.translation_key, test=test)

    def fact(self, queue: Queue, attempt: Attempt, answers: Any) -> dict[str, Any]:
        test = factories.quiz_of(queue.course)
        return queue.fact("answers", test, attempt=str(attempt.pk), answers=answers)

    def test_are_kept_and_the_last_to_arrive_wins(self, queue: Queue, attempt: Attempt) -> None:
        choice, number = (question.key for question in attempt.paper.questions)
        facts = [self.fact(queue, attempt, {number: value}) for value in ("1", "2")]
        other = self.fact(queue, attempt, {choice: "abc", "stranger": "x"})
        assert queue.send(*facts, other, facts[0]) == [RECORDED] * 4
        assert queue.send(facts[0]) == [RECORDED]
        attempt.refresh_from_db()
        assert attempt.answers == {number: "2", choice: "abc"}

    def test_come_too_late_after_handing_in_unless_they_are_known(
        self, queue: Queue, attempt: Attempt, learner: User
    ) -> None:
        number = attempt.paper.questions[1].key
        early, late = (self.fact(queue, attempt, {number: value}) for value in ("4.2", "5"))
        queue.send(early)
        actions.submit_attempt(learner=learner, attempt_id=attempt.pk)
        assert queue.reasons(early, late) == ["", "AttemptClosed"]

    def test_of_a_wrong_type_are_no_answers_on_any_page(self, queue: Queue, attempt: Attempt) -> None:
        choice, number = (question.key for question in attempt.paper.questions)
        for answers in ({choice: 5, number: True}, {choice: {"a": 5}, number: ["4.2"]}):
            assert queue.send(self.fact(queue, attempt, answers)) == [RECORDED]
            page = queue.client.get(reverse("learning:attempt", args=[attempt.pk]))
            assert page.context["answered"] == 0
            for shown in (page, queue.client.post(page.request["PATH_INFO"], {"action": "submit"})):
                assert shown.status_code == 200
                assert "4.2" not in shown.content.decode()
        response = queue.client.post(
            page.request["PATH_INFO"], {"action": "submit", "confirmed": "1"}, follow=True
        )
        assert response.content.decode().count("Not answered") == 2

    def test_of_somebody_else_go_nowhere(
        self, attempt: Attempt, course: CoursePage, other_learner: User
    ) -> None:
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Other")
        other = Queue(other_learner, course)
        assert other.reasons(self.fact(other, attempt, {})) == ["NotPartOfCourse"]


class TestAnswersToAKnowledgeCheck:
    @pytest.mark.parametrize("answer", [None, 5, True, "", " ", [], {}, ["a"], {"a": "b"}])
    def test_of_a_wrong_type_are_none(
        self, queue: Queue, active: LessonPage, enrolment: Enrolment, answer: Any
    ) -> None:
        fact = queue.fact("check", active, activity=active.body[1].id, answer=answer)
        assert queue.reasons(fact) == ["NotAnswered"]
        assert not enrolment.evidence.done
        assert not Note.objects.exists()


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "invented"},
            {"kind": None},
            {"at": "yesterday"},
            {"at": "2026-03-01T10:00:00"},
            {"at": "0001-01-01T00:00:00+14:00"},
            {"at": 5},
            {"step": "no key"},
            {"course": None},
            {"kind": "reflection", "activity": str(uuid.uuid4())},
            {"kind": "reflection", "activity": str(uuid.uuid4()), "text": 7},
            {"kind": "checklist", "activity": str(uuid.uuid4()), "ticks": "abc", "text": ""},
            {"kind": "answers", "attempt": str(uuid.uuid4()), "answers": {"q": [[]]}},
            {"kind": "answers", "attempt": str(uuid.uuid4()), "answers": {"q": 1.5}},
        ],
    )
    def test_is_refused_alone(self, queue: Queue, course: CoursePage, change: dict[str, Any]) -> None:
        lesson = factories.lessons_of(course)[0]
        bad, good = queue.fact("opened", lesson) | change, queue.fact("opened", lesson)
        assert queue.reasons(bad, good) == ["NotUnderstood", ""]

    def test_signs_that_databases_refuse_are_left_out(self, queue: Queue, active: LessonPage) -> None:
        fact = queue.fact("reflection", active, activity=active.body[3].id, text="a\0b\ud800c")
        assert queue.send(fact) == [RECORDED]
        assert Note.objects.get().text == "ab?c"

    @pytest.mark.parametrize(
        "body",
        [
            *("", "{", "[]", "{}", b"\xff", '{"learner": "x"}', '{"learner": 1, "facts": []}'),
            *('{"learner": "x", "facts": {}}', '{"learner": "x", "facts": [7]}'),
            *('{"learner": "x", "facts": [{"id": "7"}]}', "[" * 100_000),
        ],
    )
    def test_as_a_whole_is_a_bad_request(self, queue: Queue, body: Any) -> None:
        response = queue.post(body)
        assert (response.status_code, response.json()) == (400, {"error": "malformed"})


class TestTheCost:
    def queries(self, queue: Queue, facts: list[dict[str, Any]]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert queue.send(*facts) == [RECORDED] * len(facts)
        return len(captured)

    def test_is_the_same_for_one_fact_of_each_kind_and_for_many(self, learner: User) -> None:
        course = factories.course(modules=3, lessons=5)
        for lesson in factories.lessons_of(course):
            lesson.body = [
                factories.text(),
                factories.knowledge_check(),
                factories.checklist(),
                factories.reflection(),
            ]
            lesson.save_revision().publish()
        lessons = factories.lessons_of(course)
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
        queue = Queue(learner, course)
        self.queries(queue, done(queue, lessons[0], learner))
        few = self.queries(queue, done(queue, lessons[1], learner))
        many = [fact for lesson in lessons[2:14] for fact in done(queue, lesson, learner)]
        assert self.queries(queue, many) == few <= 19
