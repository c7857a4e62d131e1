"""Ways to spoil a sound package."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from h5p.format.rules import Rule

from .packages import CHOICE, choice, manifest, packed, pairs, sound_files

Case = tuple[str, Rule, Callable[[], bytes]]


def with_name(name: str, data: bytes = b"x") -> bytes:
    return packed([*pairs(), (name, data)])


def changed(path: str, value: Any) -> bytes:
    return packed(sound_files() | {path: value})


def without(*paths: str) -> bytes:
    return packed({path: value for path, value in sound_files().items() if path not in paths})


def in_manifest(**changes: Any) -> bytes:
    return changed("h5p.json", manifest(**changes))


def in_library(**changes: Any) -> bytes:
    return changed(f"{CHOICE}/library.json", choice() | changes)


def missing_in(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


IMAGE = "content/images/square.png"
