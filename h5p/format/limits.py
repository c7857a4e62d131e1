"""How large a package may be. H5P itself sets no limits; these are ours."""

from __future__ import annotations

from dataclasses import dataclass

KB, MB = 2**10, 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes."""

    package: int = 1024 * MB
    total: int = 1024 * MB
    file: int = 512 * MB
    files: int = 10_000
    directory: int = 4 * MB
    """The list of files in the archive, which is read as a whole."""
    ratio: int = 100
    ratio_from: int = 1 * MB
    """Smaller files may be packed as tightly as they like."""
    folders: int = 20
    path: int = 400
    part: int = 200
    json: int = 4 * MB
    json_total: int = 32 * MB
    """Of all that is parsed. Large books with all their libraries have three."""
    json_depth: int = 100
    json_values: int = 200_000


DEFAULT_LIMITS = Limits()


def in_words(size: int) -> str:
    """A size for people: 512 MB."""
    return f"{size // MB} MB" if size >= MB else f"{max(size // KB, 1)} KB"
