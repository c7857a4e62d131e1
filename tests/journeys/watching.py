"""What goes wrong in a browser while a test is looking elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

from h5p.origin import content_origin

# Wagtail's checker writes into the console what it found in a preview.
CHECKED = "axe.run results"
# Whatever the browser breaks off itself: a download that leaves the page, a request of a page that was left.
BROKEN_OFF = "net::ERR_ABORTED"


class Watch:
    """Remembers errors of scripts and of the security policy, refused or failed requests, and requests to strangers.

    A test that provokes one of them says so first: `statuses` of pages, `refusals` of what scripts ask, and `failures` of
    requests that it expects, the `hosts` that it allows, and whether the policy is to refuse things.
    """

    def __init__(self, origin: str) -> None:
        self.host = urlsplit(origin).netloc
        self.statuses: set[int] = set()
        self.refusals: set[int] = set()
        self.failures: set[str] = {BROKEN_OFF}
        # Where packages play.
        self.hosts = {urlsplit(content_origin(origin)).netloc}
        self.expects_refusals = False
        self.strangers: list[str] = []
        self._found: list[str] = []

    @property
    def problems(self) -> list[str]:
        asked = [address for address in self.strangers if urlsplit(address).netloc not in self.hosts]
        return [*self._found, *(f"asked a stranger: {address}" for address in asked)]

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # What could not be loaded is judged below, where its status is known.
        if (
            message.type == "error"
            and not self.expects_refusals
            and not message.text.startswith(("Failed to load resource", CHECKED))
        ):
            self._found.append(f"console: {message.text} ({message.location.get('url')})")

    def _error(self, error: WebError) -> None:
        self._found.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.strangers.append(request.url)

    def _response(self, response: Response) -> None:
        expected = self.statuses if response.request.is_navigation_request() else self.refusals
        if response.status >= 400 and response.status not in expected:
            self._found.append(f"status {response.status}: {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        is_stranger = urlsplit(request.url).netloc != self.host
        if request.failure not in self.failures and not is_stranger:
            self._found.append(f"{request.failure}: {request.method} {request.url}")
