"""Mails: written once, as plain text; those who read HTML get the same words in the look of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from wagtail.models import Site

FRAME = "accounts/mail.html"
ADDRESS = re.compile(r"https?://\S+")
# Codes to type stand alone on a line, in an alphabet of capitals and digits.
CODE = re.compile(r"[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`kind` is "text", "address" (nothing but a link) or "code" (nothing but a code to type)."""

    kind: str
    lines: tuple[str, ...]


def compose(*, to: str, subject: str, text: str, stop_url: str = "") -> EmailMultiAlternatives:
    """A mail to one address, in the language that is active.

    Who posts to `stop_url` gets no more of its kind: programs for mail make a button of it (RFC 8058).
    """
    headers = (
        {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        if stop_url
        else {}
    )
    mail = EmailMultiAlternatives(subject, text, None, [to], headers=headers)
    attach_html(mail)
    return mail


def absolute(path: str) -> str:
    """The whole address of `path` on this site, for whoever reads it elsewhere."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def attach_html(mail: EmailMultiAlternatives) -> None:
    words = {
        "subject": mail.subject,
        "site": site_name(),
        "address": settings.WAGTAILADMIN_BASE_URL,
        "language": get_language(),
        "paragraphs": list(paragraphs(str(mail.body))),
    }
    mail.attach_alternative(render_to_string(FRAME, words), "text/html")


def paragraphs(text: str) -> Iterator[Paragraph]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = tuple(line.strip() for line in block.splitlines())
        if len(lines) == 1 and ADDRESS.fullmatch(lines[0]):
            yield Paragraph("address", lines)
        elif len(lines) == 1 and CODE.fullmatch(lines[0]):
            yield Paragraph("code", lines)
        else:
            yield Paragraph("text", lines)


def site_name() -> str:
    """What the operator calls the site."""
    site = Site.objects.filter(is_default_site=True).first()
    return (site and site.site_name) or settings.WAGTAIL_SITE_NAME
