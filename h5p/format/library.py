"""library.json: a content type, or a part of one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from .fields import TITLE, Fields
from .findings import Findings
from .libraries import CORE_API, MACHINE_NAME, LibraryName
from .manifest import EMBED_TYPES
from .rules import Rule

LANGUAGE_FILE = re.compile(r"[a-z]+(-[a-z]+)*\.json", re.IGNORECASE)
# Long enough for every name, and without a pattern: where a path leads is looked at after it is put in order.
PATH = re.compile(r"[^\x00-\x1f]{1,400}")


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    name: LibraryName
    patch: int
    title: str
    is_runnable: bool
    preloaded_js: tuple[str, ...]
    preloaded_css: tuple[str, ...]
    preloaded: tuple[LibraryName, ...]
    dynamic: tuple[LibraryName, ...]
    editor: tuple[LibraryName, ...]
    embed_types: tuple[str, ...]
    drops_css_of: tuple[str, ...]

    @property
    def needs(self) -> tuple[LibraryName, ...]:
        return self.preloaded + self.dynamic + self.editor

    @property
    def address(self) -> str:
        """With the patch version, so that what lies there never changes."""
        return f"{self.name.folder}.{self.patch}"


def read_library(folder: str, data: Any, paths: Collection[str], found: Findings) -> LibraryInfo | None:
    """library.json must have title, machineName, majorVersion, minorVersion, patchVersion and runnable.

    Its folder is called `name` or `name-major.minor`; it may not need a newer player; the files that it wants to be
    loaded must be among `paths`, those of its folder.
    """
    before = len(found)
    file = f"{folder}/library.json"
    fields = Fields(data, file, found)
    info = LibraryInfo(
        name=fields.library(),
        patch=fields.number("patchVersion"),
        title=fields.text("title", TITLE),
        is_runnable=fields.flag("runnable"),
        preloaded_js=_paths(fields, "preloadedJs", ".js", file, found),
        preloaded_css=_paths(fields, "preloadedCss", ".css", file, found),
        preloaded=fields.libraries("preloadedDependencies"),
        dynamic=fields.libraries("dynamicDependencies"),
        editor=fields.libraries("editorDependencies"),
        embed_types=fields.choices("embedTypes", EMBED_TYPES, is_required=False),
        drops_css_of=tuple(one.text("machineName", MACHINE_NAME) for one in fields.objects("dropLibraryCss")),
    )
    _check_core_api(fields, info, file, found)
    if len(found) > before:
        return None
    if folder not in {info.name.machine_name, info.name.folder}:
        found.add(Rule.LIBRARY_FOLDER, folder, library=info.name.folder)
    for path in (*info.preloaded_js, *info.preloaded_css):
        if path not in paths:
            found.add(Rule.PRELOADED_MISSING, file, library=str(info.name), path=path)
    return info if len(found) == before else None


def check_semantics(data: Any, file: str, found: Findings) -> None:
    """semantics.json is a list of fields, each with a name and a type."""
    if not isinstance(data, list):
        found.add(Rule.JSON_SHAPE, file, expected="[…]")
    elif not all(
        isinstance(field, dict) and isinstance(field.get("name"), str) and isinstance(field.get("type"), str)
        for field in data
    ):
        found.add(Rule.SEMANTICS_FIELD, file)


def _paths(fields: Fields, name: str, ending: str, file: str, found: Findings) -> tuple[str, ...]:
    """Paths inside the library's folder. One that leads out of it would load the scripts of somebody else."""
    paths = []
    for one in fields.objects(name):
        given = one.text("path", PATH)
        path = posixpath.normpath(given)
        if path.startswith(("/", "..")) or "\\" in path or ":" in path:
            found.add(Rule.PRELOADED_PATH, file, path=given)
        elif given and not path.lower().endswith(ending):
            found.add(Rule.PRELOADED_TYPE, file, path=given, ending=ending)
        else:
            paths.append(path)
    return tuple(paths)


def _check_core_api(fields: Fields, info: LibraryInfo, file: str, found: Findings) -> None:
    core_api = fields.object("coreApi")
    if core_api is None:
        return
    needed = (core_api.number("majorVersion"), core_api.number("minorVersion"))
    if needed > CORE_API:
        found.add(
            Rule.LIBRARY_CORE_API,
            file,
            library=str(info.name),
            needed="{}.{}".format(*needed),
            ours="{}.{}".format(*CORE_API),
        )
