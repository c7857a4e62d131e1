"""h5p.json: what the package is, and which content type opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .fields import TITLE, Fields
from .findings import Findings
from .libraries import LibraryName
from .rules import Rule

FILE = "h5p.json"
LANGUAGE = re.compile(r"[-a-zA-Z]{1,10}")
MAIN_LIBRARY = re.compile(r"[$a-zA-Z_][0-9a-zA-Z_.$\-]{1,254}")
EMBED_TYPES = frozenset({"iframe", "div"})


@dataclass(frozen=True, slots=True)
class Manifest:
    title: str
    language: str
    main: LibraryName
    embed_types: tuple[str, ...]
    preloaded: tuple[LibraryName, ...]
    others: tuple[LibraryName, ...]
    """Dynamic and editor dependencies: they must be there, but are not loaded at once."""
    data: dict[str, Any]
    """h5p.json as it is, with authors and licence."""

    @property
    def needs(self) -> tuple[LibraryName, ...]:
        return self.preloaded + self.others


def read_manifest(data: Any, found: Findings) -> Manifest | None:
    """h5p.json must have title, language, mainLibrary, embedTypes and preloadedDependencies, the main library among them."""
    before = len(found)
    fields = Fields(data, FILE, found)
    title = fields.text("title", TITLE)
    language = fields.text("language", LANGUAGE)
    main_name = fields.text("mainLibrary", MAIN_LIBRARY)
    embed_types = fields.choices("embedTypes", EMBED_TYPES)
    preloaded = fields.libraries("preloadedDependencies", is_required=True)
    others = fields.libraries("dynamicDependencies") + fields.libraries("editorDependencies")
    main = next((library for library in preloaded if library.machine_name == main_name), None)
    if len(found) == before and main is None:
        found.add(Rule.MAIN_LIBRARY_UNLISTED, FILE, library=main_name)
    if len(found) > before or main is None:
        return None
    return Manifest(title, language, main, embed_types, preloaded, others, data)
