"""Certificates in the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import CoursePage

from .design import WHOLE_SITE
from .permissions import may_design, may_manage


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("certificates/", include("certificates.admin_urls"))]


class CertificatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request.user)


@hooks.register("register_admin_menu_item")
def certificates_menu_item() -> MenuItem:
    return CertificatesMenuItem(
        _("Certificates"), reverse("certificates_admin:index"), icon_name="form", order=220
    )


class DesignMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_design(request.user, WHOLE_SITE)


@hooks.register("register_settings_menu_item")
def design_menu_item() -> MenuItem:
    return DesignMenuItem(
        _("Design of certificates"), reverse("certificates_admin:design"), icon_name="image", order=220
    )


@hooks.register("register_permissions")
def permissions_to_grant() -> Any:
    codenames = ["manage_certificates", "change_design"]
    return Permission.objects.filter(content_type__app_label="certificates", codename__in=codenames)


@hooks.register("register_page_header_buttons")
def button_to_terms(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page, CoursePage) and page.permissions_for_user(user).can_edit():
        url = reverse("certificates_admin:terms", args=[page.translation_key])
        yield Button(_("Terms of certificates"), url=url, icon_name="form", priority=67)
        url = reverse("certificates_admin:course_design", args=[page.translation_key])
        yield Button(_("Design of certificates"), url=url, icon_name="image", priority=68)
