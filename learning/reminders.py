"""When somebody who wants to be reminded of a course is reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

AWAY = timedelta(days=10)
"""How long somebody has to be away for the first reminder, unless the operator says otherwise."""

BETWEEN = timedelta(days=7)
"""The least time between two reminders to one person, whatever they are about."""

MOST = 3
"""So many remain unanswered, and then there is silence until the learner comes back."""


def number_due(
    *,
    now: datetime,
    active_at: datetime,
    wanted_at: datetime,
    sent_at: Sequence[datetime],
    sent_to_learner_at: datetime | None,
    away: timedelta = AWAY,
) -> int | None:
    """Which reminder since `active_at` is due now, from 1; None while none is.

    `active_at`: when the learner was last in the course. `wanted_at`: when they asked for reminders. `sent_at`: all
    reminders about the course; `sent_to_learner_at`: the last one to this person about any course.
    """
    if now - max(active_at, wanted_at) < away:
        return None
    if sent_to_learner_at and now - sent_to_learner_at < BETWEEN:
        return None
    unanswered = sum(at >= active_at for at in sent_at)
    return unanswered + 1 if unanswered < MOST else None
