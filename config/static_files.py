"""What becomes of style sheets and scripts when they are collected for the public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css",)
"""Style sheets that consist of others and are served with all of them inside: every sheet would be a request of its own
before anything is shown."""

# What only those who write style sheets need: an eighth of what everybody would fetch.
_COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
_INDENTATION = re.compile(r"^\s+", re.MULTILINE)
_IMPORT = re.compile(r'@import url\("([^"/]+(?:/[^"/]+)*)"\);\n')


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed, with names that change with their content; modules ask each other by these names too."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name in BUNDLES:
            if name in paths:
                paths[name] = (_Bundle(name, paths), name)
        yield from super().post_process(paths, dry_run, **options)


class _Bundle(Storage):
    """The one file `name`, with what it imports in place of the imports, and without comments and indentation."""

    def __init__(self, name: str, paths: dict[str, tuple[Any, str]]) -> None:
        self._name, self._paths = name, dict(paths)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return ContentFile(_INDENTATION.sub("", _COMMENT.sub("", self._text(self._name))).encode())

    def _text(self, name: str) -> str:
        storage, path = self._paths[name]
        with storage.open(path) as file:
            text: str = file.read().decode()
        folder = name.rpartition("/")[0]
        return _IMPORT.sub(lambda found: self._inlined(f"{folder}/{found[1]}"), text)

    def _inlined(self, name: str) -> str:
        text = self._text(name)
        if "url(" in text and name.rpartition("/")[0] != self._name.rpartition("/")[0]:
            raise ValueError(f"{name} refers to other files, and would look for them in the wrong folder")
        return text
