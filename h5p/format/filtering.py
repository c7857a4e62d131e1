"""Filters content.json through the semantics of its library: only what they describe is shown, in the form they describe.

Semantics come from packages as well, so nothing is taken for granted about them either: what they leave unclear is
dropped. Patterns in semantics (`regexp`) are not run, for one of them could keep a server busy for hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .escaping import escape
from .filter_values import filter_boolean, filter_number, filter_select, filter_text
from .libraries import LibraryName, parse_library_name
from .media import Media
from .metadata import COPYRIGHT, METADATA

DEEPEST_LIBRARY = 12
"""Content in content in content …: an interactive book with a column with a presentation needs five."""
DEEPEST_VALUE = 120
_SUB_CONTENT_ID = re.compile(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.IGNORECASE)

Semantics = list[Any]
Field = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filtered:
    params: dict[str, Any]
    libraries: frozenset[LibraryName]
    """Those that the content uses, the main one included."""


def filter_params(
    params: Any, *, main: LibraryName, semantics: Mapping[LibraryName, Semantics], files: Collection[str]
) -> Filtered:
    """What of `params` may be shown by `main`. `files` are the paths of the content's own files."""
    content = _Filter(semantics, files)
    kept = content.library_params(params, main)
    return Filtered(kept, frozenset(content.used))


class _Filter:
    """Methods return what may stay, and None for what may not."""

    def __init__(self, semantics: Mapping[LibraryName, Semantics], files: Collection[str]) -> None:
        self.used: set[LibraryName] = set()
        self._semantics = semantics
        self._media = Media(files, self._copyright)
        self._depth = 0
        self._nested = 0
        self._filters: dict[str, Callable[[Any, Field], Any]] = {
            "text": filter_text,
            "number": filter_number,
            "boolean": filter_boolean,
            "select": filter_select,
            "list": self._list,
            "group": self._group,
            "library": self._library,
            "file": self._media.file,
            "image": self._media.image,
            "video": self._media.sources,
            "audio": self._media.sources,
        }

    def library_params(self, params: Any, library: LibraryName) -> dict[str, Any]:
        self.used.add(library)
        return self._fields(params, self._semantics.get(library, []))

    def _value(self, value: Any, field: Any) -> Any:
        if value is None or not isinstance(field, dict) or self._depth >= DEEPEST_VALUE:
            return None
        kind = field.get("type")
        filter_one = self._filters.get(kind) if isinstance(kind, str) else None
        if filter_one is None:
            return None
        self._depth += 1
        try:
            return filter_one(value, field)
        finally:
            self._depth -= 1

    def _fields(self, value: Any, fields: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not isinstance(fields, list):
            return {}
        kept: dict[str, Any] = {}
        for field in fields:
            name = field.get("name") if isinstance(field, dict) else None
            if isinstance(name, str) and name not in kept and name in value:
                one = self._value(value[name], field)
                if one is not None:
                    kept[name] = one
        return kept

    def _list(self, value: Any, field: Field) -> list[Any] | None:
        if not isinstance(value, list):
            return None
        most = field.get("max")
        items = value[:most] if isinstance(most, int) and most >= 0 else value
        kept = [self._value(item, field.get("field")) for item in items]
        return [item for item in kept if item is not None] or None

    def _group(self, value: Any, field: Field) -> Any:
        fields = field.get("fields")
        is_sub_content = field.get("isSubContent") is True
        # The editor writes a group with one field as the value of that field.
        if isinstance(fields, list) and len(fields) == 1 and not is_sub_content:
            return self._value(value, fields[0])
        if not isinstance(value, dict):
            return None
        kept = self._fields(value, fields)
        if is_sub_content:
            kept |= _sub_content_id(value)
        return kept

    def _library(self, value: Any, field: Field) -> dict[str, Any] | None:
        if not isinstance(value, dict) or self._nested >= DEEPEST_LIBRARY:
            return None
        library = parse_library_name(value.get("library"))
        if library is None or library not in _options(field) or library not in self._semantics:
            return None
        self._nested += 1
        try:
            params = self.library_params(value.get("params"), library)
        finally:
            self._nested -= 1
        kept: dict[str, Any] = {"library": str(library), "params": params, **_sub_content_id(value)}
        if isinstance(value.get("metadata"), dict):
            kept["metadata"] = self._fields(value["metadata"], METADATA)
        return kept

    def _copyright(self, value: Any) -> dict[str, Any]:
        return self._fields(value, COPYRIGHT)


def _options(field: Field) -> set[LibraryName | None]:
    """The libraries that may stand in `field`: names, or objects with a name."""
    options = field.get("options")
    if not isinstance(options, list):
        return set()
    return {parse_library_name(one.get("name") if isinstance(one, dict) else one) for one in options}


def _sub_content_id(value: dict[str, Any]) -> dict[str, str]:
    """By it a content type finds the state of the content inside it."""
    given = value.get("subContentId")
    if isinstance(given, str) and _SUB_CONTENT_ID.fullmatch(given):
        return {"subContentId": escape(given)}
    return {}
