"""Times as credentials write them."""

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """In UTC, to the second: 2026-05-03T12:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
