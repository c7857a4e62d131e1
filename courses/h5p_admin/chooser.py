"""Choosing an H5P package for a lesson, or uploading one there and then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from h5p.format.findings import Refused
from h5p.refusals import NotStored

from ..actions import upload_package
from ..models import H5PPackage
from .forms import UploadForm
from .uploads import takes_package
from .views import ADD, may_install, package_form, sentences
from .wording import with_report


class PackageChooserWidget(BaseChooser):
    def get_display_title(self, instance: H5PPackage) -> str:
        return with_report(instance)


class _ChooseMixin:
    def get_object_list(self) -> Any:
        return H5PPackage.objects.select_related("content__main_library")

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("type", label=_("Type"), accessor="content.main_library.title"),
        ]


class PackageChooseView(_ChooseMixin, generic.ChooseView):
    pass


class PackageChooseResultsView(_ChooseMixin, generic.ChooseResultsView):
    pass


class PackageChosenView(generic.ChosenView):
    def get_display_title(self, instance: H5PPackage) -> str:
        return with_report(instance)


class PackageCreateView(generic.CreateView):
    """Where a package is refused, the report stands on its field."""

    def get_display_title(self, instance: H5PPackage) -> str:
        return with_report(instance)

    def post(self, request: Any) -> HttpResponse:
        self.form = package_form(UploadForm, request)
        if self.form.is_valid():
            file, title = self.form.cleaned_data["file"], self.form.cleaned_data["title"]
            try:
                uploaded = upload_package(
                    file=file, title=title, may_install=may_install(request), by=request.user
                )
            except (Refused, NotStored) as refusal:
                for sentence in sentences(refusal):
                    self.form.add_error("file", sentence)
            else:
                return self.get_chosen_response(uploaded.package)
        return self.get_reshow_creation_form_response()


class PackageChooserViewSet(ChooserViewSet):
    model = "courses.H5PPackage"
    icon = "tasks"
    choose_one_text = _("Choose an H5P package")
    choose_another_text = _("Choose another package")
    edit_item_text = _("Open this package")
    search_tab_label = _("Search")
    create_action_label = _("Upload")
    create_action_clicked_label = _("Uploading and checking…")
    creation_form_class = UploadForm
    base_widget_class = PackageChooserWidget
    choose_view_class = PackageChooseView
    choose_results_view_class = PackageChooseResultsView
    chosen_view_class = PackageChosenView
    create_view_class = PackageCreateView
    per_page = 20

    @property
    def create_view(self) -> Callable[..., HttpResponse]:
        return takes_package(ADD)(super().create_view)


chooser = PackageChooserViewSet("h5p_package_chooser")
