"""Names in an archive: which are safe, which are skipped, which are the same to some computer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .findings import Findings
from .limits import Limits
from .rules import Rule

PICTURES = {"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff"}
FONTS = {"eot", "ttf", "woff", "woff2", "otf"}
FILMS_AND_SOUNDS = {"webm", "mp4", "ogg", "mp3", "m4a", "wav", "swf"}
DOCUMENTS = {"pdf", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "glb"}
TEXTS = {"txt", "csv", "diff", "patch", "md", "textile", "vtt", "webvtt", "json", "gltf"}
BINARY_ENDINGS = PICTURES | FONTS | FILMS_AND_SOUNDS | DOCUMENTS
CONTENT_ENDINGS = BINARY_ENDINGS | TEXTS
LIBRARY_ENDINGS = CONTENT_ENDINGS | {"js", "css", "svg", "xml"}

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_NOT_ALLOWED = frozenset('<>"|?*#%\ufffd')
# Besides control characters: surrogates, unassigned and private ones, separators of lines, and marks such as the one
# that turns the direction of what follows, so that a name reads other than it is
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def unsafe(name: str) -> Rule | None:
    """The rule that forbids `name` wherever it stands in an archive, be it skipped or not."""
    if any(unicodedata.category(character) in _INVISIBLE for character in name):
        return Rule.NAME_CONTROL
    if "\\" in name:
        return Rule.NAME_BACKSLASH
    if name.startswith("/"):
        return Rule.NAME_ABSOLUTE
    if ":" in name:
        return Rule.NAME_DRIVE
    parts = _parts(name)
    if ".." in parts:
        return Rule.NAME_TRAVERSAL
    return Rule.NAME_EMPTY if "" in parts or "." in parts else None


def unusable(name: str, limits: Limits) -> tuple[Rule, int] | None:
    """The rule that forbids to store a file as `name`, which is safe otherwise, and the limit if there is one."""
    parts = _parts(name)
    if len(parts) > limits.folders:
        return Rule.PATH_TOO_DEEP, limits.folders
    if len(name.encode()) > limits.path or any(len(part.encode()) > limits.part for part in parts):
        return Rule.NAME_TOO_LONG, limits.path
    for part in parts:
        if part != part.strip() or part.endswith("."):
            return Rule.NAME_TRAILING, 0
        if _RESERVED.fullmatch(part.split(".")[0].rstrip()):
            return Rule.NAME_RESERVED, 0
        if not _NOT_ALLOWED.isdisjoint(part):
            return Rule.NAME_CHARACTER, 0
    return None


def is_skipped(name: str) -> bool:
    """H5P ignores names with a part that begins with a dot or underscore, and files beside h5p.json."""
    return any(part.startswith((".", "_")) for part in _parts(name)) or (
        "/" not in name and name != "h5p.json"
    )


def ending(name: str) -> str:
    """What follows the last dot, in small letters; empty where there is none."""
    _, dot, end = name.rpartition("/")[2].rpartition(".")
    return end.lower() if dot else ""


def find_collisions(names: Iterable[str], found: Findings) -> None:
    """Reports files and folders that differ only by case or spelling of the same letters, and files that are also folders."""
    known: dict[str, tuple[str, bool]] = {}
    for name in names:
        parts = name.split("/")
        for length in range(1, len(parts) + 1):
            path, is_file = "/".join(parts[:length]), length == len(parts)
            other = known.setdefault(_folded(path), (path, is_file))
            if other != (path, is_file):
                found.add(Rule.NAME_COLLISION, name, other=other[0])
                break


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())


def _parts(name: str) -> list[str]:
    return name.removesuffix("/").split("/")
