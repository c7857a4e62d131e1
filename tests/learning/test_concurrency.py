"""Many learners at the same moment, and one learner who clicks twice: nothing is lost, nothing happens twice.

Every test really commits, from several connections; the last ones go through a real server of two processes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage
from courses.quiz import SingleChoice
from demo.bench.load import Request, send_at_once
from demo.bench.server import serving
from learning import actions
from learning.models import Attempt, Enrolment, EvidenceItem, ObjectType, Statement, Verb
from learning.rebuilding import differences
from tests import factories
from tests.at_once import at_once
from tests.serving import environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LEARNERS = 100
CLICKS = 10


@pytest.fixture
def course(db: None) -> CoursePage:
    """Two modules of two lessons each, without a test."""
    return factories.course(with_test=False)


@pytest.fixture
def learners(course: CoursePage) -> list[User]:
    """A hundred of them, enrolled, with everything done but the last lesson."""
    return [nearly_finished(f"learner-{number}@example.org", course) for number in range(LEARNERS)]


@pytest.fixture
def port(db: None) -> Iterator[int]:
    """A server that works on the database of this test."""
    with serving(environment()) as port:
        yield port


def nearly_finished(email: str, course: CoursePage) -> User:
    learner = factories.user(email)
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name=email)
    facts = [
        actions.Fact(Verb.COMPLETED, ObjectType.LESSON, lesson.translation_key)
        for lesson in factories.lessons_of(course)[:-1]
    ]
    actions.record(learner=learner, course_key=course.translation_key, facts=facts)
    return learner


def finish(learner: User, course: CoursePage) -> None:
    last = factories.lessons_of(course)[-1]
    actions.mark_as_done(learner=learner, course_key=course.translation_key, lesson_key=last.translation_key)


def finishing(learner: User, course: CoursePage) -> Request:
    """The same, as the browser of the learner sends it."""
    client = Client()
    client.force_login(learner)
    last = factories.lessons_of(course)[-1]
    address = reverse("learning:done", args=[course.translation_key, last.translation_key])
    return Request(address, client.cookies["sessionid"].value, form="")


def assert_all_finished(learners: list[User], course: CoursePage) -> None:
    """One completion and one certificate for each, with every statement that leads there, and no statement more."""
    steps = len(factories.lessons_of(course))
    assert Certificate.objects.count() == len(learners)
    assert Certificate.objects.values("holder").distinct().count() == len(learners)
    assert Enrolment.objects.completed().count() == len(learners)
    completions = Statement.objects.filter(verb=Verb.COMPLETED, object_type=ObjectType.COURSE)
    assert completions.count() == len(learners)
    assert completions.values("learner_key").distinct().count() == len(learners)
    assert EvidenceItem.objects.filter(is_done=True).count() == steps * len(learners)
    assert Statement.objects.count() == len(learners) * (1 + steps + 1)
    assert not [difference for difference in differences() if difference]


class TestAHundredLearners:
    def test_finish_at_once_and_each_gets_a_certificate(
        self, learners: list[User], course: CoursePage
    ) -> None:
        def finish_some(some: list[User]) -> None:
            for learner in some:
                finish(learner, course)

        threads = 25
        at_once([partial(finish_some, learners[start::threads]) for start in range(threads)])
        assert_all_finished(learners, course)

    def test_finish_at_once_in_their_browsers(
        self, learners: list[User], course: CoursePage, port: int
    ) -> None:
        answers = send_at_once(port, [finishing(learner, course) for learner in learners])
        assert {(answer.status, answer.location) for answer in answers} == {(302, course.url)}
        assert_all_finished(learners, course)


class TestTwoTabs:
    def test_one_finishing_action_sent_ten_times_counts_once(self, course: CoursePage) -> None:
        learner = nearly_finished("learner@example.org", course)
        last = factories.lessons_of(course)[-1].translation_key
        finish_now = partial(
            actions.mark_as_done,
            learner=learner,
            course_key=course.translation_key,
            lesson_key=last,
            fact_id=uuid.uuid4(),
        )
        recorded = at_once([finish_now] * CLICKS)
        assert [each.has_completed for each in recorded].count(True) == 1
        assert_all_finished([learner], course)

    def test_ten_clicks_on_the_finishing_button_complete_the_course_once(
        self, course: CoursePage, port: int
    ) -> None:
        learner = nearly_finished("learner@example.org", course)
        answers = send_at_once(port, [finishing(learner, course)] * CLICKS)
        assert {answer.status for answer in answers} == {302}
        assert Certificate.objects.count() == 1
        assert Statement.objects.filter(object_type=ObjectType.COURSE, verb=Verb.COMPLETED).count() == 1
        # Each click is a statement of its own: the ledger keeps what was sent.
        last = factories.lessons_of(course)[-1].translation_key
        assert Statement.objects.filter(object_key=last, verb=Verb.COMPLETED).count() == CLICKS
        assert not [difference for difference in differences() if difference]

    def test_enrolling_in_ten_tabs_is_one_enrolment(self, learner: User, course: CoursePage) -> None:
        enrol = partial(
            actions.enrol, learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner"
        )
        assert len({enrolment.pk for enrolment in at_once([enrol] * CLICKS)}) == 1
        assert Enrolment.objects.count() == 1
        assert Statement.objects.filter(verb=Verb.REGISTERED).count() == 1


class TestTwoTabsWithATest:
    @pytest.fixture
    def course(self, db: None) -> CoursePage:
        return factories.course()

    @pytest.fixture
    def learner(self, course: CoursePage) -> User:
        """Everything is done but the test."""
        learner = factories.user("learner@example.org")
        actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
        for lesson in factories.lessons_of(course):
            actions.mark_as_done(
                learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
            )
        return learner

    def start(self, learner: User, course: CoursePage) -> Attempt:
        return actions.start_attempt(
            learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
        )

    def test_starting_in_ten_tabs_is_one_attempt(self, learner: User, course: CoursePage) -> None:
        started = at_once([partial(self.start, learner, course)] * CLICKS)
        assert len({attempt.pk for attempt in started}) == 1
        assert Attempt.objects.count() == 1

    def test_handing_in_from_ten_tabs_is_one_result_and_one_certificate(
        self, learner: User, course: CoursePage
    ) -> None:
        attempt = self.start(learner, course)
        right = {
            question.key: next(option.key for option in question.options if option.is_right)
            if isinstance(question, SingleChoice)
            else "4.2"
            for question in attempt.paper.questions
        }
        hand_in = partial(actions.submit_attempt, learner=learner, attempt_id=attempt.pk, answers=right)
        results = at_once([hand_in] * CLICKS)
        assert {(result.score, result.is_passed, result.submitted_at) for result in results} == {
            (1, True, results[0].submitted_at)
        }
        assert Statement.objects.filter(object_type=ObjectType.TEST).count() == 1
        assert Certificate.objects.count() == 1

    @pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer, and no locks of rows"
    )
    def test_handing_in_waits_for_the_enrolment_before_it_holds_the_attempt(
        self, learner: User, course: CoursePage
    ) -> None:
        """Held the other way round, it and a batch from the same learner's queue would wait for each other."""
        attempt = self.start(learner, course)

        def hand_in() -> Attempt:
            try:
                return actions.submit_attempt(learner=learner, attempt_id=attempt.pk)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                Enrolment.objects.select_for_update().get(learner=learner)
                handing_in = pool.submit(hand_in)
                while not is_anybody_waiting():
                    assert not handing_in.done()
                Attempt.objects.select_for_update(nowait=True).get(pk=attempt.pk)
            assert handing_in.result(timeout=60).submitted_at


def is_anybody_waiting() -> bool:
    """Whether somebody waits for a lock that this connection holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])
