"""The server is killed in the middle of its work, again and again: no confirmed fact is lost, and none counts twice.

Browsers send facts to a real server of two processes, which are killed by SIGKILL and started anew on the same port; on
PostgreSQL the connections to the database are cut as well. The short form runs with all tests, the long one by
`make crash`. CRASH_SEED repeats the chance of an earlier run, though not the moments at which the machine had its turns.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from random import Random
from threading import Condition, Event
from time import monotonic
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from certificates.models import Certificate
from courses.models import CoursePage
from demo.bench.server import kill, listening, start
from learning import actions
from learning.actions.record import current_edition
from learning.models import Enrolment, Note, ObjectType, Receipt, Statement, Verb
from learning.progress import Evidence, evaluate
from tests import factories
from tests.serving import environment

from .deeds import Deed, course, deeds
from .outbox import Outbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@dataclass(frozen=True)
class Extent:
    clients: int
    kills: int
    modules: int
    seconds: int


SHORT = Extent(clients=12, kills=3, modules=2, seconds=300)
LONG = Extent(clients=50, kills=10, modules=6, seconds=900)


class Confirmed:
    """The facts that browsers need not send any more; told by many threads."""

    def __init__(self) -> None:
        self._facts: set[UUID] = set()
        self._changed = Condition()

    def add(self, deed: Deed) -> None:
        with self._changed:
            self._facts.add(deed.id)
            self._changed.notify_all()

    def wait_for(self, number: int, sending: Sequence[Future[None]], seconds: float) -> None:
        """Until so many are confirmed; raises what somebody who is `sending` raised."""

        def failed() -> list[Future[None]]:
            return [each for each in sending if each.done() and each.exception()]

        with self._changed:
            assert self._changed.wait_for(lambda: len(self._facts) >= number or failed(), seconds), "too slow"
        for each in failed():
            each.result()

    def ask_again(self, _ended: Future[None]) -> None:
        with self._changed:
            self._changed.notify_all()

    def so_far(self) -> set[UUID]:
        with self._changed:
            return set(self._facts)


@pytest.fixture
def extent() -> Extent:
    return LONG if os.environ.get("CRASH") == "long" else SHORT


@pytest.fixture
def chance() -> Random:
    seed = os.environ.get("CRASH_SEED") or str(Random().getrandbits(32))
    print(f"CRASH_SEED={seed}")
    return Random(seed)


@pytest.fixture
def page(extent: Extent, db: None) -> CoursePage:
    return course(extent.modules)


@pytest.fixture
def confirmed() -> Confirmed:
    return Confirmed()


@pytest.fixture
def outboxes(page: CoursePage, extent: Extent, chance: Random, confirmed: Confirmed) -> list[Outbox]:
    """One for each learner, with all that they do; every fourth stops before the end."""
    lessons = factories.lessons_of(page)
    made = []
    for number in range(extent.clients):
        learner = factories.user(f"learner-{number}@example.org")
        actions.enrol(
            learner=learner, course_key=page.translation_key, certificate_name=f"Lena Lerner {number}"
        )
        everything = list(deeds(learner, page, lessons, chance))
        if number % 4 == 3:
            everything = everything[: chance.randrange(1, len(everything))]
        made.append(Outbox(learner, everything, Random(chance.random()), confirmed.add))
    return made


def test_no_confirmed_fact_is_lost_and_none_counts_twice(
    page: CoursePage, outboxes: list[Outbox], confirmed: Confirmed, extent: Extent, chance: Random
) -> None:
    until, is_over = monotonic() + extent.seconds, Event()
    total = sum(len(outbox.deeds) for outbox in outboxes)
    # Inside the pool, so that nobody waits for an answer any more when its threads are waited for.
    with ThreadPoolExecutor(len(outboxes)) as pool, listening() as listener:
        server = start(listener, environment())
        try:
            port = listener.getsockname()[1]
            sending = [pool.submit(outbox.empty, port, is_over) for outbox in outboxes]
            for each in sending:
                each.add_done_callback(confirmed.ask_again)
            for number in moments(total, extent.kills, chance):
                confirmed.wait_for(number, sending, until - monotonic())
                # Not to wait for anything: to meet the server somewhere in the middle of a request.
                Event().wait(chance.uniform(0, 0.05))
                if connection.vendor == "postgresql" and chance.random() < 0.5:
                    cut_connections()
                    Event().wait(chance.uniform(0, 0.05))
                safe = confirmed.so_far()
                kill(server)
                assert safe <= known()
                server = start(listener, environment())
            confirmed.wait_for(total, sending, until - monotonic())
        finally:
            is_over.set()
            kill(server)
    assert confirmed.so_far() == {deed.id for outbox in outboxes for deed in outbox.deeds}
    print(f"{total} facts, {sum(outbox.failures for outbox in outboxes)} requests without an answer")
    for outbox in outboxes:
        assert_kept(outbox, page)
    finished = Enrolment.objects.completed()
    assert (
        Certificate.objects.count() == finished.count() == sum(is_whole(outbox, page) for outbox in outboxes)
    )
    assert set(Certificate.objects.values_list("holder")) == set(finished.values_list("learner"))
    call_command("rebuild_progress", check=True)


def moments(total: int, kills: int, chance: Random) -> Iterator[int]:
    """How many facts are confirmed when the server is killed: once in each of as many equal parts."""
    for number in range(kills):
        yield int((number + chance.random()) * 0.9 * total / kills)


def known() -> set[UUID]:
    return {*Statement.objects.values_list("pk", flat=True), *Receipt.objects.values_list("pk", flat=True)}


def cut_connections() -> None:
    """What the server sees when its database is restarted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


def evidence(outbox: Outbox) -> Evidence:
    return reduce(Evidence.merge, (deed.evidence for deed in outbox.deeds if deed.evidence), Evidence())


def is_whole(outbox: Outbox, page: CoursePage) -> bool:
    return evaluate(current_edition(page.translation_key).shape, evidence(outbox)).is_complete


def assert_kept(outbox: Outbox, page: CoursePage) -> None:
    """Progress, ledger, receipts and notes are what the pure rules make of what the learner did."""
    outline = current_edition(page.translation_key).shape
    should_be = evaluate(outline, evidence(outbox))
    enrolment = Enrolment.objects.get(learner=outbox.learner)
    assert evaluate(outline, enrolment.evidence) == should_be
    assert bool(enrolment.completed_at) == should_be.is_complete

    own = list(Statement.objects.filter(learner_key=outbox.learner.learner_key).exclude(verb=Verb.REGISTERED))
    sent = {each.pk for each in own if not each.context.get("derived")}
    assert sent == {deed.id for deed in outbox.deeds if deed.evidence}
    by_rule = {
        step.key
        for module in should_be.modules
        for step in module.steps
        if step.is_done and step.step.rule == "activities"
    }
    derived = [(each.object_type, each.object_key) for each in own if each.context.get("derived")]
    finished = [(ObjectType.COURSE, page.translation_key)] if should_be.is_complete else []
    assert sorted(derived) == sorted([(ObjectType.LESSON, key) for key in by_rule] + finished)

    receipts = set(enrolment.receipts.values_list("pk", flat=True))
    assert receipts == {deed.id for deed in outbox.deeds if not deed.evidence}
    written = {deed.fact.get("activity", deed.fact["step"]): deed.note for deed in outbox.deeds if deed.note}
    for note in Note.objects.filter(enrolment=enrolment):
        said = written.pop(str(note.object_key))
        assert {name: getattr(note, name) for name in said} == said
    assert not written
