"""Progress in words: states, rules and reasons as a learner reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.models import Edition
from courses.outline import CertificateKind, Lesson, Rule, Step

from .progress import Cause, Reason, State

Titles = Callable[[UUID], str]

KINDS = {
    "knowledge_check": gettext_lazy("knowledge check"),
    "checklist": gettext_lazy("checklist"),
    "reflection": gettext_lazy("reflection"),
    "h5p": gettext_lazy("interactive content"),
}


STATES = {
    State.LOCKED: gettext_lazy("Locked"),
    State.OPEN: gettext_lazy("Not started"),
    State.STARTED: gettext_lazy("In progress"),
    State.DONE: gettext_lazy("Done"),
}


def certificate_languages(edition: Edition) -> list[tuple[str, str]]:
    """The languages among which learners choose that of their certificate, each with its own name; empty without a choice."""
    if edition.shape.award is CertificateKind.NONE:
        return []
    offered = edition.languages(edition.course_key)
    found = [(code, name) for code, name in settings.LANGUAGES if code in offered]
    return found if len(found) > 1 else []


def state(value: State) -> str:
    return str(STATES[value])


def rule(step: Step) -> str:
    """When the step is done, said to the learner."""
    if not isinstance(step, Lesson):
        return _("Done when you reach %(mark)s per cent or more.") % {"mark": step.pass_mark}
    required = len(step.required_activities)
    if step.rule is Rule.ACTIVITIES and required:
        return ngettext(
            "Done when you have completed the required activity in this lesson.",
            "Done when you have completed all %(count)s required activities in this lesson.",
            required,
        ) % {"count": required}
    if step.rule is Rule.TEST and step.test:
        return _("Done when you have passed the test that belongs to this lesson.")
    return _("Done when you have read it to the end and mark it as done.")


def reason(why: Reason, step: Step | None, title: Titles) -> str:
    """One reason as a sentence. `step` is what is not done; `title` gives the title of a module or step."""
    match why.cause:
        case Cause.NOT_MARKED_AS_DONE:
            return _("You have not marked this lesson as done yet.")
        case (
            Cause.ACTIVITY_OPEN
            | Cause.ACTIVITY_NOT_VIEWED
            | Cause.ACTIVITY_NOT_FINISHED
            | Cause.ACTIVITY_NOT_PASSED
        ):
            return _activity_open(why, step)
        case Cause.TEST_NOT_TAKEN:
            return _("You have not handed in this test yet.")
        case Cause.TEST_NOT_PASSED:
            return _("Your best result is %(percent)s per cent; %(mark)s per cent are needed.") % {
                "percent": int((why.score or 0) * 100),
                "mark": why.pass_mark,
            }
        case Cause.TEST_OF_LESSON_OPEN:
            return _("Pass the test “%(title)s” first.") % {"title": title(why.about)}
        case Cause.EARLIER_MODULE_OPEN:
            return _("Opens when the module “%(title)s” is done.") % {"title": title(why.about)}
        case Cause.STEP_OPEN:
            return _("“%(title)s” is not done yet.") % {"title": title(why.about)}
        case Cause.NOTHING_REQUIRED:
            return _("Nothing here is required.")


def _activity_open(why: Reason, step: Step | None) -> str:
    place = _place(why.about, step)
    where = _("Still open: %(kind)s %(number)s.") % place if place else _("An activity is still open.")
    return where if why.cause is Cause.ACTIVITY_OPEN else f"{where} {activity_reason(why)}"


def activity_reason(why: Reason) -> str:
    """The same, said beside the activity."""
    match why.cause:
        case Cause.ACTIVITY_NOT_VIEWED:
            return _("It counts as soon as you have seen it.")
        case Cause.ACTIVITY_NOT_FINISHED:
            return _("Work through it to its end.")
        case Cause.ACTIVITY_NOT_PASSED if why.score is not None:
            return _("Your best result is %(percent)s per cent; %(mark)s per cent are needed.") % {
                "percent": int(why.score * 100),
                "mark": why.pass_mark,
            }
        case Cause.ACTIVITY_NOT_PASSED:
            return _("Reach at least %(mark)s per cent.") % {"mark": why.pass_mark}
    return _("Still open.")


def activity(key: UUID, step: Step | None) -> str:
    """What an activity of a lesson is called: its kind, counted within the lesson. Empty for what is not in it."""
    place = _place(key, step)
    return _("%(kind)s %(number)s") % place if place else ""


def _place(key: UUID, step: Step | None) -> dict[str, Any] | None:
    activities = step.activities if isinstance(step, Lesson) else ()
    kind = next((activity.kind for activity in activities if activity.key == key), "")
    same = [activity.key for activity in activities if activity.kind == kind]
    return {"kind": KINDS[kind], "number": same.index(key) + 1} if key in same else None


def hours(minutes: int) -> str:
    """A workload as people say it: minutes below an hour, then half hours."""
    if minutes < 50:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    halves = max(2, round(minutes / 30))
    if halves % 2:
        return _("about %(hours)s½ hours") % {"hours": halves // 2}
    return ngettext("about %(hours)s hour", "about %(hours)s hours", halves // 2) % {"hours": halves // 2}
