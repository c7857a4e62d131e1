"""The ledger of one learner in one course, in words: what trainers read before they correct something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import Edition

from . import wording
from .models import Enrolment, ObjectType, Statement, Verb


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement. `stored` is when it arrived, `happened` what the clock of the browser said.

    `is_reported`: an H5P package said so, which is a program in that browser.
    """

    id: UUID
    stored: datetime
    happened: datetime
    what: str
    percent: int | None
    edition: int | None
    author: str
    reason: str
    is_by_rule: bool
    is_reported: bool
    is_void: bool
    can_be_voided: bool

    @property
    def is_late(self) -> bool:
        """Whether the two times differ by more than the way to the server explains."""
        return abs((self.stored - self.happened).total_seconds()) > 60


def statements_of(enrolment: Enrolment) -> list[Statement]:
    """Everything the ledger holds of an enrolment, the newest first."""
    return list(
        Statement.objects.filter(
            learner_key=enrolment.learner.learner_key, course_key=enrolment.course_key
        ).order_by("-stored", "-id")
    )


def timeline(statements: Iterable[Statement], every: Iterable[Statement], language: str) -> list[Entry]:
    """`statements` in words; `every` is the whole ledger of the learner in the course. Two queries."""
    shown = list(statements)
    by_id = {statement.pk: statement for statement in every}
    voided = {each.object_key for each in by_id.values() if each.verb == Verb.VOIDED}
    editions = Edition.objects.in_bulk({each.edition_id for each in by_id.values() if each.edition_id})
    authors = _authors(shown)

    def words(statement: Statement) -> str:
        edition = editions.get(statement.edition_id) if statement.edition_id else None
        if statement.verb == Verb.VOIDED:
            target = by_id.get(statement.object_key)
            return _("Voided: %(what)s") % {"what": words(target) if target else _("something not yet here")}
        return _("%(verb)s: %(object)s") % {
            "verb": Verb(statement.verb).label.capitalize(),
            "object": _object(statement, edition, language),
        }

    return [
        Entry(
            id=each.pk,
            stored=each.stored,
            happened=each.timestamp,
            what=words(each),
            percent=None if each.score is None else int(each.score * 100),
            edition=editions[each.edition_id].number if each.edition_id else None,
            author=authors.get(each.context.get("by", ""), ""),
            reason=each.context.get("reason", ""),
            is_by_rule=bool(each.context.get("derived")),
            is_reported="reported" in each.context,
            is_void=each.pk in voided,
            can_be_voided=each.pk not in voided
            and each.object_type in {ObjectType.LESSON, ObjectType.ACTIVITY, ObjectType.TEST},
        )
        for each in shown
    ]


def _authors(statements: Iterable[Statement]) -> dict[str, str]:
    keys = {each.context["by"] for each in statements if "by" in each.context}
    return {str(user.learner_key): str(user) for user in User.objects.filter(learner_key__in=keys)}


def _object(statement: Statement, edition: Edition | None, language: str) -> str:
    """The title of what a statement is about, as it was called then."""
    if edition is None:
        return str(ObjectType(statement.object_type).label)
    if statement.object_type == ObjectType.PART:
        return _("part of %(activity)s") % {
            "activity": _activity(UUID(statement.context["parent"]), edition, language)
        }
    if statement.object_type != ObjectType.ACTIVITY:
        return _("%(kind)s “%(title)s”") % {
            "kind": ObjectType(statement.object_type).label,
            "title": edition.title(statement.object_key, language),
        }
    return _activity(statement.object_key, edition, language)


def _activity(key: UUID, edition: Edition, language: str) -> str:
    for step in edition.shape.steps():
        name = wording.activity(key, step)
        if name:
            return _("%(activity)s in “%(lesson)s”") % {
                "activity": name,
                "lesson": edition.title(step.key, language),
            }
    return str(ObjectType.ACTIVITY.label)
