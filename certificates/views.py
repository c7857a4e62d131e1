from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from .codes import normalise
from .forms import CodeForm
from .models import Certificate

View = Callable[..., HttpResponse]

# In the words of allauth's settings: for each address from which somebody looks.
LOOK_UPS = {"look_up": "30/m/ip", "short": "30/m/ip"}


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
            if consume(request, app="certificates", action=action, config=LOOK_UPS, limit_get=True):
                return view(request, *args, **kwargs)
            response = render(request, "certificates/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = "60"
            return response

        return wrapped

    return decorator


@require_safe
@login_required
@unlisted
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as a PDF, for its holder."""
    certificate = get_object_or_404(Certificate, holder=request.user.pk, code=normalise(code))
    # Loads Pango, which only this page needs.
    from .pdf import render as render_pdf

    name = f"{slugify(certificate.facts.course, allow_unicode=True)[:80]}-{certificate.code}.pdf"
    response = HttpResponse(render_pdf(certificate), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:verify", form.cleaned_data["code"])
    return render(request, "certificates/look_up.html", {"form": form})


@require_safe
@unlisted
@limited("look_up")
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was certified under `code`, for anybody who holds it."""
    meant = normalise(code)
    if meant and meant != code:
        return redirect("certificates:verify", meant)
    certificate = Certificate.objects.filter(code=meant).first()
    if certificate is None:
        form = CodeForm(initial={"code": code})
        return render(request, "certificates/unknown.html", {"form": form}, status=HTTPStatus.NOT_FOUND)
    return render(
        request, "certificates/verify.html", {"certificate": certificate, "facts": certificate.facts}
    )


@require_safe
@unlisted
@limited("short")
def short(request: HttpRequest, code: str) -> HttpResponse:
    """From the printed address to the page in the language of the certificate."""
    certificate = Certificate.objects.filter(code=normalise(code)).first()
    with override(certificate.language if certificate else get_language()):
        return redirect("certificates:verify", certificate.code if certificate else code)
