"""Nobody else hears of a learner who did not ask for it."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from accounts.models import User
from courses.actions import record_edition
from learning import actions
from tests import factories

from . import content
from .accessibility import axe
from .conftest import OpenWindow
from .watching import Watch

FILM = "<!doctype html><html lang=en><title>Film</title><main><h1>A film about squares</h1></main></html>"


def test_another_site_is_asked_after_the_click_only(
    open_window: OpenWindow, learner: User, watch: Watch
) -> None:
    course = factories.empty_course()
    module = factories.module(course, lessons=0)
    other = content.embed()
    other["value"] |= {"url": "https://vimeo.com/123", "title": "Another film", "provider": "Vimeo"}
    lesson = factories.lesson(module, body=[content.embed(), other])
    record_edition(course_key=course.translation_key)
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    page = open_window(learner)

    def answer(route: Route) -> None:
        route.fulfill(body=FILM, content_type="text/html")

    page.route(f"{content.PLAYER}**", answer)
    page.goto(lesson.url)
    page.wait_for_load_state("networkidle")
    assert watch.strangers == []

    expect(page.get_by_text("your browser talks to www.youtube-nocookie.com")).to_be_visible()
    page.get_by_role("link", name="Load it from YouTube").click()
    film = page.frame_locator("iframe")
    expect(film.get_by_role("heading", name="A film about squares")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(1)
    axe(page)
    assert watch.strangers == [content.PLAYER]
    watch.hosts.add("www.youtube-nocookie.com")

    page.goto(lesson.url)
    page.wait_for_load_state("networkidle")
    expect(page.locator("iframe")).to_have_count(0)
    assert watch.strangers == [content.PLAYER]
