"""The menu of the editor speaks the language of whoever looks at it."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.admin.menu import admin_menu, settings_menu

from accounts.models import User
from courses.models import CoursePage

pytestmark = pytest.mark.django_db

OURS = {
    "Certificates",
    "Learners",
    "Teaching",
    "H5P packages",
    "Look of the site",
    "Design of certificates",
    "H5P libraries",
    "Invitations",
}


def labels(user: User, language: str) -> set[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    with override(language):
        return {
            str(item.label)
            for menu in (admin_menu, settings_menu)
            for item in menu.menu_items_for_request(request)
        }


def test_whoever_looked_first(administrator: User, course: CoursePage) -> None:
    english, german = (labels(administrator, language) for language in ("en", "de"))
    assert english >= OURS
    assert not german & OURS
