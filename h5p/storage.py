"""Files of packages, in a storage of their own (`STORAGES["h5p"]`): a local disk and an object store alike.

What lies there never changes. Every import writes into folders that nobody else writes into, so a failed one can be
undone without asking who else might need the files.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import TemporaryUploadedFile

from .format.archive import Archive
from .format.package import StoredFile

ALIAS = "h5p"
LIBRARIES, CONTENT = "libraries", "content"
IN_MEMORY = 2**20


def package_storage() -> Storage:
    return storages[ALIAS]


def new_folder(kind: str, name: str) -> str:
    """A folder that is used once."""
    return f"{kind}/{name}-{secrets.token_hex(6)}"


def write_files(folder: str, files: Mapping[str, StoredFile], archive: Archive) -> None:
    storage = package_storage()
    for path, stored in files.items():
        name = f"{folder}/{path}"
        with _unpacked(stored, archive) as file:
            written = storage.save(name, file)
        if written != name:
            storage.delete(written)
            raise FileExistsError(name)


def describe(files: Mapping[str, StoredFile]) -> dict[str, dict[str, str | int]]:
    return {path: {"sha256": stored.sha256, "size": stored.member.size} for path, stored in files.items()}


def remove_folder(folder: str) -> None:
    """Removes a folder with everything in it; one that is not there is fine."""
    storage = package_storage()
    folders, files = list_folder(folder)
    for name in files:
        storage.delete(f"{folder}/{name}")
    for name in folders:
        remove_folder(f"{folder}/{name}")
    # A disk keeps empty folders. An object store has none, and deletes nothing.
    storage.delete(folder)


def list_folder(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in `folder`."""
    try:
        return package_storage().listdir(folder)
    except FileNotFoundError:
        return [], []


def files_below(folder: str) -> Iterator[str]:
    folders, files = list_folder(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from files_below(f"{folder}/{name}")


def _unpacked(stored: StoredFile, archive: Archive) -> File[bytes]:
    """Large files by way of the disk, from where a local storage moves them without copying."""
    member = stored.member
    if member.size <= IN_MEMORY:
        return ContentFile(archive.read(member))
    file = TemporaryUploadedFile("member", "application/octet-stream", member.size, None)
    try:
        for piece in archive.stream(member):
            file.write(piece)
        file.flush()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file
