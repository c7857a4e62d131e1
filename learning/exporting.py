"""What people take along: the ledger as a stream of xAPI statements, what learners noted, and what they said of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from courses.competence_pages import statements_in
from courses.competences import HIGHEST, LOWEST
from courses.models import Edition

from . import xapi
from .models import Note, SelfRating, Statement

BATCH = 500
# Statements come in the order of time, and editions with them: few are needed at once.
EDITIONS = 8


def export(statements: QuerySet[Statement], filename: str) -> StreamingHttpResponse:
    """`statements` as a download: a StatementResult of xAPI, the oldest first. Memory stays the same however many there are."""
    response = StreamingHttpResponse(_lines(statements), content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["X-Experience-API-Version"] = xapi.VERSION
    response["Cache-Control"] = "no-store, private"
    return response


def _lines(statements: QuerySet[Statement]) -> Iterator[str]:
    @lru_cache(maxsize=EDITIONS)
    def edition(pk: int | None) -> xapi.Published | None:
        if pk is None:
            return None
        found = Edition.objects.get(pk=pk)
        return xapi.published(found.number, found.digest, found.shape, found.wording)

    yield '{"statements": ['
    separator = "\n"
    for each in statements.order_by("stored", "pk").iterator(BATCH):
        said = xapi.statement(
            each,
            site=settings.WAGTAILADMIN_BASE_URL,
            edition=edition(each.edition_id),
            platform=settings.WAGTAIL_SITE_NAME,
        )
        yield separator + json.dumps(said, ensure_ascii=False)
        separator = ",\n"
    yield '\n], "more": ""}\n'


def self_ratings_of(learner: Any) -> list[dict[str, Any]]:
    """Every self-rating of `learner`, the oldest first, with the statement as it was published at the time."""
    ratings = list(
        SelfRating.objects.filter(enrolment__learner=learner)
        .select_related("enrolment", "edition")
        .defer("edition__outline", "edition__urls")
        .order_by("rated_at", "pk")
    )
    words = statements_in({rating.edition for rating in ratings})
    return [
        {
            "course": str(rating.enrolment.course_key),
            "edition": rating.edition.number,
            "occasion": rating.occasion,
            "competence": str(rating.competence_key),
            "statement": words.get((rating.edition_id, rating.competence_key), {}),
            "level": rating.level,
            "scale": [LOWEST, HIGHEST],
            "rated_at": rating.rated_at.isoformat(),
        }
        for rating in ratings
    ]


def notes_of(learner: Any) -> list[dict[str, Any]]:
    """Everything that `learner` keeps for themselves, as it is stored: notes, bookmarks, highlights, ticks and answers."""
    notes = Note.objects.filter(enrolment__learner=learner).select_related("enrolment").order_by("pk")
    return [
        {
            "course": str(note.enrolment.course_key),
            "lesson": str(note.lesson_key) if note.lesson_key else None,
            "about": str(note.object_key),
            "text": note.text,
            "is_bookmarked": note.is_bookmarked,
            "passage": note.passage,
            "ticks": note.ticks,
            "answer": note.answer,
            "updated_at": note.updated_at.isoformat(),
        }
        for note in notes
    ]
