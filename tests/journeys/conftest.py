"""A real browser, with windows that share nothing and are watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

from .browsing import TIMEOUT, chromium, let_in
from .colours import Contrast
from .line import Line
from .looking import Tour
from .watching import Watch

OpenWindow = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        loop = asyncio._get_running_loop()
        yield browser
        # Other tests do without it, and the last of a worker is usually not one of these.
        asyncio._set_running_loop(loop)


@pytest.fixture(scope="session")
def contrast() -> Contrast:
    """Pages share most of their colours; a worker looks at each of them once."""
    return Contrast()


@pytest.fixture
def tour(subtests: Any, contrast: Contrast) -> Tour:
    return Tour(subtests, contrast)


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
