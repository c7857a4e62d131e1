"""Learners rate themselves, and see for themselves what changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import actions
from ..exporting import self_ratings_of
from ..forms import RatingForm
from ..refusals import NotUnderstood
from ..self_evaluation import Occasion
from ..self_evaluation_rows import SelfEvaluationPresentation, present_self_evaluation
from .refusing import answers_refusals


@login_required
@require_safe
@never_cache
@answers_refusals
def show(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """Where the learner stands, what has changed, and which modules to take."""
    found = _present(request, course_key)
    if not found.before and not found.after and found.open_occasion:
        return redirect("learning:rate", course_key)
    return render(request, "learning/self_evaluation.html", {"found": found, "learning": found.learning})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@answers_refusals
def rate(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """The statements with their scale. What was said before is not shown at the end: it would be copied."""
    found = _present(request, course_key)
    occasion = found.open_occasion
    if request.method != "POST" and occasion is None:
        return redirect("learning:self_evaluation", course_key)
    form = RatingForm(
        request.POST or None,
        asked=found.asked,
        levels=found.ratings.get(occasion, {}) if occasion else {},
        initial={"occasion": occasion},
    )
    if request.method == "POST" and form.is_valid():
        learner: Any = request.user
        actions.rate_oneself(
            learner=learner,
            course_key=course_key,
            occasion=form.cleaned_data["occasion"],
            levels=form.levels,
        )
        messages.success(request, _("Your self-evaluation is saved. Only you can see it."))
        return redirect("learning:self_evaluation", course_key)
    if "occasion" in form.errors:
        raise NotUnderstood
    context = {
        "form": form,
        "found": found,
        "learning": found.learning,
        "is_after": occasion is Occasion.AFTER,
    }
    return render(request, "learning/rate.html", context)


@login_required
@require_safe
@never_cache
def export(request: HttpRequest) -> JsonResponse:
    """All that the learner who asks has said of themselves, in the words of the time."""
    response = JsonResponse(
        {"self_evaluations": self_ratings_of(request.user)},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    response["Content-Disposition"] = 'attachment; filename="self-evaluations.json"'
    return response


def _present(request: HttpRequest, course_key: UUID) -> SelfEvaluationPresentation:
    return present_self_evaluation(user=request.user, course_key=course_key, language=get_language() or "")
