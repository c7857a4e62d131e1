"""Trainers design certificates in the Wagtail admin, and see beside the form what will be printed."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.utils.decorators import xframe_options_sameorigin_override

from courses.models import CoursePage
from learning.actions.record import current_edition

from .. import actions
from ..design import WHOLE_SITE, Design
from ..permissions import may_design


class OfADesign:
    """The design of the course in the address, or of the whole site. A new one begins as the site's, or as ours."""

    request: HttpRequest
    kwargs: dict[str, Any]
    model = Design
    permission_policy = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_design(request.user, self.course_key):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def course_key(self) -> UUID:
        return self.kwargs.get("course_key", WHOLE_SITE)

    def get_object(self, queryset: Any = None) -> Design:
        found = Design.objects.of(self.course_key).first() or Design()
        if found.course_key != self.course_key:
            found.pk, found.course_key, found._state.adding = None, self.course_key, True
        return found

    def address(self, name: str) -> str:
        if self.course_key == WHOLE_SITE:
            return reverse(f"certificates_admin:{name}")
        return reverse(f"certificates_admin:course_{name}", args=[self.course_key])


class DesignView(OfADesign, EditView):
    template_name = "certificates/managing/design.html"
    header_icon = "image"
    page_title = gettext_lazy("Design of certificates")
    error_message = gettext_lazy("The design was not saved. Please look at the notes on the fields.")

    def get_panel(self) -> Any:
        return get_edit_handler(Design)

    def get_page_subtitle(self) -> str:
        if self.course_key == WHOLE_SITE:
            return _("All courses")
        page = CoursePage.objects.filter(translation_key=self.course_key).order_by("pk").first()
        edition = current_edition(self.course_key)
        if page is None:
            raise Http404
        return (edition and edition.title(self.course_key, get_language() or "")) or page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return []

    def get_edit_url(self) -> str:
        return self.address("design")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        actions.remove_design(by=request.user, course_key=self.course_key)  # type: ignore[arg-type]
        messages.success(request, _("The course has no design of its own any more: the site's holds."))
        return redirect(self.get_edit_url())

    def save_instance(self) -> Design:
        design = self.form.save(commit=False)
        actions.set_design(by=self.request.user, design=design)  # type: ignore[arg-type]
        return design

    def save_action(self) -> HttpResponse:
        messages.success(
            self.request, _("The design is saved. Certificates have it that are issued from now on.")
        )
        return redirect(self.get_edit_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        preview = PreviewSidePanel(self.object, self.request, preview_url=self.address("design_preview"))
        context = super().get_context_data(**kwargs)
        return context | {
            "preview": preview,
            "preview_url": self.address("design_preview"),
            "media": context["media"] + preview.media,
            "is_of_course": self.course_key != WHOLE_SITE,
            "is_new": self.object._state.adding,
        }


class DesignPreview(OfADesign, PreviewOnEdit):
    """What is in the form, printed on a sample. Wagtail keeps the form, and asks again when something in it changes."""

    @property
    def parent_object_id(self) -> str:
        return str(self.course_key)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        # The button, which works without script
        return redirect(request.path) if "show" in request.POST else answer

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # They load Pango, which only this page needs.
        from ..pdf import render as print_out
        from ..sample import picture_of, sample

        form = self.get_form(self._get_form_data(self._get_form_state()))
        if not self.validate_form(form):
            return self.error_response()
        form.save(commit=False)
        mode = request.GET.get("mode", self.object.default_preview_mode)
        look, prints = self.object.composed()
        certificate = sample(self.course_key, look, mode)
        pdf = print_out(certificate, pictures=prints)
        if "pdf" in request.GET:
            return HttpResponse(pdf, content_type="application/pdf")
        return render(
            request,
            "certificates/managing/design_preview.html",
            {
                "certificate": certificate,
                "picture": b64encode(picture_of(pdf)).decode(),
                "mode": mode,
            },
        )
