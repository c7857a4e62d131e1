"""axe and reflow on the pages about certificates in the admin; their frame is Wagtail's, and so are its faults."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from certificates import actions
from certificates.models import Certificate, Terms
from courses.models import CoursePage
from tests.certificates.conftest import complete

from .accessibility import RULES
from .conftest import OpenWindow
from .looking import WIDE

NARROW = {"width": 360, "height": 640}
MAIN = "#main"


def faults(page: Page) -> list[str]:
    """Of the main part, wide and narrow, light and dark."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
            response = Axe().run(page, context=MAIN, options=options).response
            found += [
                f"{scheme}, {size['width']}: {rule['id']} at {node['target']}"
                for rule in response["violations"]
                for node in rule["nodes"]
            ]
        over = page.locator(MAIN).evaluate("main => main.scrollWidth - main.clientWidth")
        found += [f"{size['width']}: too wide by {over} px"] if over > 0 else []
    return found


def test_pages_of_administrators(
    open_window: OpenWindow, learner: User, course: CoursePage, administrator: User, subtests: Any
) -> None:
    Terms.objects.create(course_key=course.translation_key, valid_years=1)
    complete(learner, course)
    first = Certificate.objects.get()
    new = actions.reissue(by=administrator, certificate=first, name="Len Lerner", reason="A slip of the pen")
    page = open_window(administrator)
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
        with subtests.test(place):
            page.goto(place)
            found = faults(page)
            assert not found, "\n".join(found)
