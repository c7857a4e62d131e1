"""For strangers: is this certificate genuine? Nobody signs in, and nobody is noted down."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_safe

from .. import sealed_file
from ..codes import normalise
from ..facts import to_data
from ..forms import CodeForm, FileForm, NameForm
from ..models import Certificate, State
from ..names import is_same_name
from ..sealed_file import Verdict
from .limits import limited, may_look, negotiated, too_many, unlisted, wants_json

READ_OR_ASK = ["GET", "HEAD", "POST"]


@unlisted
@require_http_methods(READ_OR_ASK)
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code and lead to its page, or take a PDF and say what it is."""
    if request.method == "POST":
        return _examine(request)
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:verify", form.cleaned_data["code"])
    return render(request, "certificates/look_up.html", {"form": form, "file_form": FileForm()})


def _examine(request: HttpRequest) -> HttpResponse:
    if not may_look(request, "examine"):
        return too_many(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "certificates/look_up.html", {"form": CodeForm(), "file_form": form})
    # One byte more than it takes tells what is too large; the rest is never read.
    examined = sealed_file.examine(form.cleaned_data["file"].read(sealed_file.MOST_BYTES + 1))
    certificate = _find(examined.code)
    context: dict[str, Any] = {
        "examined": examined,
        "certificate": certificate,
        # Whoever has the file itself, unchanged, has read the name already.
        "is_proved": examined.verdict is Verdict.UNCHANGED and certificate is not None,
        "file_form": FileForm(),
    }
    if certificate:
        context |= {"facts": certificate.facts, "name": certificate.facts.holder}
    return render(request, "certificates/examined.html", context)


@negotiated
@unlisted
@require_http_methods(READ_OR_ASK)
@limited("look_up")
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was certified under `code`, for anybody who holds it; and whether a name is the one on it."""
    meant = normalise(code)
    if meant and meant != code:
        return redirect("certificates:verify", meant)
    certificate = _find(meant)
    if wants_json(request):
        return _as_json(certificate)
    if certificate is None:
        return _unknown(request, code)
    form = NameForm(request.POST if request.method == "POST" else None)
    is_same = None
    if certificate.has_right_name and form.is_valid():
        is_same = is_same_name(form.cleaned_data["name"], certificate.facts.holder)
    context = {
        "certificate": certificate,
        "facts": certificate.facts,
        "name": certificate.public_name,
        "name_form": form,
        "is_same_name": is_same,
        "typed": form.cleaned_data["name"] if is_same is not None else "",
    }
    return render(request, "certificates/verify.html", context)


@negotiated
@unlisted
@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """From the printed address to the page in the language of the certificate; for machines the answer itself."""
    is_machine = wants_json(request)
    # A person is led on to the page, which counts on its own; so a QR code costs one look-up, not two.
    if not may_look(request, "look_up" if is_machine else "short"):
        return too_many(request)
    certificate = _find(normalise(code))
    if is_machine:
        return _as_json(certificate)
    with override(certificate.language if certificate else get_language()):
        return redirect("certificates:verify", certificate.code if certificate else code)


def _find(code: str) -> Certificate | None:
    if not code:
        return None
    return Certificate.objects.select_related("replaced_by").filter(code=code).first()


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    form = CodeForm(initial={"code": code})
    return render(request, "certificates/unknown.html", {"form": form}, status=HTTPStatus.NOT_FOUND)


def _as_json(certificate: Certificate | None) -> HttpResponse:
    """All that the page says, for machines. Open to scripts of any site: it tells them no more than it tells everybody."""
    if certificate is None:
        response = JsonResponse({"error": "unknown-code"}, status=HTTPStatus.NOT_FOUND)
    else:
        response = JsonResponse(_report(certificate), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _report(certificate: Certificate) -> dict[str, Any]:
    facts = to_data(certificate.facts)
    del facts["holder"]
    look = facts.pop("look")
    signatories = [{name: each[name] for name in ("name", "function")} for each in look["signatories"]]
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return {
        "code": certificate.code,
        "state": certificate.state,
        "is_valid": certificate.state == State.VALID,
        "ended_at": certificate.ended_at,
        "replaced_by": certificate.successor.printed_address if certificate.successor else None,
        "name": certificate.public_name,
        "is_name_complete": certificate.shows_name and certificate.has_right_name,
        "issued_at": certificate.issued_at,
        "address": certificate.printed_address,
        "page": f"{base}{certificate.verify_url}",
        "facts": facts | {"place": look["place"], "signatories": signatories},
    }
