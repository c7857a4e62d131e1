"""What an activity can wait for, given what its H5P package reports."""

from __future__ import annotations

from h5p.format.reporting import Reporting, reporting
from h5p.models import Content

from .outline import ActivityRule

RULES = {
    Reporting.NOTHING: frozenset({ActivityRule.VIEWED}),
    Reporting.END: frozenset({ActivityRule.VIEWED, ActivityRule.FINISHED}),
    Reporting.SCORE: frozenset(ActivityRule),
    Reporting.UNKNOWN: frozenset(ActivityRule),
}
"""The rules that content can fulfil. Of an unknown type the trainer may know more than we do."""


def reports(content: Content) -> Reporting:
    return reporting(content.main_library.name, content.params)


def rules_for(content: Content) -> frozenset[ActivityRule]:
    return RULES[reports(content)]
