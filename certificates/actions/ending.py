"""What ends a certificate, and what takes its place. Each leaves an entry in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..composing import stored_as, years_after
from ..design import look_of
from ..facts import CURRENT_LAYOUT, Facts
from ..models import Certificate, Ending, Event, Terms, today
from ..permissions import may_manage
from ..refusals import DoesNotExpire, HasEnded, NameMissing, NotAllowed, OwnCertificate, ReasonMissing

MAX_REASON = 500
MAX_NAME = 150


@transaction.atomic
def revoke(*, by: User, certificate: Certificate, reason: str) -> None:
    """Declare `certificate` invalid for good. Raises NotAllowed, OwnCertificate, ReasonMissing, HasEnded."""
    words = _reason(by, certificate, reason)
    end(locked(certificate), Ending.REVOKED, by, words)


@transaction.atomic
def reissue(*, by: User, certificate: Certificate, name: str, reason: str) -> Certificate:
    """Put one with the right `name` in the place of `certificate`; all other words and the validity stay.

    Raises NotAllowed, OwnCertificate, ReasonMissing, NameMissing, HasEnded.
    """
    words = _reason(by, certificate, reason)
    holder = " ".join(name.split())[:MAX_NAME]
    if not holder:
        raise NameMissing
    return _replace(certificate, Ending.CORRECTED, by, words, lambda facts: replace(facts, holder=holder))


@transaction.atomic
def renew(*, by: User, certificate: Certificate, reason: str) -> Certificate:
    """Put one in the place of `certificate` that is valid from today, for as long as the course says now, or it did then.

    Raises NotAllowed, OwnCertificate, ReasonMissing, HasEnded, DoesNotExpire.
    """
    words = _reason(by, certificate, reason)
    if certificate.valid_until is None:
        raise DoesNotExpire
    terms = Terms.objects.filter(course_key=certificate.course_key).first()
    then = certificate.facts
    years = (terms and terms.valid_years) or certificate.valid_until.year - then.issued_on.year
    until = years_after(today(), years)
    return _replace(certificate, Ending.RENEWED, by, words, lambda facts: replace(facts, valid_until=until))


def _reason(by: User, certificate: Certificate, reason: str) -> str:
    if not may_manage(by):
        raise NotAllowed
    if certificate.holder_id == by.pk:
        raise OwnCertificate
    words = " ".join(reason.split())[:MAX_REASON]
    if not words:
        raise ReasonMissing
    return words


def locked(certificate: Certificate) -> Certificate:
    """The row of `certificate`, held until the transaction is over. Raises HasEnded."""
    found = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not found.is_current:
        raise HasEnded
    return found


def _replace(
    certificate: Certificate, ending: Ending, by: User, reason: str, change: Callable[[Facts], Facts]
) -> Certificate:
    """Layout and look are the current ones: what takes the place of an old certificate is printed today."""
    old = locked(certificate)
    end(old, ending, by, reason)
    now = timezone.now()
    facts = replace(
        change(old.facts),
        issued_on=timezone.localdate(now),
        layout=CURRENT_LAYOUT,
        look=look_of(old.course_key),
    )
    new = stored_as(facts, holder_id=old.holder_id, course_key=old.course_key, at=now)
    new.replaces = old
    new.shows_name, new.wants_reminder = old.shows_name, old.wants_reminder
    new.save(force_insert=True)
    return new


def end(certificate: Certificate, ending: Ending, by: User, reason: str) -> None:
    """Note in the audit trail that `by` ended `certificate`, and mark it."""
    now = timezone.now()
    Event.objects.create(certificate=certificate, what=ending, reason=reason, by_key=by.learner_key, at=now)
    certificate.is_current, certificate.ending, certificate.ended_at = None, ending, now
    certificate.save(update_fields=["is_current", "ending", "ended_at"])
