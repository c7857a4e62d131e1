"""Whom a change of a live course touches, and how: said to its trainer before the change is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.change_wording import named
from courses.changes import Change, What, shape_changes
from courses.editions import course_of, published_outline, source_of
from courses.models import CoursePage, Edition
from courses.outline import ModuleOrder, Outline

from .models import Enrolment, EvidenceItem

BY_ANOTHER_RULE = {
    What.RULE,
    What.AWAITED_TEST,
    What.ACTIVITY_ADDED,
    What.ACTIVITY_WITHDRAWN,
    What.ACTIVITY_CHANGED,
    What.ACTIVITY_RULE,
}


@dataclass(frozen=True, slots=True)
class Impact:
    """How many learners are in the middle of a course and how many finished it, and what the change means to them."""

    learning: int
    finished: int
    effects: tuple[str, ...] = ()

    @property
    def sentences(self) -> list[str]:
        learning = ngettext(
            "%(count)s learner is in the middle of this course.",
            "%(count)s learners are in the middle of this course.",
            self.learning,
        ) % {"count": self.learning}
        finished = ngettext(
            "%(count)s who finished stays finished, whatever changes.",
            "%(count)s who finished stay finished, whatever changes.",
            self.finished,
        ) % {"count": self.finished}
        return [learning, *([finished] if self.finished else []), *self.effects]


def impact_of_publishing(page: Page) -> Impact | None:
    """What publishing `page`, a draft as it is given, would mean; None where nobody is enrolled."""
    if isinstance(page, CoursePage):
        return _impact(page, lambda course: published_outline(page))
    return _impact(page, lambda course: published_outline(course, draft=page))


def impact_of_withdrawing(page: Page) -> Impact | None:
    """What unpublishing or deleting `page` would mean; None where nobody is enrolled."""
    if isinstance(page, CoursePage):
        note = _("The course can no longer be opened by its learners. What they did is kept.")
        return _with_note(_impact(page, published_outline), note)
    return _impact(page, lambda course: published_outline(course, without=page))


def impact_of_moving(page: Page) -> Impact | None:
    """What moving `page` would mean, wherever to; None where nobody is enrolled."""
    note = _(
        "What is done stays done, wherever it stands. In another course it counts for the learners of that course."
    )
    return _with_note(_impact(page, published_outline), note)


def _with_note(impact: Impact | None, note: str) -> Impact | None:
    return replace(impact, effects=(note,)) if impact else None


def _impact(page: Page, outline_after: Callable[[CoursePage], Outline]) -> Impact | None:
    course = course_of(page)
    if course is None:
        return None
    counts = Enrolment.objects.filter(course_key=course.translation_key).aggregate(
        learning=Count("pk", filter=Q(completed_at=None)),
        finished=Count("pk", filter=Q(completed_at__isnull=False)),
    )
    if not any(counts.values()):
        return None
    source = source_of(course.translation_key)
    edition = Edition.objects.filter(course_key=course.translation_key).order_by("-number").first()
    if edition is None or source is None or source.pk != course.pk:
        # Other languages add words to the shape of a course and change nothing of it.
        return Impact(**counts)
    after = outline_after(source)
    changes = list(shape_changes(edition.shape, after))
    done = _done(edition.course_key, {change.about for change in changes})
    titles = _titles(course, {change.about for change in changes}) | {page.translation_key: page.title}
    effects = []
    for change in changes:
        shape = edition.shape if change.what is What.WITHDRAWN else after
        text = _effect(change, shape, counts["learning"])
        if text:
            what = named(change.about, shape, titles.get(change.about, ""))
            number = done.get(change.about, 0)
            words = {"what": what, "learning": counts["learning"], "done": number}
            words |= {"open": counts["learning"] - number, "reached": _reached(edition.course_key, change)}
            effects.append(text % words)
    return Impact(**counts, effects=tuple(dict.fromkeys(effects)))


def _effect(change: Change, shape: Outline, learning: int) -> str:
    """What `change` means to those in the middle of a course; empty where it means nothing to them."""
    step = shape.step(change.about)
    if change.what in BY_ANOTHER_RULE:
        return _("%(what)s: done by another rule from now on. Whoever has done it keeps it (%(done)s).")
    match change.what:
        case What.ADDED if step and step.is_required:
            return ngettext(
                "%(what)s: new and required. It will count for %(learning)s learner.",
                "%(what)s: new and required. It will count for %(learning)s learners.",
                learning,
            )
        case What.ADDED if step:
            return _("%(what)s: new and optional. It holds nobody up.")
        case What.WITHDRAWN if step:
            return _("%(what)s: withdrawn. It holds nobody up any more; those who did it keep it (%(done)s).")
        case What.NOW_REQUIRED:
            return _("%(what)s: now required. It is still to do for %(open)s of %(learning)s learners.")
        case What.NOW_OPTIONAL:
            return _("%(what)s: now optional. It holds nobody up any more.")
        case What.PASS_MARK if change.after < change.before:
            return _(
                "%(what)s: pass mark lowered. Learners who reached it already and have passed now: %(reached)s."
            )
        case What.PASS_MARK:
            return _(
                "%(what)s: the new pass mark counts for attempts that begin from now on. Whoever passed has passed "
                "(%(done)s)."
            )
        case What.MODULE_ORDER if shape.module_order is ModuleOrder.IN_ORDER:
            return _("Modules open one after another from now on. What is done stays done.")
        case What.MODULE_ORDER:
            return _("All modules are open from now on.")
        case What.MOVED:
            return _("%(what)s: in another place. What is done stays done.")
    return ""


def _reached(course_key: UUID, change: Change) -> int:
    """How many of those in the middle of a course pass a test because its mark is lowered. One query, or none."""
    if change.what is not What.PASS_MARK:
        return 0
    return EvidenceItem.objects.filter(
        enrolment__course_key=course_key,
        enrolment__completed_at=None,
        object_key=change.about,
        is_done=False,
        score__gte=Decimal(change.after) / 100,
    ).count()


def _titles(course: CoursePage, keys: set[UUID]) -> dict[UUID, str]:
    pages = Page.objects.filter(translation_key__in=keys, locale=course.locale_id)
    return dict(pages.values_list("translation_key", "title"))


def _done(course_key: UUID, keys: set[UUID]) -> dict[UUID, int]:
    """How many of those in the middle of a course have done each of `keys`. One query."""
    rows = EvidenceItem.objects.filter(
        enrolment__course_key=course_key, enrolment__completed_at=None, object_key__in=keys, is_done=True
    )
    return dict(rows.values_list("object_key").annotate(Count("pk")).order_by())
