"""Who may hand in facts: the person who did it, signed in, from a page of ours, and not too much at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage
from learning.models import Statement
from learning.views.evidence import LIMIT
from tests import factories

from .queueing import Queue

pytestmark = pytest.mark.django_db


class TestWhoSends:
    def test_must_be_signed_in(self, queue: Queue) -> None:
        queue.client.logout()
        response = queue.post({"learner": queue.tag, "facts": []})
        assert (response.status_code, response.json()) == (401, {"error": "signed-out"})

    @pytest.mark.parametrize("tag", ["", "\ud800", "0" * 32])
    def test_must_be_who_did_it(self, queue: Queue, course: CoursePage, tag: str) -> None:
        fact = queue.fact("opened", factories.lessons_of(course)[0])
        response = queue.post({"learner": tag, "facts": [fact]})
        assert (response.status_code, response.json()) == (409, {"error": "other-learner"})
        assert not Statement.objects.filter(pk=fact["id"]).exists()

    def test_needs_the_token_of_the_site(self, queue: Queue, learner: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert (
            client.post(reverse("learning:ingest"), "{}", content_type="application/json").status_code == 403
        )

    def test_gets_a_token_that_the_address_takes(self, queue: Queue, learner: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        answer = client.get(reverse("learning:token"))
        assert "no-store" in answer["Cache-Control"]
        response = client.post(
            reverse("learning:ingest"),
            json.dumps({"learner": queue.tag, "facts": []}),
            content_type="application/json",
            headers={"X-CSRFToken": answer.json()["token"]},
        )
        assert response.status_code == 200

    def test_may_not_send_too_much_at_once(self, queue: Queue, course: CoursePage, settings: Any) -> None:
        lesson = factories.lessons_of(course)[0]
        facts = [queue.fact("opened", lesson) for _ in range(51)]
        assert queue.post({"learner": queue.tag, "facts": facts}).status_code == 413
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        assert queue.post({"learner": queue.tag, "facts": facts}).status_code == 413
        assert not Statement.objects.filter(verb="experienced").exists()

    def test_may_not_send_too_often(self, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(LIMIT, "ingest", "2/m/user")
        data = {"learner": queue.tag, "facts": []}
        assert [queue.post(data).status_code for _ in range(3)] == [200, 200, 429]
        assert queue.post(data)["Retry-After"] == "60"

    def test_is_named_in_pages_without_being_named(self, learner: User, other_learner: User) -> None:
        def tag(user: Any) -> str:
            request = RequestFactory().get("/")
            request.user = user
            template = Template("{% load learning_tags %}{% learner_tag %}")
            return template.render(RequestContext(request))

        assert len(tag(learner)) == 32
        assert tag(learner) == tag(learner) != tag(other_learner)
        assert str(learner.learner_key) not in tag(learner)
        assert Template("{% load learning_tags %}{% learner_tag %}").render(RequestContext(None)) == ""
