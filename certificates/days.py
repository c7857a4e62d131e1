"""Days in words, as each language writes them."""

from __future__ import annotations

# Of the languages in which Django begins the names of months with a capital, those that do not.
SMALL_MONTHS = frozenset({"it"})


def as_written(day: str, language: str) -> str:
    """A day in words, with the month as `language` (a code such as `it` or `it-ch`) writes it inside of a sentence."""
    return day.lower() if language.partition("-")[0] in SMALL_MONTHS else day
