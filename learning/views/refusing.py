"""How a refusal is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..refusals import CourseNotOpen, NotEnrolled, NotPartOfCourse, Refusal

View = Callable[..., HttpResponse]


def answers_refusals(view: View) -> View:
    """What does not exist for this learner is a 404; every other refusal says what to do, with status 409."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NotEnrolled, NotPartOfCourse, CourseNotOpen) as refusal:
            raise Http404(str(refusal.message)) from refusal
        except Refusal as refusal:
            context = {"message": refusal.message, "back_url": _back(request)}
            return render(request, "learning/refusal.html", context, status=409)

    return answer


def _back(request: HttpRequest) -> str:
    """The page from which the learner came, if it is one of ours."""
    referer = request.headers.get("referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return referer if referer.startswith(own) else reverse("learning:mine")
