"""Where a learner gets after something was recorded, and what is said there: the same for a form and for a script."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..actions import Recorded
from ..margin import Bookmarked, Change, Highlighted, Noted
from ..sent import Annotated, Checklist, Done, InLesson, Reflection, Sent


def after(request: HttpRequest, recorded: Recorded, fact: Sent) -> str | None:
    """The address that follows `fact`; None for what no form sends."""
    if isinstance(fact, Done):
        return after_lesson(request, recorded, fact.step)
    if isinstance(fact, InLesson):
        return after_activity(request, recorded, fact.step, fact.activity, type(fact))
    if isinstance(fact, Annotated):
        return after_annotation(request, recorded, fact.step, fact.change)
    return None


def after_lesson(request: HttpRequest, recorded: Recorded, lesson_key: UUID) -> str:
    """The course page when the course is finished, otherwise what follows the lesson."""
    edition, language = recorded.edition, get_language() or ""
    course_url = edition.url(recorded.enrolment.course_key, language)
    if recorded.has_completed:
        # Its first words are that the learner has finished.
        return course_url
    following = edition.shape.neighbours(lesson_key)[1]
    messages.success(request, _("“%(title)s” is done.") % {"title": edition.title(lesson_key, language)})
    return edition.url(following.key, language) if following else course_url


def after_activity(
    request: HttpRequest, recorded: Recorded, lesson_key: UUID, key: UUID, kind: type[Sent]
) -> str:
    """The same place in the lesson, unless the course is finished now."""
    if kind is Checklist:
        messages.success(request, _("Your ticks and notes are saved."))
    elif kind is Reflection:
        messages.success(request, _("Your reflection is saved. Only you can read it."))
    if recorded.has_completed:
        return after_lesson(request, recorded, lesson_key)
    return f"{recorded.edition.url(lesson_key, get_language() or '')}#activity-{key}"


def after_annotation(request: HttpRequest, recorded: Recorded, lesson_key: UUID, change: Change) -> str:
    """The same place in the lesson."""
    place = "highlights"
    match change:
        case Bookmarked(is_set):
            place = "bookmark"
            said = (
                _("Bookmarked. You find your bookmarks in “My notes”.")
                if is_set
                else _("The bookmark is removed.")
            )
        case Noted():
            place = "notes"
            said = _("Your note is saved. Only you can read it.")
        case Highlighted():
            said = _("Your highlight is saved. Only you can see it.")
        case _:
            said = _("The highlight is removed.")
    messages.success(request, said)
    return f"{recorded.edition.url(lesson_key, get_language() or '')}#{place}"
