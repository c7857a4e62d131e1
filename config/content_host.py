"""Two hosts, one process: packages are answered on theirs and nowhere else, and there nothing else is."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request, override

from h5p.origin import is_for_content, main_origin_for
from h5p.playing import URLS

NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'"


class ContentHostMiddleware:
    """Stands before sessions, forms and languages, so that none of them touches the host of the packages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_content(request):
            return self.get_response(request)
        # On one machine both hosts may share cookies, and whoever answers here is not to know any.
        request.COOKIES = {}
        with override(get_language_from_request(request)):
            response = _answer(request)
        response["Referrer-Policy"] = "no-referrer"
        return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    main = main_origin_for(request)
    if request.path_info == "/" and request.method in {"GET", "HEAD"}:
        return redirect(f"{main}/")
    try:
        view, args, kwargs = resolve(request.path_info, URLS)
        return view(request, *args, **kwargs)
    except (Http404, Resolver404):
        response = render(request, "h5p/not_here.html", {"main": main}, status=404)
        response["Content-Security-Policy"] = NOTHING_POLICY
        return response
