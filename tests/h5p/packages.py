"""Packages for tests: a sound one made of plain values, and ways to spoil it."""

from __future__ import annotations

import json
import stat
import struct
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

CHOICE = "Test.Choice-1.2"
PARTS = "Test.Parts-1.0"

Files = dict[str, Any]


def dependency(name: str, major: int, minor: int) -> dict[str, Any]:
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def manifest(**changes: Any) -> dict[str, Any]:
    return {
        "title": "A question",
        "language": "en",
        "mainLibrary": "Test.Choice",
        "embedTypes": ["iframe"],
        "preloadedDependencies": [dependency("Test.Choice", 1, 2), dependency("Test.Parts", 1, 0)],
    } | changes


def library(name: str, major: int, minor: int, patch: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "title": name,
        "machineName": name,
        "majorVersion": major,
        "minorVersion": minor,
        "patchVersion": patch,
        "runnable": 1,
    } | changes


def choice(**changes: Any) -> dict[str, Any]:
    return library(
        "Test.Choice",
        1,
        2,
        3,
        preloadedJs=[{"path": "js/choice.js"}],
        preloadedCss=[{"path": "choice.css"}],
        preloadedDependencies=[dependency("Test.Parts", 1, 0)],
        **changes,
    )


SEMANTICS = [
    {"name": "question", "type": "text", "tags": ["strong", "em", "a"]},
    {"name": "picture", "type": "image"},
    {"name": "answers", "type": "list", "field": {"name": "answer", "type": "text"}},
]


def sound_files() -> Files:
    """Values are JSON unless they are bytes."""
    return {
        "h5p.json": manifest(),
        "content/content.json": {
            "question": "<strong>Why?</strong>",
            "answers": ["a", "b"],
            "picture": {"path": "images/square.png", "mime": "image/png"},
        },
        "content/images/square.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        f"{CHOICE}/library.json": choice(),
        f"{CHOICE}/semantics.json": SEMANTICS,
        f"{CHOICE}/language/de.json": {"semantics": []},
        f"{CHOICE}/js/choice.js": b"window.Test = window.Test || {};",
        f"{CHOICE}/choice.css": b".choice { color: black }",
        f"{CHOICE}/icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        f"{PARTS}/library.json": library("Test.Parts", 1, 0, runnable=0, preloadedJs=[{"path": "parts.js"}]),
        f"{PARTS}/parts.js": b"// parts",
    }


def packed(files: Files | Iterable[tuple[str | ZipInfo, bytes]]) -> bytes:
    """A ZIP archive. Pairs are taken as they are, twice the same name included."""
    pairs = files.items() if isinstance(files, dict) else files
    out = BytesIO()
    with catch_warnings(), ZipFile(out, "w", ZIP_DEFLATED) as archive:
        simplefilter("ignore")  # the same name twice is what some want
        for name, value in pairs:
            archive.writestr(name, as_bytes(value))
    return out.getvalue()


def as_bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def sound() -> bytes:
    return packed(sound_files())


def pairs() -> list[tuple[str | ZipInfo, bytes]]:
    return [(path, as_bytes(value)) for path, value in sound_files().items()]


def link(name: str, target: str) -> ZipInfo:
    info = ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def stored(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_STORED
    return info


def renamed(package: bytes, old: str, new: bytes) -> bytes:
    """Another name of the same length, behind the back of the writer."""
    assert len(old.encode()) == len(new)
    assert old.encode() in package
    return package.replace(old.encode(), new)


def entry_at(package: bytes, name: str) -> int:
    """Where the entry of `name` begins in the directory."""
    place = package.rindex(name.encode())
    return package.rindex(b"PK\x01\x02", 0, place)


def patched(package: bytes, name: str, offset: int, layout: str, value: int) -> bytes:
    """One number of the directory's entry for `name` changed."""
    place = entry_at(package, name) + offset
    return package[:place] + struct.pack(layout, value) + package[place + struct.calcsize(layout) :]
