"""The content origin as a browser visits it, and what it is told there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client

from h5p import program
from h5p.models import Content, Library
from h5p.playing import files_address, player_address

MAIN, CONTENT = "http://localhost:8000", "http://127.0.0.1:8000"


def at(origin: str) -> Client:
    return Client(HTTP_HOST=urlsplit(origin).netloc)


def address(content: Content, **changes: str) -> str:
    given = {"main_origin": MAIN, "language": "de", "embed_title": "Reading"} | changes
    return player_address(content, **given)


def told(response: Any) -> dict[str, Any]:
    page = BeautifulSoup(response.content, "html.parser")
    found: dict[str, Any] = json.loads(page.find(id="told").string)
    return found


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def policy(response: HttpResponseBase) -> dict[str, str]:
    directives = response["Content-Security-Policy"].split("; ")
    return dict(directive.partition(" ")[::2] for directive in directives)


def served(content: Content) -> Iterator[str]:
    library = Library.objects.get(machine_name="Agora.Reader")
    version = program.core_version()
    yield from (address(content), files_address(content) + "images/square.png")
    yield from (f"/{library.folder}/reader.js", f"/{library.folder}/icon.svg")
    yield from (
        f"/program/core/{version}/frame.bundle.js",
        f"/program/own/{program.own_version()}/player.css",
    )
