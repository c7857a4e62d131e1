"""Where the queue in the browser hands in its facts, and where learners get back what was made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import actions, sent
from ..exporting import export
from ..learner_tags import tag_of
from ..models import Statement
from ..refusals import NotEnrolled, NotUnderstood, Refusal
from .going_on import after

MOST_FACTS = 50
# In the words of allauth's settings: for each learner, far more than anybody can do by hand.
LIMIT = {"ingest": "240/m/user"}


@require_POST
@never_cache
def ingest(request: HttpRequest) -> JsonResponse:
    """Record a batch of facts, and say of each whether it was recorded or why not."""
    user: Any = request.user
    if not user.is_authenticated:
        return _error("signed-out", HTTPStatus.UNAUTHORIZED)
    if not consume(request, app="learning", action="ingest", config=LIMIT):
        response = _error("too-many-requests", HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = "60"
        return response
    try:
        learner, facts, tell = _batch(request)
    except RequestDataTooBig:
        return _error("too-much", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except ValueError:
        return _error("malformed", HTTPStatus.BAD_REQUEST)
    if learner != tag_of(user):
        return _error("other-learner", HTTPStatus.CONFLICT)
    if len(facts) > MOST_FACTS:
        return _error("too-much", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return JsonResponse({"results": _record(request, facts, tell)})


@require_safe
@never_cache
def token(request: HttpRequest) -> JsonResponse:
    """A CSRF token for a page that was kept longer than its own is good for."""
    return JsonResponse({"token": get_token(request)})


@login_required
@require_safe
def statements(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that the ledger says of the learner who asks, as xAPI."""
    learner: Any = request.user
    return export(Statement.objects.filter(learner_key=learner.learner_key), "statements.json")


def _batch(request: HttpRequest) -> tuple[str, list[dict[str, Any]], Any]:
    """Whose facts these are, the facts, each with an id, and the id of the one for whose outcome a learner waits.

    Raises ValueError, RequestDataTooBig.
    """
    try:
        data = json.loads(request.body)
        learner, facts = data["learner"], data["facts"]
        if not isinstance(learner, str) or not isinstance(facts, list):
            raise ValueError("not a batch")
        for fact in facts:
            UUID(fact["id"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a batch") from error
    return learner, facts, data.get("tell")


def _record(request: HttpRequest, facts: Iterable[Mapping[str, Any]], tell: Any) -> dict[str, Any]:
    user: Any = request.user
    by_course: dict[UUID, dict[str, sent.Sent]] = {}
    results: dict[str, Any] = {}
    for data in facts:
        try:
            fact = sent.read(data)
        except ValueError:
            results[data["id"]] = _answer(NotUnderstood())
        else:
            by_course.setdefault(fact.course, {}).setdefault(data["id"], fact)
    language = get_language() or ""
    for course_key, of_course in by_course.items():
        try:
            done = actions.ingest(
                learner=user, course_key=course_key, facts=list(of_course.values()), language=language
            )
        except NotEnrolled as refusal:
            results |= dict.fromkeys(of_course, _answer(refusal))
            continue
        results |= {fact_id: _answer(done.results[fact.id]) for fact_id, fact in of_course.items()}
        told = of_course.get(tell) if isinstance(tell, str) else None
        if told and done.results[told.id] is None:
            results[tell]["url"] = after(request, done.recorded, told)
    return results


def _answer(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None:
        return {"status": "recorded"}
    return {"status": "refused", "reason": type(refusal).__name__, "message": str(refusal.message)}


def _error(name: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": name}, status=status)
