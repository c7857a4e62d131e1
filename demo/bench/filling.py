"""Fills a migrated database, whose site is set up, with everything that is to be measured on it."""

from __future__ import annotations

from django.db import transaction

from . import counting, inserting, printing, searching
from .batches import batches
from .course import make_course
from .learners import Classroom, scenarios
from .scenario import Filling


def fill(forms: int) -> Filling:
    """`forms` is how many requests there are of each kind that can be sent only once."""
    number = forms + counting.USED_UP
    with transaction.atomic():
        room = Classroom(make_course())
        floor, others = scenarios(room, number)
        sent = batches(room, number)
    sent = counting.counted(sent)
    return Filling(
        counting.counted(floor),
        [counting.counted(each) for each in others],
        sent,
        printing.timed(),
        searching.timed(),
        inserting.per_second(sent.statements),
    )
