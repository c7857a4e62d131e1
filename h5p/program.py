"""The player's own files: H5P's core, which npm installs, and what we put round it."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

OWN = Path(__file__).parent / "player"
CORE_STYLES, CORE_SCRIPTS = ["styles/h5p.css"], ["frame.bundle.js"]


def core_folder() -> Path:
    return Path(settings.H5P_CORE)


@cache
def core_version() -> str:
    """Part of every address of the core, so that browsers may keep its files for ever."""
    about = json.loads((core_folder().parent / "package.json").read_text())
    return str(about["version"])


def own_version() -> str:
    """The same for our own files, read each time: they are small, and change while one works on them."""
    content = b"".join(path.read_bytes() for path in sorted(OWN.iterdir()))
    return sha256(content).hexdigest()[:12]


def program_file(name: str, version: str, path: str) -> Path | None:
    """The file at `path` of the `core` or of our `own`, in that version; None where there is none."""
    folder, current = (core_folder(), core_version()) if name == "core" else (OWN, own_version())
    file = (folder / path).resolve()
    is_inside = file.is_relative_to(folder.resolve())
    return file if version == current and is_inside and file.is_file() else None
