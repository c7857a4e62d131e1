"""How many queries a request costs, and how many statements it adds, counted inside one process."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learning.models import Statement

from .load import Request
from .scenario import Scenario

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
USED_UP = 2


def counted(scenario: Scenario) -> Scenario:
    """`scenario` with its queries and statements, as the second visitor causes them; the two requests that this uses up are gone."""
    first, second, *rest = scenario.requests
    statuses = {_send(first)}
    before = Statement.objects.count()
    with CaptureQueriesContext(connection) as captured:
        statuses.add(_send(second))
    added = Statement.objects.count() - before
    if statuses != {scenario.status}:
        raise RuntimeError(f"{scenario.name}: answered with {statuses} instead of {scenario.status}")
    queries = [query for query in captured if not query["sql"].startswith(CONTROL)]
    return replace(scenario, requests=rest, queries=len(queries), statements=added)


def _send(request: Request) -> int:
    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session
    if request.form is None:
        return client.get(request.path).status_code
    return client.post(request.path, request.form, content_type=request.media_type).status_code
