"""What the service worker is told: what to fetch ahead, and how long to wait for the network (docs/decisions/0018)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from .navigation import cached, navigation

WORKER = "js/offline/worker.js"
# Sheets for paper only, which the server sets.
PRINTED = ("css/certificate-", "css/module-sheet", "css/tool-sheet")
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
    files = {name: Path(str(finders.find(name))).read_bytes() for name in _shell()}
    pages = {language: _page(request, language) for language, _name in settings.LANGUAGES}
    look = navigation(request).dressing
    own = [reverse("look", args=[look.version])] if look.css else []
    told = {
        "version": _digest(*files.values(), *(content for _url, content in pages.values())),
        "shell": sorted({*own, *(url for name in files for url in _urls(name))}),
        "pages": {language: url for language, (url, _content) in pages.items()},
        "signingOut": [_in(language, "account_logout") for language in pages],
        "ignored": reverse("wagtailadmin_home"),
        "patience": PATIENCE,
        "limits": LIMITS,
    }
    return f"self.told = {json.dumps(told, indent=1)};\nimportScripts({json.dumps(static(WORKER))});\n"


def _shell() -> Iterator[str]:
    """Style sheets, scripts, the icon, and the fonts for western languages; not what an operator sets."""
    root = Path(settings.BASE_DIR) / "static"
    for path in sorted([*root.glob("css/**/*.css"), *root.glob("js/**/*.js"), root / "img/favicon.svg"]):
        name = path.relative_to(root).as_posix()
        if not name.startswith(PRINTED):
            yield name
    fonts = re.findall(r'url\("\.\./(fonts/[^"]+)"\)', (root / "css/tokens.css").read_text())
    yield from (name for name in fonts if "-latin-ext-" not in name)


def _urls(name: str) -> Iterator[str]:
    yield static(name)
    if name.endswith(".js"):
        # Modules import each other by their plain names, whatever the manifest calls them.
        yield settings.STATIC_URL + name


def _page(request: HttpRequest, language: str) -> tuple[str, bytes]:
    with override(language):
        return reverse("offline"), page(request).encode()


def _in(language: str, name: str) -> str:
    with override(language):
        return reverse(name)


def _digest(*parts: bytes) -> str:
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:16]
