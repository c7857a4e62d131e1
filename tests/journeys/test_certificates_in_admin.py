"""The same on the pages about certificates in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from certificates import actions
from certificates.models import Certificate, Terms
from courses.models import CoursePage
from tests.certificates.conftest import complete

from .admin_tour import PHONE, AdminTour
from .colours import Contrast
from .conftest import OpenWindow


def test_pages_of_administrators(
    open_window: OpenWindow,
    learner: User,
    course: CoursePage,
    administrator: User,
    subtests: Any,
    contrast: Contrast,
) -> None:
    Terms.objects.create(course_key=course.translation_key, valid_years=1)
    complete(learner, course)
    first = Certificate.objects.get()
    new = actions.reissue(by=administrator, certificate=first, name="Len Lerner", reason="A slip of the pen")
    tour = AdminTour(open_window(administrator, **PHONE), administrator, subtests, contrast)
    places = [
        reverse("certificates_admin:index"),
        reverse("certificates_admin:terms", args=[course.translation_key]),
        *(
            reverse(f"certificates_admin:{name}", args=[new.pk])
            for name in ("detail", "revoke", "reissue", "renew")
        ),
        reverse("certificates_admin:detail", args=[first.pk]),
    ]
    for place in places:
        tour.visit(place, place)
