"""Who may read a lesson or a test, and whatever is made of them; and where everybody else is led."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page

from .presentation import ModuleRow, Presentation, StepRow


def turned_away(
    request: HttpRequest, page: Page, learning: Presentation, place: StepRow | ModuleRow | None
) -> HttpResponse | None:
    """None for those who may read `page`: the enrolled, once `place` is open to them, and those who write it."""
    if writes(request, page, learning):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not learning.is_enrolled:
        messages.info(request, _("Please enrol in this course to open its lessons."))
        return redirect(learning.course_url)
    if place is None:
        # Published only in a language in which the course was not written first: not part of the course yet.
        raise Http404
    if place.is_locked:
        return render(request, "learning/locked.html", {"step": place, "learning": learning}, status=403)
    return None


def writes(request: HttpRequest, page: Page, learning: Presentation) -> bool:
    """Trainers read what they write without being enrolled. Asked last: it costs queries that learners need not pay."""
    if learning.is_enrolled or not request.user.is_authenticated:
        return False
    return bool(page.permissions_for_user(request.user).can_edit())
