"""The list of packages in the admin, and the page of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UpdatedAtColumn, UsageCountColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import ReferenceIndex

from ..actions import delete_package, rename_package
from ..models import H5PPackage
from ..package_rules import reports
from ..packages import uses_of
from ..refusals import PackageInUse
from . import views
from .forms import TitleForm
from .wording import WHAT_IT_MEANS, facts, size_of, use_rows


class PackageIndexView(IndexView):
    page_title = _("H5P packages")
    default_ordering = "title"

    def get_base_queryset(self) -> Any:
        queryset = super().get_base_queryset().select_related("content__main_library")
        # Twenty times what only the player needs would be megabytes.
        large = ("params", "manifest", "main_library__semantics", "main_library__files")
        return queryset.defer(*(f"content__{name}" for name in large)).annotate(
            usage_count=ReferenceIndex.usage_count_subquery(H5PPackage)
        )


class PackageEditView(EditView):
    template_name = "courses/packages/edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = self.object.content
        known = {
            "facts": facts(content),
            "what_it_means": WHAT_IT_MEANS[reports(content)],
            "uses": use_rows(uses_of(self.object)),
        }
        return super().get_context_data(**kwargs) | known

    @property
    def header_buttons(self) -> list[Button]:
        addresses = {
            name: reverse(f"h5p_packages:{name}", args=[self.object.pk]) for name in ("preview", "replace")
        }
        return [
            HeaderButton(_("Preview"), url=addresses["preview"], icon_name="view", priority=10),
            HeaderButton(_("Replace"), url=addresses["replace"], icon_name="resubmit", priority=20),
        ]

    def save_instance(self) -> H5PPackage:
        package, title = self.form.instance, self.form.cleaned_data["title"]
        rename_package(package=package, title=title, by=self.request.user)
        return package

    def get_success_url(self) -> str:
        return reverse("h5p_packages:edit", args=[self.object.pk])


class PackageDeleteView(DeleteView):
    """Refused, before and after the question, for what lessons use."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"is_protected": context["usage_count"] > 0}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            delete_package(package=self.object, by=self.request.user)
        except PackageInUse as refusal:
            messages.error(self.request, refusal.message)
            return redirect("h5p_packages:edit", self.object.pk)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class PackageViewSet(ModelViewSet):
    model = H5PPackage
    icon = "tasks"
    menu_label = _("H5P packages")
    menu_order = 205
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PackageIndexView
    edit_view_class = PackageEditView
    delete_view_class = PackageDeleteView
    search_fields = ["title"]
    search_backend_name = None
    list_display = [
        "title",
        Column("type", label=_("Type"), accessor="content.main_library.title"),
        Column("size", label=_("Size"), accessor=lambda package: size_of(package.content)),
        UsageCountColumn("usage_count", label=_("Used"), sort_key="usage_count"),
        UpdatedAtColumn(),
    ]

    @property
    def add_view(self) -> Callable[..., HttpResponse]:
        return views.upload

    def get_form_class(self, for_update: bool = False) -> type[TitleForm]:
        return TitleForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/preview/", views.preview, name="preview"),
            path("<int:pk>/replace/", views.replace, name="replace"),
            path("<int:pk>/replace/<str:ticket>/", views.compare, name="compare"),
        ]
