"""Imports, and what they leave in the storage."""

from __future__ import annotations

import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from h5p.actions import Imported, import_package

from . import packages
from .packages import CHOICE, choice, manifest, packed, sound_files


def imported(package: bytes | None = None, *, may_install: bool = True) -> Imported:
    return import_package(file=BytesIO(package or packages.sound()), may_install=may_install)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def other_content(**changes: Any) -> bytes:
    return packed(sound_files() | {"h5p.json": manifest(title="Another")} | changes)


def newer_patch(patch: int) -> bytes:
    changed = choice() | {"patchVersion": patch}
    return other_content(**{f"{CHOICE}/library.json": changed, f"{CHOICE}/js/choice.js": b"// newer"})


def old(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - 2 * 86_400,) * 2)
    os.utime(folder, (time.time() - 2 * 86_400,) * 2)
