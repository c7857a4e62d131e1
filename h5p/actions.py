"""What changes stored packages."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from .format.archive import Archive
from .format.checking import check
from .format.findings import H5PError, Refused
from .format.libraries import LibraryName, libraries_in
from .format.limits import DEFAULT_LIMITS, Limits
from .format.package import Package, PackagedLibrary
from .models import Content, ContentLibrary, Library, LibraryDependency
from .refusals import LibraryInUse, LibraryNotInstalled, NotStored
from .storage import CONTENT, LIBRARIES, describe, new_folder, remove_folder, write_files
from .usage import dependents_outside

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Imported:
    content: Content
    is_new: bool
    installed: tuple[Library, ...]
    """Libraries that were installed, or brought to a newer patch."""


def import_package(*, file: BinaryIO, may_install: bool, limits: Limits = DEFAULT_LIMITS) -> Imported:
    """Checks the package in `file` and stores all of it, or nothing.

    Without `may_install` the libraries in the package are ignored, and those installed are used. Raises `Refused` when
    the package breaks a rule and `NotStored` when it could not be saved.

    Files are written first, rows last and together: whatever happens in between, files without a row are nobody's.
    """
    installed = Library.objects.as_installed()
    report = check(file, installed=installed, may_install=may_install, limits=limits)
    if report.package is None:
        raise Refused(report.findings)
    package = report.package
    with _removed_on_failure() as folders:
        new = [
            (library, _write_library(library, package.archive, folders))
            for name, library in sorted(package.libraries.items())
            if name not in installed or library.info.patch > installed[name].patch
        ]
        content_folder = new_folder(CONTENT, package.digest)
        if not Content.objects.filter(digest=package.digest).exists():
            folders.append(content_folder)
            write_files(content_folder, package.files, package.archive)
        with transaction.atomic():
            kept = _install(package, new)
            content, is_new = _keep_content(package, content_folder)
            if is_new and content_folder not in folders:
                # The same content was removed a moment ago, and its files with it.
                raise NotStored(NotStored.message)
    # Somebody else may have imported the same at the same time: then their files are used, and ours are not.
    _discard(set(folders) - {content.folder, *(library.folder for library in kept)})
    return Imported(content, is_new, tuple(kept))


@transaction.atomic
def remove_libraries(*, names: Iterable[LibraryName]) -> list[Library]:
    """Uninstalls libraries, unless content or a library that stays needs one of them."""
    libraries = []
    for name in dict.fromkeys(names):
        library = Library.objects.select_for_update().named(name).first()
        if library is None:
            raise LibraryNotInstalled(LibraryNotInstalled.message % {"library": name})
        libraries.append(library)
    for library in libraries:
        if users := dependents_outside(library, libraries):
            raise LibraryInUse(LibraryInUse.message % {"library": library, "users": ", ".join(users)})
    LibraryDependency.objects.filter(library__in=libraries).delete()
    for library in libraries:
        try:
            with transaction.atomic():
                Library.objects.filter(pk=library.pk).delete()
        except (ProtectedError, IntegrityError) as error:
            raise LibraryInUse(LibraryInUse.message % {"library": library, "users": "…"}) from error
        transaction.on_commit(lambda folder=library.folder: remove_folder(folder))  # type: ignore[misc]
    return libraries


def _write_library(library: PackagedLibrary, archive: Archive, folders: list[str]) -> str:
    folder = new_folder(LIBRARIES, library.info.address)
    folders.append(folder)
    write_files(folder, library.files, archive)
    return folder


@contextmanager
def _removed_on_failure() -> Iterator[list[str]]:
    """A list for the folders that are written; after a failure they are removed."""
    folders: list[str] = []
    try:
        yield folders
    except BaseException as error:
        _discard(folders)
        if isinstance(error, H5PError) or not isinstance(error, Exception):
            raise
        logger.exception("A package could not be stored")
        raise NotStored(NotStored.message) from error


def _discard(folders: Iterable[str]) -> None:
    for folder in folders:
        try:
            remove_folder(folder)
        # Every storage fails in words of its own, and what is to be told is the failure that led here.
        except Exception:
            logger.exception("Left for h5p_sweep: %s", folder)


def _install(package: Package, new: list[tuple[PackagedLibrary, str]]) -> list[Library]:
    """Rows for libraries and the folders of their files, unless the same or a newer patch was installed meanwhile."""
    kept: list[tuple[Library, PackagedLibrary]] = []
    for one, folder in new:
        info = one.info
        values = {
            "patch": info.patch,
            "title": info.title,
            "is_runnable": info.is_runnable,
            "preloaded_js": list(info.preloaded_js),
            "preloaded_css": list(info.preloaded_css),
            "embed_types": list(info.embed_types),
            "drops_css_of": list(info.drops_css_of),
            "semantics": package.semantics(info.name),
            "files": describe(one.files),
            "folder": folder,
        }
        library, is_new = Library.objects.select_for_update().get_or_create(
            machine_name=info.name.machine_name,
            major=info.name.major,
            minor=info.name.minor,
            defaults=values,
        )
        if not is_new and library.patch < info.patch:
            for name, value in values.items():
                setattr(library, name, value)
            library.save()
            is_new = True
        if is_new:
            kept.append((library, one))
    _note_dependencies(kept)
    return [library for library, _ in kept]


def _note_dependencies(kept: list[tuple[Library, PackagedLibrary]]) -> None:
    if not kept:
        return
    ids = _ids()
    LibraryDependency.objects.filter(library__in=[library for library, _ in kept]).delete()
    kinds = LibraryDependency.Kind
    LibraryDependency.objects.bulk_create(
        LibraryDependency(library=library, needs_id=ids[need], kind=kind)
        for library, one in kept
        for kind, needs in (
            (kinds.PRELOADED, one.info.preloaded),
            (kinds.DYNAMIC, one.info.dynamic),
            (kinds.EDITOR, one.info.editor),
        )
        for need in dict.fromkeys(needs)
    )


def _keep_content(package: Package, folder: str) -> tuple[Content, bool]:
    ids = _ids()
    manifest = package.manifest
    content, is_new = Content.objects.get_or_create(
        digest=package.digest,
        defaults={
            "title": manifest.title,
            "language": manifest.language,
            "main_library_id": ids[manifest.main],
            "manifest": manifest.data,
            "params": package.params,
            "files": describe(package.files),
            "folder": folder,
        },
    )
    if is_new:
        used = dict.fromkeys([*manifest.needs, *libraries_in(package.params)])
        ContentLibrary.objects.bulk_create(
            ContentLibrary(content=content, library_id=ids[name]) for name in used
        )
    return content, is_new


def _ids() -> dict[LibraryName, int]:
    rows = Library.objects.values_list("machine_name", "major", "minor", "pk")
    return {LibraryName(machine_name, major, minor): pk for machine_name, major, minor, pk in rows}
