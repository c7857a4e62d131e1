"""The queue of a browser: a fact waits, with the id it got at first, until the server has confirmed it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from http.client import HTTPException
from random import Random
from threading import Event
from uuid import UUID

from django.test import Client
from django.urls import reverse

from accounts.models import User
from demo.bench.load import JSON, Answer, Line, Request
from learning.learner_tags import tag_of

from .deeds import Deed

MOST_AT_ONCE = 5


class Outbox:
    """`confirm` hears of every fact as soon as it is confirmed."""

    def __init__(
        self, learner: User, deeds: Sequence[Deed], chance: Random, confirm: Callable[[Deed], None]
    ) -> None:
        client = Client()
        client.force_login(learner)
        self.learner, self.deeds, self.failures = learner, deeds, 0
        self._session, self._tag = client.cookies["sessionid"].value, tag_of(learner)
        self._chance, self._confirm = chance, confirm

    def empty(self, port: int, is_over: Event) -> None:
        """Send everything, again and again if it must be, until nothing waits any more or `is_over` is set."""
        waiting = list(self.deeds)
        while waiting and not is_over.is_set():
            batch = waiting[: self._chance.randint(1, MOST_AT_ONCE)]
            confirmed = self._send(port, batch)
            # Now and then a browser loses the answer and not the fact.
            if self._chance.random() < 0.1:
                continue
            for deed in batch:
                if deed.id in confirmed:
                    self._confirm(deed)
            waiting = [deed for deed in waiting if deed.id not in confirmed]

    def _send(self, port: int, batch: Sequence[Deed]) -> set[UUID]:
        """The ids of those that the server has confirmed; none if it gave no answer, or said that it could not."""
        body = json.dumps({"learner": self._tag, "facts": [deed.fact for deed in batch]})
        try:
            with Line(port) as line:
                answer = line.send(Request(reverse("learning:ingest"), self._session, body, JSON))
        except (OSError, HTTPException):
            self.failures += 1
            return set()
        if answer.status >= 500:
            self.failures += 1
            return set()
        return _recorded(answer)


def _recorded(answer: Answer) -> set[UUID]:
    """Of facts that are allowed, none may be refused."""
    assert answer.status == 200, answer
    results = json.loads(answer.body)["results"]
    assert {result["status"] for result in results.values()} == {"recorded"}, results
    return {UUID(fact_id) for fact_id in results}
