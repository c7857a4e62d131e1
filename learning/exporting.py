"""The ledger as a stream of xAPI statements: memory stays the same however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from courses.models import Edition

from . import xapi
from .models import Statement

BATCH = 500
# Statements come in the order of time, and editions with them: few are needed at once.
EDITIONS = 8


def export(statements: QuerySet[Statement], filename: str) -> StreamingHttpResponse:
    """`statements` as a download: a StatementResult of xAPI, the oldest first."""
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
