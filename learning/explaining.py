"""The state of one course for one learner as JSON values: the same data as the pages, with the reasons as data and in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courses.outline import Lesson

from . import wording
from .presentation import Presentation
from .progress import Reason, StepProgress


def explain(learning: Presentation) -> dict[str, Any]:
    """Scores are in per cent, rounded down; times in ISO 8601. No queries."""
    progress, enrolment = learning.progress, learning.enrolment
    return {
        "course": str(learning.course_key),
        "title": learning.course_title,
        "url": learning.course_url,
        "language": learning.language,
        "edition": {"number": learning.edition.number, "digest": learning.edition.digest},
        "percent": progress.percent,
        "is_complete": learning.is_complete,
        "completed_at": enrolment.completed_at.isoformat() if enrolment and enrolment.completed_at else None,
        "next": str(progress.next_step) if progress.next_step else None,
        "reasons": _reasons(learning, progress.reasons, None),
        "modules": [
            {
                "key": str(module.key),
                "title": learning.title(module.key),
                "state": module.state.value,
                "state_label": wording.state(module.state),
                "required": module.required,
                "done": module.done,
                "reasons": _reasons(learning, module.reasons, None),
                "steps": [_step(learning, step) for step in module.steps],
            }
            for module in progress.modules
        ],
        "tests": [_step(learning, test) for test in progress.tests],
    }


def _step(learning: Presentation, progress: StepProgress) -> dict[str, Any]:
    step = progress.step
    return {
        "key": str(step.key),
        "type": "lesson" if isinstance(step, Lesson) else "test",
        "title": learning.title(step.key),
        "url": learning.edition.url(step.key, learning.language),
        "is_required": step.is_required,
        "rule": wording.rule(step),
        "state": progress.state.value,
        "state_label": wording.state(progress.state),
        "percent": _percent(progress.score),
        "reasons": _reasons(learning, progress.reasons, progress),
        "activities": [
            {
                "key": str(activity.key),
                "kind": activity.kind,
                "title": wording.activity(activity.key, step),
                "is_required": activity.is_required,
                "state": "open" if (why := learning.why_open(activity)) else "done",
                "percent": learning.percent_of(activity.key),
                "why": why,
            }
            for activity in getattr(step, "activities", ())
        ],
    }


def _reasons(
    learning: Presentation, reasons: Iterable[Reason], progress: StepProgress | None
) -> list[dict[str, Any]]:
    return [
        {
            "cause": why.cause.value,
            "about": str(why.about),
            "percent": _percent(why.score),
            "pass_mark": why.pass_mark,
            "words": wording.reason(why, progress.step if progress else None, learning.title),
        }
        for why in reasons
    ]


def _percent(score: Any) -> int | None:
    return None if score is None else int(score * 100)
