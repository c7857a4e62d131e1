"""Packages in the admin: upload one, look at it, replace it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from h5p.actions import Imported, import_package
from h5p.format.findings import Refused
from h5p.models import Content
from h5p.refusals import NotStored
from h5p.wording import in_words

from ..actions import replace_package, upload_package
from ..models import H5PPackage
from ..packages import out_of_reach, states_fit, uses_of
from ..refusals import PackageRefusal, SamePackage
from .forms import PackageFileForm, ReplaceForm, UploadForm
from .uploads import takes_package
from .wording import facts, use_rows

INSTALL = "h5p.add_library"
ADD, CHANGE = "courses.add_h5ppackage", "courses.change_h5ppackage"
SALT = "courses.replacing"
A_DAY = 86_400


@takes_package(ADD)
def upload(request: HttpRequest) -> HttpResponse:
    form = package_form(UploadForm, request)
    report: list[str] = []
    if form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        try:
            uploaded = upload_package(
                file=file, title=title, may_install=may_install(request), by=request.user
            )
        except (Refused, NotStored) as refusal:
            report = sentences(refusal)
        else:
            words = _("“%(title)s” was uploaded.") % {"title": uploaded.package}
            messages.success(request, f"{words} {_installed(uploaded.imported)}".strip())
            return _sent(request, reverse("h5p_packages:edit", args=[uploaded.package.pk]))
    return _form_page(request, form, report, _head(_("Upload an H5P package")))


@takes_package(CHANGE)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the new package. Nothing is replaced before what it means was shown, and confirmed."""
    package = _package(pk)
    form = package_form(PackageFileForm, request)
    report: list[str] = []
    if form.is_valid():
        try:
            content = import_package(file=form.cleaned_data["file"], may_install=may_install(request)).content
        except (Refused, NotStored) as refusal:
            report = sentences(refusal)
        else:
            if content.pk != package.content_id:
                address = reverse("h5p_packages:compare", args=[package.pk, ticket_for(package, content)])
                return _sent(request, address)
            report = [str(SamePackage.message)]
    return _form_page(request, form, report, _head(_("Replace “%(title)s”") % {"title": package}, package))


def compare(request: HttpRequest, pk: int, ticket: str) -> HttpResponse:
    """What replacing changes, and the choice whether learners go on or begin anew."""
    _require(request, CHANGE)
    package, content = _package(pk), _content(ticket, pk)
    may_keep = states_fit(package.content, content)
    form = ReplaceForm(request.POST or None, may_keep=may_keep)
    if request.method == "POST" and form.is_valid():
        try:
            replace_package(package=package, content=content, keeps_states=form.keeps_states, by=request.user)
        except PackageRefusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("“%(title)s” was replaced.") % {"title": package})
        return redirect("h5p_packages:edit", pk)
    uses = uses_of(package)
    pairs = zip(facts(package.content), facts(content), strict=True)
    context = {
        "form": form,
        "may_keep": may_keep,
        "rows": [(name, before, after) for (name, before), (_name, after) in pairs],
        "uses": use_rows(uses),
        "activity_keys": [use.activity.key for use in uses],
        "out_of_reach": use_rows(out_of_reach(uses, content)),
        "package": package,
    }
    head = _head(_("Replace “%(title)s”: what changes") % {"title": package}, package)
    return render(request, "courses/packages/compare.html", context | head)


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The package as learners see it. Nothing that is done in it is kept."""
    _require(request, CHANGE)
    package = _package(pk)
    context = {"package": package, "back": reverse("h5p_packages:edit", args=[pk])}
    return render(request, "courses/packages/preview.html", context)


def ticket_for(package: H5PPackage, content: Content) -> str:
    """Stands in an address for `content` that may take the place of what `package` holds, for a day."""
    return signing.dumps([package.pk, content.pk], salt=SALT)


def _require(request: HttpRequest, permission: str) -> None:
    user: Any = request.user
    if not user.has_perm(permission):
        raise PermissionDenied


def may_install(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.has_perm(INSTALL)


def _package(pk: int) -> H5PPackage:
    return get_object_or_404(H5PPackage.objects.select_related("content__main_library"), pk=pk)


def _content(ticket: str, pk: int) -> Content:
    """The content of a ticket that was given for the package `pk`. Raises Http404."""
    try:
        package_pk, content_pk = signing.loads(ticket, salt=SALT, max_age=A_DAY)
    except signing.BadSignature as error:
        raise Http404 from error
    if package_pk != pk:
        raise Http404
    return get_object_or_404(Content.objects.select_related("main_library"), pk=content_pk)


def package_form(form_class: type[PackageFileForm], request: HttpRequest) -> PackageFileForm:
    if request.method != "POST":
        return form_class()
    posted, files = request.POST, request.FILES
    return form_class(posted, files, is_too_large=getattr(request, "is_too_large", False))


def sentences(refusal: Refused | NotStored) -> list[str]:
    if isinstance(refusal, Refused):
        return [in_words(finding) for finding in refusal.findings]
    return [str(refusal.message)]


def _installed(imported: Imported) -> str:
    if not imported.installed:
        return ""
    names = ", ".join(str(library) for library in imported.installed)
    return _("Libraries installed with it: %(libraries)s.") % {"libraries": names}


def _sent(request: HttpRequest, address: str) -> HttpResponse:
    """Onwards: the script that sent a file goes there itself, so that the page it waits on can say so."""
    return JsonResponse({"next": address}) if _is_script(request) else redirect(address)


def _form_page(
    request: HttpRequest, form: forms.Form, report: list[str], head: dict[str, Any]
) -> HttpResponse:
    context = {"form": form, "report": report, "may_install": may_install(request)}
    if _is_script(request):
        return JsonResponse({"report": render_to_string("courses/packages/report.html", context, request)})
    return render(request, "courses/packages/upload.html", context | head)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _head(title: str, package: H5PPackage | None = None) -> dict[str, Any]:
    """Where the reader is."""
    trail = [{"url": reverse("h5p_packages:index"), "label": _("H5P packages")}]
    if package:
        trail.append({"url": reverse("h5p_packages:edit", args=[package.pk]), "label": package.title})
    trail.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": "tasks", "breadcrumbs_items": trail}
