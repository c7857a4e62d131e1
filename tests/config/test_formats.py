"""Dates and numbers as the readers of each language write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template.defaultfilters import date
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "03/05/2026 2:30 p.m."),
        ("de", "03.05.2026 14:30"),
        ("fr", "03/05/2026 14:30"),
        ("it", "03/05/2026 14:30"),
    ],
)
def test_the_day_comes_before_the_month(language: str, written: str) -> None:
    with override(language):
        assert date(datetime(2026, 5, 3, 14, 30, tzinfo=UTC), "SHORT_DATETIME_FORMAT") == written
