"""What the queue in a learner's browser hands in, without the browser."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage
from learning.learner_tags import tag_of

AT = "2026-03-01T10:00:00+01:00"
RECORDED = {"status": "recorded"}


class Queue:
    """The queue of somebody who is signed in."""

    def __init__(self, learner: User, course: CoursePage) -> None:
        self.client = Client()
        self.client.force_login(learner)
        self.learner, self.course, self.tag = learner, course, tag_of(learner)

    def fact(self, kind: str, step: Any, **fields: Any) -> dict[str, Any]:
        common = {"id": str(uuid.uuid4()), "kind": kind, "course": str(self.course.translation_key)}
        return common | {"step": str(step.translation_key), "at": AT} | fields

    def post(self, data: Any) -> Any:
        body = data if isinstance(data, str | bytes) else json.dumps(data)
        return self.client.post(reverse("learning:ingest"), body, content_type="application/json")

    def send(self, *facts: dict[str, Any]) -> list[dict[str, str]]:
        """What is answered about each fact."""
        response = self.post({"learner": self.tag, "facts": facts})
        assert response.status_code == 200, response.content
        return [response.json()["results"][fact["id"]] for fact in facts]

    def reasons(self, *facts: dict[str, Any]) -> list[str]:
        return [answer.get("reason", "") for answer in self.send(*facts)]
