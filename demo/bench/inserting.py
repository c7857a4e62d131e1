"""What the database alone can do: the same rows, as many in a transaction, and nothing else."""

from __future__ import annotations

import uuid
from time import perf_counter

from django.db import transaction

from learning.models import Statement

TIMES = 60


def per_second(rows: int) -> float:
    """Statements per second over one connection, `rows` of them in a transaction, with indexes and triggers as they are."""
    latest = list(Statement.objects.order_by("-stored")[:rows])
    seconds = min(_seconds(latest) for _ in range(TIMES))
    return len(latest) / seconds


def _seconds(statements: list[Statement]) -> float:
    stranger = uuid.uuid4()
    for statement in statements:
        statement.id, statement.learner_key = uuid.uuid4(), stranger
    start = perf_counter()
    with transaction.atomic():
        Statement.objects.bulk_create(statements)
    return perf_counter() - start
