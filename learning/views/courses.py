from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import CoursePage
from courses.translations import live_page, url_for

from .. import actions, wording
from ..actions.record import current_edition
from ..explaining import explain
from ..forms import EnrolForm
from ..presenters import enrolment_of, present_course, present_mine
from .refusing import answers_refusals


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My learning: every course with its progress, next step and results."""
    return render(
        request, "learning/mine.html", {"courses": present_mine(request.user, get_language() or "")}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def enrol(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Ask for the name on the certificate, then enrol."""
    language = get_language() or ""
    course = live_page(CoursePage, course_key, language)
    if course is None:
        raise Http404
    if request.method != "POST" and enrolment_of(request.user, course_key):
        return redirect("learning:continue", course_key)
    name: Any = request.user.get_full_name()  # type: ignore[union-attr]
    edition = current_edition(course_key)
    form = EnrolForm(
        request.POST or None,
        languages=wording.certificate_languages(edition) if edition else [],
        initial={"certificate_name": name, "certificate_language": course.locale.language_code},
    )
    if request.method == "POST" and form.is_valid():
        actions.enrol(
            learner=request.user,  # type: ignore[arg-type]
            course_key=course_key,
            **form.cleaned_data,
        )
        messages.success(
            request, _("You are enrolled. You can leave at any time and go on where you stopped.")
        )
        return redirect(url_for(course, language))
    context = {"course": course, "course_url": url_for(course, language), "form": form}
    return render(request, "learning/enrol.html", context)


@login_required
@require_POST
@answers_refusals
def certificate_language(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Note the language that the learner wants for the certificate."""
    actions.choose_certificate_language(
        learner=request.user,  # type: ignore[arg-type]
        course_key=course_key,
        language=request.POST.get("certificate_language", ""),
    )
    messages.success(request, _("Your certificate will be issued in this language."))
    return redirect("learning:mine")


@require_safe
@never_cache
def why(request: HttpRequest, course_key: UUID) -> JsonResponse:
    """The learner's own state in a course as JSON: what is done, what is not, and why."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed-out"}, status=401)
    edition = current_edition(course_key)
    if edition is None:
        return JsonResponse({"error": "not-found"}, status=404)
    learning = present_course(edition=edition, user=request.user, language=get_language() or "")
    if not learning.is_enrolled:
        return JsonResponse({"error": "not-enrolled"}, status=404)
    return JsonResponse(explain(learning))


@login_required
@require_safe
def go_on(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Lead to where the learner goes on: the step at which they were, the next open one, or the course page."""
    edition = current_edition(course_key)
    if edition is None:
        raise Http404
    learning = present_course(edition=edition, user=request.user, language=get_language() or "")
    return redirect(learning.next.url if learning.is_enrolled and learning.next else learning.course_url)
