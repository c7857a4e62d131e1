"""A real browser, with windows that share nothing and are watched."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

from .line import Line
from .watching import Watch

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nobody but the server of the test can be reached, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
# Generous on a busy machine; nothing waits longer than it must.
TIMEOUT = 15_000
expect.set_options(timeout=TIMEOUT)

OpenWindow = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def let_in(context: BrowserContext, user: User, origin: str) -> None:
    """Sign `user` in, as if through the form."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing: run `make test`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def watch(live_server: LiveServer) -> Watch:
    return Watch(live_server.url)


@pytest.fixture
def open_window(browser: Browser, live_server: LiveServer, watch: Watch) -> Iterator[OpenWindow]:
    """Opens the window of one person, signed in or a stranger. What went wrong in any of them fails the test."""
    contexts = []

    def open_window(user: User | None = None, **options: Any) -> Page:
        # A service worker answers before routes and offline modes of a test do: only tests about it let it in.
        options = {"base_url": live_server.url, "service_workers": "block"} | options
        context = browser.new_context(locale="en-GB", reduced_motion="reduce", **options)
        context.set_default_timeout(TIMEOUT)
        watch.follow(context)
        contexts.append(context)
        if user:
            let_in(context, user, live_server.url)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture
def wire(live_server: LiveServer, watch: Watch) -> Iterator[Line]:
    """A way to the server that can be cut, for what goes on behind a page: service workers, a browser that closes."""
    address = urlsplit(live_server.url)
    wire = Line(str(address.hostname), int(address.port or 0))
    watch.hosts.add(urlsplit(wire.url).netloc)
    yield wire
    wire.cut()


@pytest.fixture
def page(open_window: OpenWindow) -> Page:
    """The window of somebody who is not signed in."""
    return open_window()
