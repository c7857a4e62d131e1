"""A text lesson is light, and nothing on it moves."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Route

from accounts.models import User
from courses.actions import record_edition
from courses.models import LessonPage
from demo.bench.pages import MOST_FIRST, MOST_SCRIPT
from learning import actions
from tests import factories

from .conftest import OpenWindow

HEADERS = 500
"""Bytes of the headers of an answer, as they were measured."""
LINES = 60
PAINTED_WITHOUT_FONTS = """() => new Promise((resolve) => {
  const look = () => document.fonts.status === "loading" && performance.getEntriesByType("paint").length
    ? resolve() : requestAnimationFrame(look);
  look();
})"""
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) sum += value;
  }).observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 50)));
})"""


@pytest.fixture
def lesson(learner: User) -> LessonPage:
    """About as long as the longest of the demonstration."""
    course = factories.empty_course()
    text = "".join(f"<h2>Part {n}</h2><p>What number {n} says of <b>squares</b>.</p>" for n in range(LINES))
    made = factories.lesson(factories.module(course, lessons=0), body=[factories.text(text)])
    record_edition(course_key=course.translation_key)
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    return made


def test_a_text_lesson_keeps_its_weight(open_window: OpenWindow, learner: User, lesson: LessonPage) -> None:
    """Compressed as it is in production; `make bench` weighs what really comes over the line."""
    page = open_window(learner)
    answers: list[str] = []
    page.on("response", lambda answer: answers.append(answer.url))
    page.goto(lesson.url, wait_until="networkidle")
    files = {urlsplit(address).path for address in answers}
    static = {path: _content(path) for path in files if path.startswith("/static/")}
    scripts = [len(gzip.compress(content)) for path, content in static.items() if path.endswith(".js")]
    fonts = [len(content) for path, content in static.items() if path.endswith(".woff2")]
    # In production the sheets that another one imports are inside it.
    styles = gzip.compress(b"".join(content for path, content in static.items() if path.endswith(".css")))
    html = gzip.compress(page.content().encode())
    assert sum(scripts) <= MOST_SCRIPT
    headers = HEADERS * (len(scripts) + len(fonts) + 2)
    assert len(html) + len(styles) + sum(scripts) + sum(fonts) + headers <= MOST_FIRST
    assert not [path for path in files if "h5p" in path]


def test_nothing_moves_when_the_fonts_arrive(
    open_window: OpenWindow, learner: User, lesson: LessonPage
) -> None:
    page = open_window(learner, viewport={"width": 360, "height": 740})
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(lesson.url, wait_until="domcontentloaded")
    page.evaluate(PAINTED_WITHOUT_FONTS)
    for route in held:
        route.continue_()
    page.unroute("**/*.woff2")
    assert page.evaluate(SHIFT) < 0.01


def _content(path: str) -> bytes:
    found = finders.find(path.removeprefix("/static/"))
    assert found, path
    return Path(str(found)).read_bytes()
