"""Requests over lines that stay open, to a server on this machine and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from time import perf_counter
from types import TracebackType
from typing import Self

TIMEOUT_SECONDS = 60
# Any secret will do, as long as cookie and header say the same.
CSRF_SECRET = "a" * 32
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """A page to open as the holder of `session`; with a `form`, something to send, which is a form or JSON."""

    path: str
    session: str
    form: str | None = None
    media_type: str = FORM


@dataclass(frozen=True, slots=True)
class Answer:
    """`seconds` run from the first byte sent to the last byte read."""

    status: int
    location: str
    body: bytes
    seconds: float


class Line:
    """One connection to the server, used for one request after another."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)

    def __enter__(self) -> Self:
        self._connection.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def send(self, request: Request) -> Answer:
        headers = {
            "Cookie": f"sessionid={request.session}; csrftoken={CSRF_SECRET}",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip",
        }
        method, body = "GET", None
        if request.form is not None:
            method, body = "POST", request.form.encode()
            headers |= {"X-CSRFToken": CSRF_SECRET, "Content-Type": request.media_type}
        start = perf_counter()
        self._connection.request(method, request.path, body, headers)
        response = self._connection.getresponse()
        read = response.read()
        return Answer(response.status, response.headers.get("Location", ""), read, perf_counter() - start)


def send_at_once(port: int, requests: Sequence[Request]) -> list[Answer]:
    """Every request on a line of its own, all at the same moment; the answers in the same order."""
    start = Barrier(len(requests))

    def send(request: Request) -> Answer:
        with Line(port) as line:
            start.wait(TIMEOUT_SECONDS)
            return line.send(request)

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))
