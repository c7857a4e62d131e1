"""A trainer uploads a package, puts it into a lesson and publishes it; somebody else replaces it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, Route, expect

from accounts.models import User
from courses.models import CoursePage, H5PPackage
from tests import factories
from tests.h5p.packages import sound

from .conftest import OpenWindow
from .editing import Editor
from .watching import Watch


def file(content: bytes) -> FilePayload:
    return {"name": "package.h5p", "mimeType": "application/zip", "buffer": content}


def upload(page: Page, content: bytes) -> None:
    page.get_by_label("Package").set_input_files([file(content)])
    page.get_by_role("button", name="Upload").click()


@pytest.mark.usefixtures("admin_indexes")
def test_from_an_upload_to_a_published_lesson(
    open_window: OpenWindow, trainer: User, course: CoursePage, watch: Watch
) -> None:
    # Its libraries are installed already.
    factories.h5p_package().delete()
    # Wagtail saves drafts by itself, and is refused while one is half written.
    watch.refusals.add(400)
    page = open_window(trainer)
    page.goto(reverse("h5p_packages:index"))
    page.get_by_role("link", name=re.compile("Add")).first.click()
    page.get_by_label("Title").fill("Which corner?")
    upload(page, sound())
    report = page.get_by_role("alert")
    expect(report).to_contain_text("Test.Choice 1.2")
    expect(page.get_by_label("Title")).to_have_value("Which corner?")

    held: list[Route] = []
    page.route("**/h5p_packages/new/", lambda route: held.append(route))
    upload(page, factories.packed("dark-corner.en"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(report).to_have_count(0)
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which corner?")
    expect(page.get_by_role("main")).to_contain_text("Content of this type reports a score.")

    lesson = factories.lessons_of(course)[0]
    editor = Editor(page)
    editor.open(lesson.pk)
    editor.insert("body", "Interactive content (H5P)")
    editor.choose_from_list("body-1-value-package", "Which corner?")
    editor.choose("body-1-value-rule", "It was passed, with at least this many per cent")
    editor.fill({"body-1-value-pass_mark": "80"})
    editor.publish()
    lesson.refresh_from_db()
    (activity,) = lesson.outline.activities
    assert (activity.rule, activity.pass_mark) == ("passed", 80)

    page.goto(reverse("h5p_packages:edit", args=[H5PPackage.objects.get().pk]))
    expect(page.get_by_role("main")).to_contain_text("passed with at least 80 per cent")
