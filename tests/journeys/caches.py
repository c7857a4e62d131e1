"""What the service worker has kept in a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from courses.models import LessonPage

# Waits until a condition in the browser holds. Scripts may ask the caches of a page, and are not told when they change.
UNTIL = """async (argument) => {
    const holds = %s;
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
        if (await holds(argument)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("It did not come: " + JSON.stringify([argument, await caches.keys()]));
}"""
# These lessons are kept, and no others.
KEPT = """async (addresses) => {
    const names = (await caches.keys()).filter((name) => name.startsWith("lesson "));
    const found = names.map((name) => new URL(name.split(" ")[2]).pathname);
    return found.sort().join() === addresses.sort().join();
}"""
KEPT_FOR_NOBODY_ELSE = """async (tag) => (await caches.keys()).every(
    (name) => !name.startsWith("lesson ") || name.startsWith(`lesson ${tag} `))"""
# The lesson on the page is kept with every file that it shows.
ALL_KEPT = """async () => {
    const shown = "link[rel=stylesheet], script[src], article img, a[data-keep]";
    const files = [...document.querySelectorAll(shown)].map((part) => part.currentSrc || part.src || part.href);
    const found = await Promise.all(files.map((file) => caches.match(file)));
    const name = (await caches.keys()).find((name) => name.startsWith("lesson ") && name.endsWith(location.href));
    return name && found.every(Boolean);
}"""
# The copy of the lesson on the page holds these words.
HOLDS = """async (words) => {
    const name = (await caches.keys()).find((name) => name.startsWith("lesson ") && name.endsWith(location.href));
    const copy = name && (await caches.match(location.href, { cacheName: name, ignoreVary: true }));
    return copy && (await copy.text()).includes(words);
}"""
SHELLS = "async () => (await caches.keys()).filter((name) => name.startsWith('shell '))"
REPLACED = "async (old) => (await caches.keys()).every((name) => name !== old)"


def until(page: Page, condition: str, argument: Any = None) -> None:
    page.evaluate(UNTIL % condition, argument)


def expect_kept(page: Page, *lessons: LessonPage) -> None:
    until(page, KEPT, [urlsplit(lesson.url).path for lesson in lessons])


def read(page: Page, lesson: LessonPage) -> None:
    """Open a lesson, and stay until it is kept with all its files."""
    page.goto(lesson.url)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.title)
    until(page, ALL_KEPT)
