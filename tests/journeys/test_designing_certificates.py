"""A trainer designs the certificates of a course and sees beside the form what will be printed."""

from __future__ import annotations

import re

from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect
from wagtail.images.models import Image

from accounts.models import User
from certificates.look import Look
from certificates.models import Design, PrintedPicture
from certificates.pdf import render
from certificates.sample import sample
from courses.models import CoursePage
from tests import files

from .accessibility import violations
from .browsing import until
from .conftest import OpenWindow
from .measuring import WIDE

NARROW = {"width": 360, "height": 640}
# Generous, as a sheet is printed and made a picture of; nothing waits longer than it must.
PRINTED = 60_000
# Wagtail remembers what the form holds two seconds after it came, and knows only later changes as changes.
MARK_WHEN_WATCHED = """
addEventListener("w-unsaved:watch-edits", () => { document.documentElement.dataset.watched = "" });
"""


def shown(page: Page) -> str:
    """The picture in the preview, once it is there."""
    picture = page.frame_locator("#w-preview-iframe").get_by_role("img")
    expect(picture).to_be_visible(timeout=PRINTED)
    return picture.get_attribute("src")


def wait_for_another(page: Page, before: str) -> str:
    expect(page.frame_locator("#w-preview-iframe").get_by_role("img")).not_to_have_attribute(
        "src", before, timeout=PRINTED
    )
    return shown(page)


def opened(window: OpenWindow, trainer: User, course: CoursePage) -> Page:
    """The form, as soon as Wagtail watches it, with the first preview."""
    # Loading Pango and a hundred fonts takes long on a busy machine: here, not while the browser waits.
    render(sample(course.translation_key, Look(), "achievement"))
    page = window(trainer)
    page.add_init_script(MARK_WHEN_WATCHED)
    page.goto(reverse("certificates_admin:course_design", args=[course.translation_key]))
    page.locator("html[data-watched]").wait_for()
    return page


def of_the_long_name(page: Page) -> Locator:
    return page.frame_locator("#w-preview-iframe").get_by_role("img", name=re.compile("Hohenstein"))


def test_a_kind_chosen_while_an_earlier_preview_is_loading_is_shown(
    open_window: OpenWindow, trainer: User, course: CoursePage
) -> None:
    page = opened(open_window, trainer, course)
    shown(page)
    held: list[Route] = []
    page.route(re.compile("mode=achievement&in_preview_panel"), lambda route: held.append(route))

    with page.expect_request(re.compile("mode=achievement&in_preview_panel")):
        page.get_by_label("Skyline").check()
    page.get_by_label("Preview mode").select_option("Achievement, long name")
    until(page, lambda: bool(held))
    held[0].continue_()

    expect(of_the_long_name(page)).to_be_visible(timeout=PRINTED)


def test_a_trainer_designs_and_sees_it_at_once(
    open_window: OpenWindow, trainer: User, course: CoursePage, subtests
) -> None:
    Image.objects.create(
        title="Arms of the city", file=ContentFile(files.SVG, name="arms.svg"), width=4, height=3
    )
    page = opened(open_window, trainer, course)
    first = shown(page)

    page.get_by_label("Skyline").check()
    second = wait_for_another(page, first)

    page.get_by_role("textbox", name="Place of issue").fill("Musterstadt")
    signatories = page.locator("[name='signatories-count']").locator("xpath=..")
    signatories.get_by_role("button", name="Insert a block").first.click()
    page.locator("[name='signatories-0-value-name']").fill("Anna Example")
    third = wait_for_another(page, second)

    page.locator("[name='logos-count']").locator("xpath=..").get_by_role(
        "button", name="Insert a block"
    ).first.click()
    page.locator("[name='logos-0-value-alternative']").fill("City of Musterstadt")
    page.get_by_role("button", name=re.compile("Choose an image")).first.click()
    page.get_by_role("dialog").get_by_role("link", name="Arms of the city").first.click()
    wait_for_another(page, third)

    page.get_by_label("Preview mode").select_option("Achievement, long name")
    expect(of_the_long_name(page)).to_be_visible(timeout=PRINTED)

    page.locator("[name='accent']").fill("#ffcc00")
    expect(page.get_by_text("Preview is out of date")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("too light to be read on paper")).to_be_visible()
    page.locator("[name='accent']").fill("#7a2230")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The design is saved")).to_be_visible()

    design = Design.objects.get()
    assert (design.course_key, design.look.style, design.look.accent) == (
        course.translation_key,
        "skyline",
        "#7a2230",
    )
    assert [signatory.name for signatory in design.look.signatories] == ["Anna Example"]
    assert PrintedPicture.objects.filter(pk=design.look.logos[0].picture).exists()

    page.reload()
    shown(page)
    for size, scheme in ((WIDE, "light"), (NARROW, "dark")):
        with subtests.test(f"axe and reflow, {scheme}"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found = violations(page, within="#main")
            assert not found, "\n".join(found)
            assert page.locator("#main").evaluate("main => main.scrollWidth <= main.clientWidth")
