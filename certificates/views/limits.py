"""How much may be looked up, and that nobody but the asker keeps what was answered."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers

View = Callable[..., HttpResponse]

# In the words of allauth's settings: for each address from which somebody looks. A PDF costs more to examine than a code.
LOOK_UPS = {"look_up": "30/m/ip", "short": "30/m/ip", "examine": "10/m/ip"}


def unlisted(view: View) -> View:
    """The page is for those who hold a code: search engines leave it out, and nobody keeps a copy."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(response)
        return response

    return wrapped


def limited(action: str) -> Callable[[View], View]:
    """Guessing codes gets nobody far: see docs/decisions/0007-rate-limits.md."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs) if may_look(request, action) else too_many(request)

        return wrapped

    return decorator


def may_look(request: HttpRequest, action: str) -> bool:
    """Counts the look-up."""
    return bool(consume(request, app="certificates", action=action, config=LOOK_UPS, limit_get=True))


def too_many(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.TOO_MANY_REQUESTS
    if wants_json(request):
        response: HttpResponse = JsonResponse({"error": "too-many-requests"}, status=status)
    else:
        response = render(request, "certificates/too_many.html", status=status)
    response["Retry-After"] = "60"
    return response


def wants_json(request: HttpRequest) -> bool:
    """Whether a machine asks: by the address, or by what it accepts."""
    if request.path.endswith(".json"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def negotiated(view: View) -> View:
    """The answer depends on what is accepted."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response

    return wrapped
