"""What leaves the ledger is valid xAPI, whatever is in it."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from courses.models import CoursePage
from learning import actions, exporting, xapi
from learning.models import Statement
from tests import factories
from tests.learning import xapi_rules
from tests.learning.finishing import finish, sit
from tests.strategies import outlines, shares

SITE = "https://learn.example.org"


@dataclass(frozen=True)
class Entry:
    verb: str
    object_type: str
    object_key: uuid.UUID
    score: Decimal | None
    context: dict[str, Any]
    language: str
    timestamp: Any
    stored: Any
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    learner_key: uuid.UUID = field(default_factory=uuid.uuid4)
    course_key: uuid.UUID = field(default_factory=uuid.uuid4)


keys = st.integers(1, 12).map(lambda number: uuid.UUID(int=number))
contexts = st.fixed_dictionaries(
    {},
    optional={
        "by": st.uuids().map(str),
        "reason": st.text(min_size=1),
        "derived": st.just(True),
        "attempt": st.uuids().map(str),
        "before": st.just("0.5000"),
        "question": st.uuids().map(str),
    },
)
times = st.datetimes(timezones=st.just(UTC))
common = {
    "object_key": keys,
    "context": contexts,
    "language": st.sampled_from(["", "en", "de", "pt-br"]),
    "timestamp": times,
    "stored": times,
}
entries = st.one_of(
    st.builds(
        Entry,
        verb=st.sampled_from([verb for verb in xapi.VERBS if verb != "voided"]),
        object_type=st.sampled_from(sorted(xapi.TYPES)),
        score=st.none() | shares,
        **common,
    ),
    st.builds(Entry, verb=st.just("voided"), object_type=st.just("statement"), score=st.none(), **common),
)
editions = st.none() | st.builds(
    xapi.published,
    st.integers(1),
    st.just("0" * 64),
    outlines(),
    st.dictionaries(
        st.sampled_from(["en", "de"]),
        st.dictionaries(keys.map(str), st.fixed_dictionaries({"title": st.text()})),
    ),
)


def said(entry: Entry, edition: xapi.Published | None = None) -> dict[str, Any]:
    statement = xapi.statement(entry, site=SITE, edition=edition, platform="Agora")
    return json.loads(json.dumps(statement))


@given(entries, editions)
def test_every_statement_keeps_the_rules(entry: Entry, edition: xapi.Published | None) -> None:
    statement = said(entry, edition)
    xapi_rules.check(statement)
    assert statement["id"] == str(entry.id)
    if entry.score is not None:
        assert Decimal(str(statement["result"]["score"]["scaled"])) == entry.score


@given(entries)
def test_the_actor_is_the_learner_and_of_a_voiding_its_author(entry: Entry) -> None:
    author = entry.context.get("by")
    expected = author if author and entry.verb == "voided" else str(entry.learner_key)
    statement = said(entry)
    assert statement["actor"]["account"] == {"homePage": SITE, "name": expected}
    if author and entry.verb != "voided":
        assert statement["context"]["instructor"]["account"]["name"] == author


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda statement: statement.pop(name)


SPOILT: list[Callable[[dict[str, Any]], object]] = [
    *(without(name) for name in ("actor", "verb", "object", "id", "timestamp", "version")),
    lambda statement: statement.update(id="7"),
    lambda statement: statement.update(extra=1),
    lambda statement: statement.update(timestamp="2026-01-01T00:00:00"),
    lambda statement: statement["actor"].update(mbox="mailto:somebody@example.org"),
    lambda statement: statement["actor"].pop("account"),
    lambda statement: statement["verb"].update(id="passed"),
    lambda statement: statement["verb"].update(id="http://adlnet.gov/expapi/verbs/voided"),
    lambda statement: statement["object"].update(id="no address"),
    lambda statement: statement["result"]["score"].update(scaled=1.1),
    lambda statement: statement["result"].update(success="yes"),
    lambda statement: statement["context"].update(language=None),
    lambda statement: statement["context"].update(extensions={"reason": "x"}),
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_the_checker_finds_what_is_wrong(spoil: Callable[[dict[str, Any]], object]) -> None:
    now = timezone.now()
    entry = Entry("passed", "test", uuid.uuid4(), Decimal("0.8"), {}, "en", now, now)
    statement = said(entry)
    xapi_rules.check(statement)
    spoilt = copy.deepcopy(statement)
    spoil(spoilt)
    with pytest.raises((AssertionError, ValueError)):
        xapi_rules.check(spoilt)


def received(response: Any) -> list[dict[str, Any]]:
    assert response.streaming
    data = json.loads(b"".join(response.streaming_content))
    assert set(data) == {"statements", "more"}
    for statement in data["statements"]:
        xapi_rules.check(statement)
    return data["statements"]


@pytest.fixture
def learnt(learner: User, other_learner: User, trainer: User, course: CoursePage) -> CoursePage:
    """One learner finished, with a result voided; another one enrolled."""
    for who in (learner, other_learner):
        actions.enrol(learner=who, course_key=course.translation_key, certificate_name="Somebody")
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.knowledge_check(), factories.checklist()]
    lesson.save_revision().publish()
    for block in lesson.body:
        actions.mark_as_done_for(
            by=trainer,
            learner=learner,
            course_key=course.translation_key,
            key=uuid.UUID(block.id),
            reason="The line was down.",
        )
    sit(learner, course, is_right=False)
    attempt = finish(learner, course)
    actions.void_statement(
        by=trainer,
        learner=learner,
        course_key=course.translation_key,
        statement_id=attempt.statement_id,
        reason="Somebody else sat it.",
    )
    return course


@pytest.mark.django_db
class TestTheExport:
    def test_gives_learners_everything_about_themselves(
        self, learner_client: Client, learner: User, learnt: CoursePage
    ) -> None:
        address = reverse("learning:statements")
        assert address in learner_client.get(reverse("learning:mine")).content.decode()
        found = received(learner_client.get(address))
        assert len(found) == Statement.objects.filter(learner_key=learner.learner_key).count() >= 11
        assert [each["stored"] for each in found] == sorted(each["stored"] for each in found)
        assert learner.email not in str(found)
        by_verb = {each["verb"]["id"].rsplit("/", 1)[1]: each for each in found}
        assert by_verb["passed"]["result"] == {
            "score": {"scaled": 1.0},
            "success": True,
            "completion": True,
        }
        assert by_verb["voided"]["object"]["id"] == by_verb["passed"]["id"]
        assert by_verb["passed"]["object"]["definition"]["name"] == {"en": "Test of Module 2"}
        assert by_verb["registered"]["context"]["language"] == "en"

    def test_gives_trainers_a_course_or_one_learner_in_it(
        self, learnt: CoursePage, trainer: User, learner: User
    ) -> None:
        client = Client()
        client.force_login(trainer)
        course = received(client.get(reverse("learners:statements", args=[learnt.translation_key])))
        assert len(course) == Statement.objects.count()
        enrolment = learner.enrolments.get()
        address = reverse("learners:statements_of_learner", args=[learnt.translation_key, enrolment.pk])
        one = received(client.get(address))
        assert len(one) == Statement.objects.filter(learner_key=learner.learner_key).count() < len(course)

    def test_is_for_nobody_else(self, learnt: CoursePage, other_learner: User, learner: User) -> None:
        client = Client()
        client.force_login(other_learner)
        enrolment = learner.enrolments.get()
        key = learnt.translation_key
        assert client.get(reverse("learners:statements", args=[key])).status_code == 302
        other = reverse("learners:statements_of_learner", args=[key, enrolment.pk])
        assert client.get(other).status_code == 302
        assert len(received(client.get(reverse("learning:statements")))) == 1

    def test_costs_one_query_and_one_for_each_edition(
        self, learner_client: Client, learnt: CoursePage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exporting, "BATCH", 2)
        response = learner_client.get(reverse("learning:statements"))
        with CaptureQueriesContext(connection) as captured:
            received(response)
        assert len(captured) <= 1 + 2
