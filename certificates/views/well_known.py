"""For those who verify credentials: who issues here, with which keys, and what was withdrawn. The same in every language."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ..credential import did_document, profile_document
from ..issuer import MEDIA_TYPE, issuer, keys, signed_status_list
from ..keys import Keys
from ..status_list import FRESH

ONE_HOUR = timedelta(hours=1)


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """The document of did:web."""
    return _public(
        JsonResponse(did_document(issuer(), _keys().published), content_type="application/did+json")
    )


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    return _public(JsonResponse({"keys": _keys().published}, content_type="application/jwk-set+json"))


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """The issuer as Open Badges describes one."""
    _keys()
    return _public(JsonResponse(profile_document(issuer()), content_type="application/ld+json"))


@require_safe
def status(request: HttpRequest, which: int) -> HttpResponse:
    token = signed_status_list(which)
    if token is None:
        raise Http404
    return _public(HttpResponse(token, content_type=MEDIA_TYPE), FRESH)


def _keys() -> Keys:
    """Without a key nobody issues here."""
    found = keys()
    if found is None:
        raise Http404
    return found


def _public(response: HttpResponse, fresh: timedelta = ONE_HOUR) -> HttpResponse:
    """Scripts of any site may read it: wallets and validators run in browsers, too."""
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=int(fresh.total_seconds()))
    return response
