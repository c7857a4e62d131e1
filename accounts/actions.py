"""What changes accounts."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .mail import compose, site_name
from .models import Invitation, User


def send_invitation(*, invitation: Invitation, by: User) -> None:
    """Mail the invitation's link to its address, in the language that is active."""
    Invitation.objects.filter(pk=invitation.pk).update(invited_by=by)
    link = settings.WAGTAILADMIN_BASE_URL + reverse("accounts:invitation", args=[invitation.key])
    words = {"link": link, "site": site_name()}
    subject = _("You are invited to learn with %(site)s") % words
    text = render_to_string("accounts/invitation_email.txt", words)
    compose(to=invitation.email, subject=subject, text=text).send()


@transaction.atomic
def accept_invitation(*, email: str) -> None:
    """Note that the invitation for `email` was used; without one nothing happens."""
    Invitation.objects.open().filter(email__iexact=email).update(accepted_at=timezone.now())
