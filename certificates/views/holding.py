"""For the holder of a certificate: everything that there is to it. Nothing is shared by itself."""

from __future__ import annotations

from json import dumps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions
from ..actions.reminding import code_of_stop_key
from ..badge import badge as draw_badge
from ..codes import normalise
from ..europass import learning_credential
from ..forms import ChoicesForm
from ..issuer import MEDIA_TYPE, credential_of, end_of_validity, keys
from ..models import Certificate, Ending
from ..refusals import Refusal
from .limits import View, unlisted


def of_holder(view: View) -> View:
    """The certificate with the code, for its holder; for anybody else it does not exist."""

    @login_required
    @unlisted
    def wrapped(request: HttpRequest, code: str) -> HttpResponse:
        certificate = get_object_or_404(
            Certificate.objects.select_related("replaced_by"), holder=request.user.pk, code=normalise(code)
        )
        return view(request, certificate)

    return wrapped


def of_holder_while_current(view: View) -> View:
    """Nothing is handed out any more of a certificate that was revoked or replaced: its page says so."""

    def while_current(request: HttpRequest, certificate: Certificate) -> HttpResponse:
        return view(request, certificate) if certificate.is_current else redirect(certificate.own_url)

    return of_holder(while_current)


@require_safe
@of_holder_while_current
def download(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The certificate as a PDF, with the credential inside and sealed, as far as there are keys."""
    # Loads Pango and pyHanko, which only this page needs.
    from ..pdf import Attachment
    from ..seal import sealed

    token = credential_of(certificate)
    # A name for file lists, in the one language in which the standard has it
    attached = [Attachment("credential.jwt", token, "Open Badges 3.0 (VC-JWT)")] if token else []
    return _file(certificate, sealed(certificate, attachments=attached), "application/pdf", ".pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@of_holder
def own(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """What can be downloaded and shared, and what the holder decides."""
    form = ChoicesForm(request.POST if request.method == "POST" else None, instance=certificate)
    if request.method == "POST" and form.is_valid():
        actions.choose(certificate=certificate, **form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect(certificate.own_url)
    ended = certificate.events.filter(what=Ending.REVOKED).first() if certificate.ending else None
    context = {
        "certificate": certificate,
        "facts": certificate.facts,
        "form": form,
        "is_sealed": bool(settings.SEAL_KEY),
        "has_credential": keys() is not None or hasattr(certificate, "credential"),
        "reason": ended.reason if ended else "",
        "renewal": _renewal(certificate),
    }
    return render(request, "certificates/own.html", context)


@require_POST
@of_holder_while_current
def renew(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    try:
        new = actions.renew_own(holder=request.user, certificate=certificate)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect(certificate.own_url)
    messages.success(request, _("Your certificate is renewed. This is the new one."))
    return redirect(new.own_url)


@require_safe
@of_holder_while_current
def transcript(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Every module and test with results and attempts, as it was on the day of issue; in the language of the certificate."""
    with override(certificate.language):
        return render(
            request,
            "certificates/transcript.html",
            {"certificate": certificate, "facts": certificate.facts, "LANGUAGE_CODE": certificate.language},
        )


@require_safe
@of_holder_while_current
def transcript_pdf(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    # Loads Pango and pyHanko, as above.
    from ..seal import sealed_transcript

    with override(certificate.language):
        ending = f"-{slugify(pgettext('certificate', 'Transcript'))}.pdf"
    return _file(certificate, sealed_transcript(certificate), "application/pdf", ending)


@require_safe
@of_holder_while_current
def credential(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    return _file(certificate, _token(certificate), MEDIA_TYPE, ".jwt")


@require_safe
@of_holder_while_current
def badge(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The picture with the credential inside."""
    token, facts = _token(certificate), certificate.facts
    with override(certificate.language):
        picture = draw_badge(
            title=facts.course,
            kind=certificate.get_kind_display(),
            year=facts.issued_on.year,
            language=facts.language,
            token=token.decode(),
        )
    return _file(certificate, picture, "image/svg+xml", ".svg")


@require_safe
@of_holder_while_current
def europass(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The European Learning Model, unsealed."""
    with override(certificate.language):
        kind = certificate.get_kind_display()
    document = learning_credential(
        certificate.facts,
        kind=kind,
        address=certificate.printed_address,
        issued_at=certificate.issued_at,
        valid_until=end_of_validity(certificate),
        course_key=certificate.course_key,
    )
    text = dumps(document, ensure_ascii=False, indent=2) + "\n"
    return _file(certificate, text.encode(), "application/ld+json", ".jsonld")


@login_required
@require_POST
def claim(request: HttpRequest, course_key: UUID) -> HttpResponse:
    """The learner asks for a certificate of participation."""
    try:
        certificate = actions.claim_participation(
            learner=request.user,  # type: ignore[arg-type]
            course_key=course_key,
            language=get_language() or "",
        )
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("learning:mine")
    return redirect(certificate.own_url)


# A program for mail posts here when its button is pressed, without cookies; the key is the permission.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def no_reminder(request: HttpRequest, key: str) -> HttpResponse:
    """From the mail, without signing in: stop reminding. A mail program that opens every link changes nothing."""
    try:
        code = code_of_stop_key(key)
    except BadSignature as error:
        raise Http404 from error
    certificate = get_object_or_404(Certificate, code=code)
    is_done = request.method == "POST"
    if is_done:
        actions.choose(certificate=certificate, wants_reminder=False)
    context: dict[str, Any] = {"certificate": certificate, "facts": certificate.facts, "is_done": is_done}
    return render(request, "certificates/no_reminder.html", context)


def _renewal(certificate: Certificate) -> dict[str, Any] | None:
    """What the holder has to do to renew it, in the language of the reader; None where that is not offered."""
    way = actions.way_to_renewal(certificate)
    if way is None:
        return None
    language = get_language() or ""
    return {
        "way": way,
        "tests": [
            (way.edition.title(key, language), way.edition.url(key, language), passed_at)
            for key, passed_at in way.passed_at.items()
        ],
    }


def _token(certificate: Certificate) -> bytes:
    token = credential_of(certificate)
    if token is None:
        raise Http404
    return token


def _file(certificate: Certificate, content: bytes, content_type: str, ending: str) -> HttpResponse:
    name = f"{slugify(certificate.facts.course, allow_unicode=True)[:80]}-{certificate.code}{ending}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
