"""How H5P names libraries, and what it needs to know of those that are installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# [\w\-.]{1,255} in H5P's own words, in ASCII
MACHINE_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,255}")
_NAME_AND_VERSION = re.compile(r"([A-Za-z0-9_.\-]{1,255}) ([0-9]{1,5})\.([0-9]{1,5})", re.ASCII)

CORE_API = (1, 28)
"""The newest interface between content types and player that the player here offers."""


@dataclass(frozen=True, slots=True, order=True)
class LibraryName:
    """`H5P.Video 1.6`: what dependencies refer to. The patch version is not part of it: the newest patch serves all."""

    machine_name: str
    major: int
    minor: int

    @property
    def folder(self) -> str:
        return f"{self.machine_name}-{self.major}.{self.minor}"

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}"


def parse_library_name(text: object) -> LibraryName | None:
    """The name in `H5P.Video 1.6`, as content refers to libraries."""
    match = _NAME_AND_VERSION.fullmatch(text) if isinstance(text, str) else None
    return LibraryName(match[1], int(match[2]), int(match[3])) if match else None


def libraries_in(params: Any) -> Iterator[LibraryName]:
    """The libraries that content names for the content inside it."""
    if isinstance(params, dict):
        if library := parse_library_name(params.get("library")):
            yield library
        for value in params.values():
            yield from libraries_in(value)
    elif isinstance(params, list):
        for value in params:
            yield from libraries_in(value)


@dataclass(frozen=True, slots=True)
class Installed:
    """What a check needs to know of an installed library."""

    patch: int
    is_runnable: bool
    preloaded: frozenset[LibraryName] = field(default_factory=frozenset)
