"""A trainer opens the checks beside a lesson: what the preview shows, and what the server finds in the words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from courses.models import LessonPage
from tests import factories, files
from tests.factories import block

from .accessibility import violations
from .conftest import OpenWindow
from .editing import Editor

pytestmark = pytest.mark.browser
PANEL = "[data-side-panel=checks]"
# Wagtail remembers what the form holds some time after it came, and saves only later changes by itself.
MARK_WHEN_WATCHED = """
addEventListener("w-unsaved:watch-edits", () => { document.documentElement.dataset.watched = "" });
"""


@pytest.fixture
def lesson(db: None) -> LessonPage:
    lesson = factories.lessons_of(factories.course(modules=1, lessons=1, with_test=False))[0]
    image = {"image": files.picture().pk, "alt_text": "Picture of a square", "decorative": False}
    lesson.body = [
        factories.text('<h3>Deep</h3><p>Read <a href="https://a.example/">more</a>.</p>'),
        block("picture", image=image, caption=""),
    ]
    lesson.save_revision(clean=False)
    return lesson


def test_checks_beside_a_lesson(
    open_window: OpenWindow, trainer: User, lesson: LessonPage, settings: Any
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    page = open_window(trainer)
    page.add_init_script(MARK_WHEN_WATCHED)
    editor = Editor(page)
    editor.open(lesson.pk)
    page.get_by_role("button", name="Toggle checks").click()
    panel = page.locator(PANEL)
    # axe-core, in the frame of the preview, by a rule of ours
    expect(panel.locator("[data-checks-panel]")).to_contain_text(
        "The alternative text says that this is a picture"
    )
    found = panel.locator("[data-accessibility-findings]")
    expect(found).to_contain_text("The heading “Deep” leaves out a level")
    expect(found).to_contain_text("The link “more” does not say where it leads")
    assert not violations(page, within=f"{PANEL} [data-accessibility-findings]")

    found.get_by_role("link", name=re.compile("The link “more”")).click()
    expect(page.locator(f"#block-{lesson.body.raw_data[0]['id']}-section")).to_be_in_viewport()

    page.locator("html[data-watched]").wait_for()
    editor.fill({"body-1-value-image-alt_text": "A square at night"})
    # It is saved by itself, and what is put right is gone.
    expect(found).not_to_contain_text("begins with “Picture of”")
    expect(found).to_contain_text("The link “more”")
