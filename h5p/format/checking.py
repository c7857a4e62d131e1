"""Checks a package against every rule of the format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from .archive import Archive
from .dependencies import check_present, load_order
from .findings import Finding, Findings, Refused, refuse
from .layout import Layout, sort_members
from .libraries import Installed, LibraryName, libraries_in
from .library import LANGUAGE_FILE, LibraryInfo, check_semantics, read_library
from .limits import DEFAULT_LIMITS, Limits, in_words
from .manifest import Manifest, read_manifest
from .names import BINARY_ENDINGS, ending
from .package import Package, PackagedLibrary, StoredFile
from .rules import Rule
from .strict_json import read_json
from .zip_records import Member

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `package` is there when nothing was."""

    findings: tuple[Finding, ...]
    package: Package | None

    @property
    def is_fine(self) -> bool:
        return self.package is not None


def check(
    file: BinaryIO,
    *,
    installed: Mapping[LibraryName, Installed] | None = None,
    may_install: bool = True,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Checks the package in `file`, which must be seekable, in constant memory.

    Libraries that it needs may be among `installed`. Without `may_install` those that it brings are ignored.
    """
    found = Findings()
    try:
        package = _read(file, installed or {}, may_install, limits, found)
    except Refused as refusal:
        found.extend(refusal.findings)
        package = None
    return Report(tuple(found), None if len(found) else package)


def _read(
    file: BinaryIO,
    installed: Mapping[LibraryName, Installed],
    may_install: bool,
    limits: Limits,
    found: Findings,
) -> Package | None:
    archive = Archive(file, limits)
    layout = sort_members(archive, may_install=may_install, limits=limits, found=found)
    if len(found):
        return None
    reader = _Reader(archive, limits, found)
    if layout.manifest is None:
        raise refuse(Rule.MANIFEST_MISSING)
    manifest = reader.manifest(layout.manifest)
    params = reader.params(layout.content.get("content.json"))
    libraries = reader.libraries(layout)
    if len(found) or manifest is None:
        return None
    _check_dependencies(manifest, params, libraries, installed, may_install, found)
    files = reader.hashed(layout.content)
    files.pop("content.json", None)
    packaged = {
        info.name: PackagedLibrary(info, reader.hashed(layout.libraries[folder]))
        for folder, info in libraries.items()
    }
    return Package(archive, manifest, params, files, packaged, limits)


class _Reader:
    def __init__(self, archive: Archive, limits: Limits, found: Findings) -> None:
        self._archive = archive
        self._limits = limits
        self._found = found
        self._json_left = limits.json_total

    def manifest(self, member: Member) -> Manifest | None:
        data = self._value(member)
        return None if data is None else read_manifest(data, self._found)

    def params(self, member: Member | None) -> Any:
        """content.json must be there, and an object."""
        if member is None:
            self._found.add(Rule.CONTENT_MISSING)
            return None
        data = self._value(member)
        if data is not None and not isinstance(data, dict):
            self._found.add(Rule.JSON_SHAPE, member.name, expected="{…}")
        return data

    def libraries(self, layout: Layout) -> dict[str, LibraryInfo]:
        """By folder. Semantics and languages must be JSON, and no library may be there twice."""
        libraries: dict[str, LibraryInfo] = {}
        names: set[LibraryName] = set()
        for folder, files in layout.libraries.items():
            if "library.json" not in files:
                self._found.add(Rule.LIBRARY_JSON_MISSING, folder)
                continue
            data = self._value(files["library.json"])
            info = None if data is None else read_library(folder, data, files.keys(), self._found)
            self._check_semantics(files.get("semantics.json"))
            self._check_languages(files)
            if info and info.name in names:
                self._found.add(Rule.LIBRARY_TWICE, folder, library=str(info.name))
            elif info:
                names.add(info.name)
                libraries[folder] = info
        return libraries

    def hashed(self, files: dict[str, Member]) -> dict[str, StoredFile]:
        """Streams every file: whatever is damaged or disguised is found here."""
        stored: dict[str, StoredFile] = {}
        for path, member in files.items():
            digest = hashlib.sha256()
            try:
                for piece in self._undisguised(member):
                    digest.update(piece)
            except Refused as refusal:
                self._found.extend(refusal.findings)
            stored[path] = StoredFile(member, digest.hexdigest())
        return stored

    def _undisguised(self, member: Member) -> Iterator[bytes]:
        is_first = True
        for piece in self._archive.stream(member):
            if is_first and ending(member.name) in BINARY_ENDINGS and _MARKUP.match(piece[:512]):
                self._found.add(Rule.FILE_DISGUISED, member.name)
            is_first = False
            yield piece

    def _value(self, member: Member) -> Any:
        """The JSON in `member`; None after a finding."""
        self._json_left -= member.size
        if self._json_left < 0:
            raise refuse(Rule.JSON_TOTAL, limit=in_words(self._limits.json_total))
        try:
            value = read_json(self._archive, member, self._limits)
            if value is None:
                self._found.add(Rule.JSON_SHAPE, member.name, expected="{…}")
            return value
        except Refused as refusal:
            self._found.extend(refusal.findings)
            return None

    def _check_semantics(self, member: Member | None) -> None:
        value = self._value(member) if member else None
        if member and value is not None:
            check_semantics(value, member.name, self._found)

    def _check_languages(self, files: dict[str, Member]) -> None:
        for path, member in files.items():
            if path.startswith("language/"):
                if not LANGUAGE_FILE.fullmatch(path.removeprefix("language/")):
                    self._found.add(Rule.LANGUAGE_NAME, member.name)
                self._value(member)


def _check_dependencies(
    manifest: Manifest,
    params: Any,
    libraries: dict[str, LibraryInfo],
    installed: Mapping[LibraryName, Installed],
    may_install: bool,
    found: Findings,
) -> None:
    """All there, none in a circle, and the main one can be opened. Of two patches of a library the newer one counts."""
    packaged = {info.name: info for info in libraries.values()}
    newer = {
        name: info
        for name, info in packaged.items()
        if name not in installed or info.patch > installed[name].patch
    }
    known = packaged.keys() | installed.keys()
    needs: list[tuple[str, Iterable[LibraryName]]] = [
        (f"“{manifest.title}”", [*manifest.needs, *libraries_in(params)])
    ]
    needs += [(str(info.name), info.needs) for info in newer.values()]
    for needed_by, names in needs:
        check_present(names, known, needed_by=needed_by, may_install=may_install, found=found)
    preloaded: dict[LibraryName, Iterable[LibraryName]] = {
        name: one.preloaded for name, one in installed.items()
    }
    preloaded |= {name: info.preloaded for name, info in newer.items()}
    load_order([*manifest.preloaded, *newer], preloaded)
    main = newer.get(manifest.main) or installed.get(manifest.main)
    if main and not main.is_runnable:
        found.add(Rule.MAIN_LIBRARY_NOT_RUNNABLE, library=str(manifest.main))
