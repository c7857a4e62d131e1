"""The form on a page of information with which readers reach the operator. Nothing of it is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from allauth.core.internal.ratelimit import consume
from django import forms
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.mail import site_name

# In the words of allauth's settings; a town hall behind one address has several people who meet barriers.
LIMIT = {"contact": "5/m/ip,40/h/ip"}
ANCHOR = "contact"
SENT = "sent"
LONGEST_PLACE = 500


class ContactForm(forms.Form):
    message = forms.CharField(
        label=_("What got in your way, or what is wrong?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    place = forms.CharField(
        label=_("On which page?"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=_("Its address or its title."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you would like an answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People do not see it; programs that fill in every field give themselves away.
    website = forms.CharField(
        label=_("Website"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this empty; it is there to catch programs."))
        return ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The form as it stands on the page. `trouble` says why a good message did not go out; its text is still there."""

    form: ContactForm
    status: int = HTTPStatus.OK
    is_sent: bool = False
    was_sent: bool = False
    trouble: str = ""


def take(request: HttpRequest) -> Contact:
    """What was sent by the form, or the empty form."""
    if request.method != "POST":
        return Contact(ContactForm(initial={"place": _place(request)}), was_sent=SENT in request.GET)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return Contact(form)
    if not consume(request, app="home", action="contact", config=LIMIT):
        trouble = gettext(
            "Many messages have come from your network. Please wait a minute, then send yours again."
        )
        return Contact(form, HTTPStatus.TOO_MANY_REQUESTS, trouble=trouble)
    try:
        send(**form.cleaned_data)
    except OSError:
        trouble = gettext(
            "Our mail server does not answer. Please try again in a few minutes, or write to %(address)s."
        )
        return Contact(
            form, HTTPStatus.SERVICE_UNAVAILABLE, trouble=trouble % {"address": settings.CONTACT_EMAIL}
        )
    return Contact(form, is_sent=True)


def send(*, message: str, place: str, name: str, email: str, **other: Any) -> None:
    """Mail a message to the operator, in the first language of the site. Raises OSError.

    As plain text only: nothing that strangers write becomes a link of ours.
    """
    with override(settings.LANGUAGE_CODE):
        words = {"message": message, "place": place, "name": name, "email": email, "site": site_name()}
        subject = gettext("Message from a reader of %(site)s") % words
        text = render_to_string("home/contact_email.txt", words)
    reply_to = [email] if email else None
    EmailMessage(subject, text, None, [settings.CONTACT_EMAIL], reply_to=reply_to).send()


def _place(request: HttpRequest) -> str:
    """The page from which a link led here, with its whole address."""
    path = request.GET.get("page", "")[:LONGEST_PLACE]
    own = path.startswith("/") and not path.startswith("//")
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}" if own else ""
