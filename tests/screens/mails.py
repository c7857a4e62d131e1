"""The mails, as those see them who read HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.core import mail
from django.db import transaction
from django.utils.translation import override

from accounts.actions import send_invitation
from accounts.models import Invitation, User
from certificates.actions import remind
from certificates.models import Certificate

LINK = "https://learn.example.org/accounts/password/reset/key/4-d2x9f7/"
Html = Callable[[str], str]


def invitation(by: User) -> Html:
    def html(language: str) -> str:
        invitation, _created = Invitation.objects.get_or_create(email="invited@example.org")
        with override(language):
            send_invitation(invitation=invitation, by=by)
        return _html(mail.outbox[-1])

    return html


def reminder(certificate: Certificate) -> Html:
    def html(language: str) -> str:
        certificate.language = language
        # There is one reminder for each certificate, and here it is wanted in every language.
        with transaction.atomic():
            remind(certificate=certificate)
            transaction.set_rollback(True)
        return _html(mail.outbox[-1])

    return html


def account(name: str) -> Html:
    """A mail that django-allauth sends."""
    words = {
        "website": {"name": "Agora"},
        "code": "X7K-9PM",
        "password_reset_url": LINK,
        "signup_url": LINK,
        "activate_url": LINK,
    }

    def html(language: str) -> str:
        with override(language):
            return _html(get_adapter().render_mail(f"account/email/{name}", "somebody@example.org", words))

    return html


def _html(message: Any) -> str:
    [(html, _mimetype)] = message.alternatives
    return html
