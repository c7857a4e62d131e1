"""When a holder may renew a certificate by passing tests again. Plain values only."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from courses.outline import Outline, Test

DAYS_BEFORE = 90
"""Tests passed earlier than so many days before a certificate expires say nothing of what its holder knows then."""


def opens_on(valid_until: date) -> date:
    """The first day on which a test counts for the renewal; there is no last one."""
    return valid_until - timedelta(days=DAYS_BEFORE)


def required_tests(outline: Outline) -> Iterator[UUID]:
    for step in outline.steps():
        if isinstance(step, Test) and step.is_required:
            yield step.key


def is_earned(outline: Outline, passed: Collection[UUID]) -> bool:
    """Whether `passed`, since it counts, holds every required test of the course as it is now."""
    required = set(required_tests(outline))
    return bool(required) and required <= set(passed)
