"""How django-allauth signs people up here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .actions import accept_invitation
from .mail import attach_html
from .models import Invitation

INVITATION_IN_SESSION = "invitation"


class AccountAdapter(DefaultAccountAdapter):
    """Open sign-up, or sign-up for those who hold an invitation (setting `SIGN_UP`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP == "open" or self._invitation(request) is not None

    def clean_email(self, email: str) -> str:
        email = super().clean_email(email).lower()
        invitation = self._invitation(self.request)
        if settings.SIGN_UP == "invitation" and invitation and invitation.email.lower() != email:
            raise ValidationError(_("Please use the e-mail address to which your invitation was sent."))
        return email

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit)
        accept_invitation(email=user.email)
        request.session.pop(INVITATION_IN_SESSION, None)
        return user

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMultiAlternatives:
        mail: EmailMultiAlternatives = super().render_mail(*args, **kwargs)
        attach_html(mail)
        return mail

    def _invitation(self, request: HttpRequest) -> Invitation | None:
        key = request.session.get(INVITATION_IN_SESSION)
        return Invitation.objects.open().filter(key=key).first() if key else None
