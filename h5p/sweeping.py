"""Finds and removes what imports left behind: folders of a process that was killed, and of patches that were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from .models import Content, Library
from .storage import CONTENT, LIBRARIES, files_below, list_folder, package_storage, remove_folder

GRACE = timedelta(days=1)
"""An import that is under way has files and no row yet; none takes a day."""


def sweep() -> Iterator[str]:
    """Removes folders to which no row belongs and in which nothing was written for a day; yields their names."""
    # Folders first, rows second: what was imported in between is not taken for a leftover.
    folders = [f"{kind}/{name}" for kind in (LIBRARIES, CONTENT) for name in list_folder(kind)[0]]
    kept = {
        *Library.objects.values_list("folder", flat=True),
        *Content.objects.values_list("folder", flat=True),
    }
    before = timezone.now() - GRACE
    for folder in folders:
        if folder not in kept and _written_at(folder) < before:
            remove_folder(folder)
            yield folder


def _written_at(folder: str) -> datetime:
    """When its youngest file was written; of an empty folder, which only disks have, when it was made."""
    storage = package_storage()
    times = [storage.get_modified_time(name) for name in files_below(folder)]
    return max(times) if times else storage.get_modified_time(folder)
