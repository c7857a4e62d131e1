"""Mails to those who asked to be reminded of courses that they have not finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.core.signing import Signer
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.mail import absolute, compose, site_name
from accounts.models import User
from courses.editions import source_of

from ..models import Enrolment, Reminder
from ..presentation import Presentation
from ..presenters import present_course
from ..refusals import AlreadyFinished, NotEnrolled
from ..reminders import AWAY, MOST, number_due
from .record import current_edition

SALT = "learning.reminder"


@transaction.atomic
def choose_reminders(*, learner: User, course_key: UUID, wants_reminders: bool, language: str) -> None:
    """Note whether the learner wants to be reminded of a course, in `language`. Raises NotEnrolled, AlreadyFinished."""
    enrolment = Enrolment.objects.select_for_update().of(learner).filter(course_key=course_key).first()
    if enrolment is None:
        raise NotEnrolled
    if wants_reminders and enrolment.completed_at:
        raise AlreadyFinished
    if not wants_reminders:
        enrolment.reminders_wanted_at = None
    elif enrolment.reminders_wanted_at is None:
        enrolment.reminders_wanted_at = timezone.now()
    enrolment.reminder_language = language if wants_reminders else ""
    enrolment.save(update_fields=["reminders_wanted_at", "reminder_language"])


def stop_reminders(*, enrolment: Enrolment) -> None:
    """Whoever has the link of a mail may do that."""
    Enrolment.objects.filter(pk=enrolment.pk).update(reminders_wanted_at=None, reminder_language="")


def due_for_reminder(away: timedelta = AWAY) -> Iterator[Enrolment]:
    """Enrolments about which somebody may have to be reminded."""
    last = Reminder.objects.filter(enrolment=OuterRef("pk"), away_since=OuterRef("active"), number=MOST)
    found = Enrolment.objects.to_remind(timezone.now() - away).filter(~Exists(last)).select_related("learner")
    return found.iterator(200)


def remind(*, enrolment: Enrolment, away: timedelta = AWAY) -> bool:
    """Send the reminder that is due, if one is. False where there is none: somebody else may have sent it just now.

    The row of the reminder comes first, and goes again if the mail could not be handed over. A process that dies in
    between leaves one reminder unsent; none is sent twice.
    """
    learning = _learning(enrolment)
    if learning is None or (reminder := _write_down(enrolment, away)) is None:
        return False
    try:
        _send(enrolment, learning)
    except Exception:
        reminder.delete()
        raise
    return True


@transaction.atomic
def _write_down(enrolment: Enrolment, away: timedelta) -> Reminder | None:
    # The learner is locked, not the enrolment: the least time between two reminders is that of a person.
    learner = User.objects.select_for_update().filter(pk=enrolment.learner_id).first()
    now = timezone.now()
    fresh = Enrolment.objects.to_remind(now - away).filter(pk=enrolment.pk).first()
    if learner is None or fresh is None or fresh.reminders_wanted_at is None:
        return None
    sent = Reminder.objects.filter(enrolment__learner=learner).values_list("enrolment", "sent_at")
    active_at = fresh.last_opened_at or fresh.enrolled_at
    number = number_due(
        now=now,
        active_at=active_at,
        wanted_at=fresh.reminders_wanted_at,
        sent_at=[sent_at for pk, sent_at in sent if pk == fresh.pk],
        sent_to_learner_at=max((sent_at for _pk, sent_at in sent), default=None),
        away=away,
    )
    if number is None:
        return None
    return Reminder.objects.create(enrolment=fresh, away_since=active_at, number=number, sent_at=now)


def _learning(enrolment: Enrolment) -> Presentation | None:
    """The course as its learner sees it; None where there is nothing to go on with, or it was withdrawn."""
    edition = current_edition(enrolment.course_key)
    if edition is None or source_of(enrolment.course_key) is None:
        return None
    learning = present_course(edition=edition, user=enrolment.learner, language=enrolment.reminder_language)
    return learning if learning.next and not learning.is_complete else None


def _send(enrolment: Enrolment, learning: Presentation) -> None:
    with override(enrolment.reminder_language):
        stop_url = absolute(reverse("learning:no_reminders", args=[stop_key(enrolment)]))
        words = {
            "name": enrolment.certificate_name,
            "course": learning.course_title,
            "learning": learning,
            "continue_url": absolute(reverse("learning:continue", args=[enrolment.course_key])),
            "stop_url": stop_url,
            "site": site_name(),
        }
        subject = _("Go on with “%(course)s”?") % words
        text = render_to_string("learning/reminder_email.txt", words)
        compose(to=enrolment.learner.email, subject=subject, text=text, stop_url=stop_url).send()


def stop_key(enrolment: Enrolment) -> str:
    """What stops reminders about `enrolment` without signing in; only we can make it."""
    return Signer(salt=SALT, sep="~").sign(str(enrolment.pk))


def enrolment_of_stop_key(key: str) -> Enrolment | None:
    """None where it was erased. Raises BadSignature."""
    return Enrolment.objects.filter(pk=Signer(salt=SALT, sep="~").unsign(key)).first()
