from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..actions.record import current_edition
from ..actions.reminding import enrolment_of_stop_key
from .refusing import answers_refusals


@login_required
@require_POST
@answers_refusals
def choose(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Note whether the learner wants to be reminded, in the language that they use now."""
    wants = "wants_reminders" in request.POST
    actions.choose_reminders(
        learner=request.user,  # type: ignore[arg-type]
        course_key=course_key,
        wants_reminders=wants,
        language=get_language() or "",
    )
    messages.success(
        request,
        _("We will write to you when you have been away for a while.")
        if wants
        else _("You will get no reminders about this course."),
    )
    return redirect("learning:mine")


# A program for mail posts here when its button is pressed, without cookies; the key is the permission.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail, without signing in: no more reminders. A mail program that opens every link changes nothing."""
    try:
        enrolment = enrolment_of_stop_key(key)
    except BadSignature as error:
        raise Http404 from error
    edition = current_edition(enrolment.course_key) if enrolment else None
    if enrolment is None or edition is None:
        raise Http404
    if request.method == "POST":
        actions.stop_reminders(enrolment=enrolment)
    is_done = request.method == "POST" or enrolment.reminders_wanted_at is None
    course = edition.title(edition.course_key, get_language() or "")
    response = render(request, "learning/no_reminders.html", {"course": course, "is_done": is_done})
    response["X-Robots-Tag"] = "noindex"
    return response
