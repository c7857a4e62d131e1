"""What is in a package that keeps the rules."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from .archive import Archive
from .libraries import LibraryName
from .library import LibraryInfo
from .limits import Limits
from .manifest import Manifest
from .strict_json import read_json
from .zip_records import Member


@dataclass(frozen=True, slots=True)
class StoredFile:
    member: Member
    sha256: str


@dataclass(frozen=True, slots=True)
class PackagedLibrary:
    info: LibraryInfo
    files: dict[str, StoredFile]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that keeps the rules. `files` are those of its content, content.json left out."""

    archive: Archive
    manifest: Manifest
    params: Any
    files: dict[str, StoredFile]
    libraries: dict[LibraryName, PackagedLibrary]
    limits: Limits

    def semantics(self, name: LibraryName) -> list[Any]:
        """Read when asked for: those of all libraries together may be large."""
        file = self.libraries[name].files.get("semantics.json")
        return read_json(self.archive, file.member, self.limits) if file else []

    @property
    def digest(self) -> str:
        """The same for the same h5p.json, content.json and files, however they were packed."""
        facts = {
            "h5p": self.manifest.data,
            "params": self.params,
            "files": {path: file.sha256 for path, file in self.files.items()},
        }
        text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
