"""What the service worker is told: what to fetch ahead, and how long to wait for the network (docs/decisions/0018)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from .navigation import cached, navigation

WORKER = "js/offline/worker.js"
# A lesson brings its own files, but whoever left it early did not wait for them, and what is done in it must not be lost.
OF_LESSONS = ("js/offline/page.js", "js/outbox/index.js", "js/notes/index.js")
# What a lesson shows in italics or beyond western European letters, it keeps itself.
RARE_FONT = re.compile(r"-latin-ext-|-italic\.")
IN_PAGE = re.compile(r'(?:href|src)="([^"]+)"')
IN_FILE = re.compile(r'(?:url\(|from |import |import\()"([^"]+)"')
# Milliseconds without a first byte before the learner gets the copy of a lesson, or the page that says so.
PATIENCE = {"kept": 10_000, "other": 30_000}
LIMITS = {"lessons": 30, "lesson_bytes": 10_000_000, "bytes": 50_000_000}


def worker(request: HttpRequest) -> str:
    """The script of the worker. Whatever it fetches ahead is part of its version: when that changes, browsers replace it."""
    return cached("service-worker", lambda: _worker(request))


def page(request: HttpRequest) -> str:
    """What is shown without network, as a stranger sees it: the same for everybody, whoever asks for it."""
    stranger = HttpRequest()
    stranger.META = request.META
    return render_to_string("home/offline.html", request=stranger)


def _worker(request: HttpRequest) -> str:
    pages = {language: _page(request, language) for language, _name in settings.LANGUAGES}
    shown = IN_PAGE.findall(pages[settings.LANGUAGE_CODE][1].decode())
    files = dict(_files([*shown, *map(static, OF_LESSONS)]))
    look = navigation(request).dressing
    own = [reverse("look", args=[look.version])] if look.css else []
    told = {
        "version": _digest(*files.values(), *(content for _url, content in pages.values())),
        "shell": sorted({*own, *files}),
        "pages": {language: url for language, (url, _content) in pages.items()},
        "signingOut": [_in(language, "account_logout") for language in pages],
        "ignored": reverse("wagtailadmin_home"),
        "patience": PATIENCE,
        "limits": LIMITS,
    }
    return f"self.told = {json.dumps(told, indent=1)};\nimportScripts({json.dumps(static(WORKER))});\n"


def _files(left: list[str]) -> Iterator[tuple[str, bytes]]:
    """Addresses and contents of the static files among `left`, and of those that they refer to in turn."""
    found: set[str] = set()
    while left:
        address = left.pop()
        if address in found or not address.startswith(settings.STATIC_URL) or RARE_FONT.search(address):
            continue
        found.add(address)
        content = _content(address.removeprefix(settings.STATIC_URL))
        yield address, content
        if address.endswith((".css", ".js")):
            left += [urljoin(address, other) for other in IN_FILE.findall(content.decode())]


def _content(name: str) -> bytes:
    """Of a file as it is served: from where it was collected, or, in development, from where it was written."""
    if path := finders.find(name):
        return Path(str(path)).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())


def _page(request: HttpRequest, language: str) -> tuple[str, bytes]:
    with override(language):
        return reverse("offline"), page(request).encode()


def _in(language: str, name: str) -> str:
    with override(language):
        return reverse(name)


def _digest(*parts: bytes) -> str:
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:16]
