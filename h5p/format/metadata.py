"""Semantics of what H5P says about content and files beside their content: title, authors, licence."""

from __future__ import annotations

from typing import Any


def _text(name: str) -> dict[str, Any]:
    return {"name": name, "type": "text"}


def _list(name: str, *fields: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "list",
        "field": {"type": "group", "fields": [_text(one) for one in fields]},
    }


COPYRIGHT = [_text(name) for name in ("title", "author", "year", "source", "license", "version")]

METADATA = [
    *(_text(name) for name in ("title", "a11yTitle", "extraTitle", "contentType", "defaultLanguage")),
    *(_text(name) for name in ("license", "licenseVersion", "licenseExtras", "source", "authorComments")),
    {"name": "yearFrom", "type": "number"},
    {"name": "yearTo", "type": "number"},
    _list("authors", "name", "role"),
    _list("changes", "date", "author", "log"),
]
