"""What administrators do with certificates, and trainers with the terms of their courses, in the Wagtail admin."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, UpdateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from accounts.models import User
from courses.models import CoursePage
from learning.actions.record import current_edition
from learning.permissions import may_correct

from .. import actions
from ..forms import ReasonForm, ReissueForm, TermsForm
from ..models import KINDS, Certificate, Ending, Terms, today
from ..permissions import may_manage
from ..refusals import Refusal

STATES = [
    ("valid", gettext_lazy("valid")),
    ("expired", gettext_lazy("expired")),
    *Ending.choices,
]


class OfAdministrators:
    request: HttpRequest
    header_icon = "form"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_manage(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def way(self, *steps: tuple[str, str]) -> list[dict[str, Any]]:
        """Breadcrumbs: pairs of an address (empty: here) and a label, below the list of certificates."""
        home = WagtailAdminTemplateMixin.breadcrumbs_items
        everything = (reverse("certificates_admin:index"), _("Certificates"))
        return [*home, *({"url": url, "label": label} for url, label in (everything, *steps))]


class CertificateFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=KINDS)
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STATES, method="in_state")
    course_key = django_filters.ChoiceFilter(label=gettext_lazy("Course"))

    class Meta:
        model = Certificate
        fields = ["kind", "state", "course_key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.order_by("title", "pk").values_list("translation_key", "title")
        titles: dict[Any, str] = {}
        for key, title in courses:
            titles.setdefault(str(key), title)
        self.filters["course_key"].extra["choices"] = list(titles.items())

    def in_state(self, found: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        if value == "valid":
            return found.filter(is_current=True).exclude(valid_until__lt=today())
        if value == "expired":
            return found.filter(is_current=True, valid_until__lt=today())
        return found.filter(ending=value)


class CertificatesView(OfAdministrators, BaseListingView):
    """All certificates, the newest first; found by code, name, address or course."""

    page_title = gettext_lazy("Certificates")
    results_template_name = "certificates/managing/results.html"
    paginate_by = 50
    is_searchable = True
    search_fields = [
        "code",
        "facts_data__holder",
        "facts_data__course",
        "holder__email",
        "holder__first_name",
        "holder__last_name",
    ]
    filterset_class = CertificateFilterSet
    verbose_name_plural = gettext_lazy("certificates")
    columns = [
        TitleColumn(
            "code",
            label=gettext_lazy("Code"),
            get_url=lambda row: reverse("certificates_admin:detail", args=[row.pk]),
        ),
        Column("name", label=gettext_lazy("Name"), accessor=lambda row: row.facts.holder),
        Column("course", label=gettext_lazy("Course"), accessor=lambda row: row.facts.course),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: row.state.label),
        DateColumn("issued_at", label=gettext_lazy("Issued"), sort_key="issued_at"),
        Column(
            "valid_until",
            label=gettext_lazy("Valid until"),
            # Wagtail's own column tells how long ago a day was
            accessor=lambda row: date_format(row.valid_until, "SHORT_DATE_FORMAT") if row.valid_until else "",
            sort_key="valid_until",
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Certificate]:
        return Certificate.objects.order_by("-issued_at", "-pk")

    def get_index_url(self) -> str:
        return reverse("certificates_admin:index")

    def get_index_results_url(self) -> str:
        return reverse("certificates_admin:results")


class OfOneCertificate(OfAdministrators):
    kwargs: dict[str, Any]

    @cached_property
    def certificate(self) -> Certificate:
        found = Certificate.objects.select_related("holder", "replaces", "replaced_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @property
    def address(self) -> str:
        return reverse("certificates_admin:detail", args=[self.certificate.pk])


class CertificateView(OfOneCertificate, WagtailAdminTemplateMixin, TemplateView):
    """One certificate: what it says, what took its place, and the audit trail."""

    template_name = "certificates/managing/certificate.html"

    def get_page_title(self) -> str:
        return self.certificate.code

    def get_page_subtitle(self) -> str:
        return self.certificate.facts.course

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way(("", self.certificate.code))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = list(self.certificate.events.all())
        people = User.objects.filter(learner_key__in=[event.by_key for event in events])
        names = {person.learner_key: str(person) for person in people}
        return super().get_context_data(**kwargs) | {
            "certificate": self.certificate,
            "facts": self.certificate.facts,
            "is_own": self.certificate.holder == self.request.user,
            "events": [
                (
                    event,
                    names.get(event.by_key, _("somebody who is not here any more")) if event.by_key else "",
                )
                for event in events
            ],
        }


class ChangeView(OfOneCertificate, WagtailAdminTemplateMixin, FormView):
    """Asks for the reason, then acts; a refusal is shown on the form. The action gives what takes the place, if anything."""

    action: Callable[..., Certificate | None]
    form_class: type[forms.Form] = ReasonForm
    template_name = "certificates/managing/change.html"
    explanation: Any = ""
    button: Any = ""
    done: Any = ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            new = self.action(by=self.request.user, certificate=self.certificate, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(reverse("certificates_admin:detail", args=[new.pk]) if new else self.address)

    def get_page_subtitle(self) -> str:
        return self.certificate.code

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way((self.address, self.certificate.code), ("", str(self.page_title)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "about": f"{self.certificate.facts.holder}, {self.certificate.facts.course}",
            "explanation": self.explanation,
            "button": self.button,
            "back_url": self.address,
        }


class RevokeView(ChangeView):
    action = staticmethod(actions.revoke)
    page_title = gettext_lazy("Revoke")
    button = gettext_lazy("Revoke")
    done = gettext_lazy("The certificate is revoked.")
    explanation = gettext_lazy(
        "Whoever verifies it is told at once that it is not valid. Machines that keep a copy of the status list learn of it "
        "within a day. This cannot be undone."
    )


class ReissueView(ChangeView):
    action = staticmethod(actions.reissue)
    form_class = ReissueForm
    page_title = gettext_lazy("Correct the name")
    button = gettext_lazy("Reissue")
    done = gettext_lazy("The certificate is reissued. This is the new one.")
    explanation = gettext_lazy(
        "A new certificate with a new code takes the place of this one. The old one is then marked as replaced, and its name "
        "is not shown any more. Everything else stays as it was."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.certificate.facts.holder}


class RenewView(ChangeView):
    action = staticmethod(actions.renew)
    page_title = gettext_lazy("Renew")
    button = gettext_lazy("Renew")
    done = gettext_lazy("The certificate is renewed. This is the new one.")
    explanation = gettext_lazy(
        "A new certificate with a new code takes the place of this one, valid from today for as long as the course says."
    )


class TermsView(WagtailAdminTemplateMixin, UpdateView):
    """The terms of one course, for those who may edit it."""

    form_class = TermsForm
    template_name = "certificates/managing/terms.html"
    header_icon = "form"
    page_title = gettext_lazy("Terms of certificates")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_correct(request.user, self.course_key):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def course_key(self) -> UUID:
        return self.kwargs["course_key"]

    def get_object(self, queryset: Any = None) -> Terms:
        return Terms.objects.filter(course_key=self.course_key).first() or Terms(course_key=self.course_key)

    def get_page_subtitle(self) -> str:
        page = CoursePage.objects.filter(translation_key=self.course_key).order_by("pk").first()
        edition = current_edition(self.course_key)
        if page is None:
            raise Http404
        return (edition and edition.title(self.course_key, get_language() or "")) or page.title

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        messages.success(
            self.request, _("The terms are saved. They hold for certificates that are issued from now on.")
        )
        return redirect(self.request.path)
