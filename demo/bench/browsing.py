"""A browser opens the pages of the demonstration: how much comes over the line, when it is painted, and what moves."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from .lighthouse import Audit, audit
from .load import CSRF_SECRET
from .pages import LESSON, Found, Paint, Weight
from .wire import Wire, wire

T = TypeVar("T")

PROGRAM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
PHONE = "Pixel 7"
# What Lighthouse and others call slow 4G: milliseconds there and back, and bytes per second.
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PHONE_POWER = 1000
"""Of a phone of the middle class, in points of Lighthouse's BenchmarkIndex: what Chromium's developer tools slow a machine
down to when they are calibrated (a Pixel 5)."""
VISITS = 9
AUDITS = 5
UNSEEN = "/robots.txt"
"""Has no style, script or picture, so that a visit before the first one keeps nothing of what comes later."""
TIMEOUT_MILLISECONDS = 60_000

WATCH = """
  window.painted = 0;
  window.shifted = 0;
  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { window.painted = entry.startTime; });
  watch("layout-shift", (entry) => { window.shifted += entry.hadRecentInput ? 0 : entry.value; });
"""
FOUND = (
    """() => [performance.getEntriesByType("navigation")[0].responseStart, window.painted, window.shifted]"""
)
IS_KEPT = """async () => (await caches.keys()).some((name) => name.startsWith("lesson "))"""
SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


@dataclass(frozen=True, slots=True)
class Site:
    """A server on this machine, the addresses of its pages by their names, and the session of a learner."""

    port: int
    addresses: dict[str, str]
    session: str


@dataclass(frozen=True, slots=True)
class Phone:
    """Its screen and its name as Playwright knows them, and how many times slower than this machine it is."""

    features: dict[str, Any]
    slower: float


def look_at(root: Path, site: Site) -> Found:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        with wire(site.port) as line:
            weight = _weight(browser, site, line)
        audits = _audits(playwright, root, site)
        power = median(audit.power for runs in audits.values() for audit in runs)
        phone = Phone(playwright.devices[PHONE], slower=max(1, power / PHONE_POWER))
        visits = _in_turns(site, VISITS, lambda path: _visit(browser, phone, site, path))
        browser.close()
        paints = {name: Paint(*map(median, zip(*found, strict=True))) for name, found in visits.items()}
        scores = {name: _scores(runs) for name, runs in audits.items()}
        return Found(weight, paints, phone.slower, scores)


def _in_turns(site: Site, times: int, look: Callable[[str], T]) -> dict[str, list[T]]:
    """What is found at each page, by its name. One page after the other and then again from the first: what else the
    machine does for a while does not fall on one of them alone."""
    rounds = [{name: look(path) for name, path in site.addresses.items()} for _time in range(times)]
    return {name: [found[name] for found in rounds] for name in site.addresses}


def _scores(runs: list[Audit]) -> dict[str, int]:
    return {name: round(median(audit.scores[name] for audit in runs)) for name in runs[0].scores}


def _audits(playwright: Playwright, root: Path, site: Site) -> dict[str, list[Audit]]:
    """In a browser of its own, which Lighthouse finds signed in."""
    origin = f"http://127.0.0.1:{site.port}"
    port = _free_port()
    with TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=PROGRAM, args=[*ARGUMENTS, f"--remote-debugging-port={port}"]
        )
        _sign_in(context, site, origin)
        found = _in_turns(site, AUDITS, lambda path: audit(root, origin + path, port))
        context.close()
        return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _signed_in(browser: Browser, site: Site, origin: str, **options: Any) -> Iterator[BrowserContext]:
    """A browser that was never here before, apart from its cookies."""
    context = browser.new_context(base_url=origin, **options)
    _sign_in(context, site, origin)
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    try:
        yield context
    finally:
        context.close()


def _sign_in(context: BrowserContext, site: Site, origin: str) -> None:
    cookies = {"sessionid": site.session, "csrftoken": CSRF_SECRET}
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])


def _weight(browser: Browser, site: Site, line: Wire) -> Weight:
    """Of a first visit without service worker, then of one with it and of the next one: another window, the same browser."""
    origin = f"http://127.0.0.1:{line.port}"
    with _signed_in(browser, site, origin, service_workers="block") as context:
        page = context.new_page()
        page.goto(site.addresses[LESSON], wait_until="load")
        first, script = line.settled(), page.evaluate(SCRIPTS)
    with _signed_in(browser, site, origin) as context:
        page = context.new_page()
        page.goto(site.addresses[LESSON], wait_until="load")
        page.wait_for_function(IS_KEPT)
        with_ahead = line.settled() - first
        page.close()
        context.new_page().goto(site.addresses[LESSON], wait_until="load")
        following = line.settled() - first - with_ahead
    return Weight(first, following, script, with_ahead - first)


def _visit(browser: Browser, phone: Phone, site: Site, path: str) -> list[float]:
    with _signed_in(browser, site, f"http://127.0.0.1:{site.port}", **phone.features) as context:
        page = context.new_page()
        # Whoever follows a link has a browser that is running: its start is not what is measured.
        page.goto(UNSEEN)
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", LINE)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": phone.slower})
        page.add_init_script(WATCH)
        page.goto(path, wait_until="networkidle")
        found: list[float] = page.evaluate(FOUND)
        return found
