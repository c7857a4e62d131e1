"""Runs things at the same moment, each on a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(actions: Sequence[Callable[[], T]]) -> list[T]:
    """What each of `actions` returns, in their order; raises what one of them raises. Needs a test that really commits."""
    start = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        running = [pool.submit(run, action) for action in actions]
        return [each.result() for each in running]
