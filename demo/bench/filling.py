"""Fills a migrated database, whose site is set up, with everything that is to be measured on it."""

from __future__ import annotations

from . import counting, printing
from .course import make_course
from .learners import scenarios
from .scenario import Filling


def fill(forms: int) -> Filling:
    """`forms` is how many requests there are of each kind that can be sent only once."""
    floor, others = scenarios(make_course(), forms + counting.USED_UP)
    return Filling(counting.counted(floor), [counting.counted(each) for each in others], printing.timed())
