"""A mail to those whose certificates are about to expire."""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import Signer
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.mail import absolute, compose, site_name

from ..models import Certificate, Event, today
from .renewing import way_to_renewal

SALT = "certificates.reminder"


def due_for_reminder(days: int) -> QuerySet[Certificate]:
    """Current certificates that expire within `days`, whose holders are here, want to be told and were not told yet."""
    told = Event.objects.filter(certificate=OuterRef("pk"), what=Event.What.REMINDED)
    return Certificate.objects.current().filter(
        ~Exists(told),
        valid_until__gte=today(),
        valid_until__lte=today() + timedelta(days=days),
        wants_reminder=True,
        holder__is_active=True,
    )


@transaction.atomic
def remind(*, certificate: Certificate) -> None:
    """Tell the holder once. The note that it was done is kept only if the mail was handed over."""
    Event.objects.create(certificate=certificate, what=Event.What.REMINDED)
    with override(certificate.language):
        facts = certificate.facts
        words = {
            "name": facts.holder,
            "course": facts.course,
            "certificate": certificate,
            "is_renewable": way_to_renewal(certificate) is not None,
            "own_url": absolute(certificate.own_url),
            "stop_url": absolute(reverse("certificates:no_reminder", args=[stop_key(certificate)])),
            "site": site_name(),
        }
        subject = _("Your certificate for “%(course)s” expires soon") % words
        text = render_to_string("certificates/reminder_email.txt", words)
        to, stop_url = certificate.holder.email, str(words["stop_url"])
        compose(to=to, subject=subject, text=text, stop_url=stop_url).send()


def stop_key(certificate: Certificate) -> str:
    """What stops reminders about `certificate` without signing in; only we can make it."""
    return Signer(salt=SALT, sep="~").sign(certificate.code)


def code_of_stop_key(key: str) -> str:
    """The code of the certificate. Raises BadSignature."""
    return Signer(salt=SALT, sep="~").unsign(key)
