"""Tells trainers in the admin whom a change touches, and asks once more before it is made."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .impact import Impact

ASKED, TOLD = "live_edits_asked", "live_edits_told"


def show(request: HttpRequest, impact: Impact | None) -> None:
    """Say whom the change touches, unless the question just before has said it."""
    is_told = request.session.pop(TOLD, False)
    if impact and not is_told:
        messages.info(request, _paragraphs(impact.sentences))


def ask(
    request: HttpRequest, action: str, page: Page, impact: Impact | None, back: str
) -> HttpResponse | None:
    """Lead `back` with a question, until the same is asked for a second time; None when it may be done.

    Nobody is asked about changes that mean nothing to those in the middle of the course.
    """
    if impact is None or not impact.learning or not impact.effects:
        return None
    question = hashlib.sha256("\n".join([action, str(page.pk), *impact.effects]).encode()).hexdigest()
    if request.session.pop(ASKED, None) == question:
        return None
    request.session[ASKED], request.session[TOLD] = question, action == "publish"
    if action == "publish" and page.first_published_at is None:
        # Wagtail makes a page that is created and published at once live before it asks.
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    first = _(
        "Nothing has changed for learners yet. Please read whom this touches, and press the button again."
    )
    messages.warning(request, _paragraphs([first, *impact.sentences]))
    return redirect(back)


def _paragraphs(sentences: list[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in sentences))
