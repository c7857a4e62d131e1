"""What is a sound package, and what of it counts."""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from h5p.format.checking import Report, check
from h5p.format.libraries import Installed, LibraryName
from h5p.format.package import Package
from h5p.format.rules import Rule

from . import packages
from .packages import (
    CHOICE,
    PARTS,
    as_bytes,
    choice,
    dependency,
    library,
    manifest,
    packed,
    pairs,
    sound_files,
)

CHOICE_NAME = LibraryName("Test.Choice", 1, 2)
PARTS_NAME = LibraryName("Test.Parts", 1, 0)
BOTH = {
    CHOICE_NAME: Installed(3, True, frozenset({PARTS_NAME})),
    PARTS_NAME: Installed(0, False),
}


def checked(package: bytes, **options: Any) -> Report:
    return check(BytesIO(package), **options)


def fine(package: bytes, **options: Any) -> Package:
    report = checked(package, **options)
    assert [finding.message for finding in report.findings] == []
    assert report.package is not None
    return report.package


def test_a_sound_package_is_described() -> None:
    package = fine(packages.sound())
    assert package.manifest.title == "A question"
    assert package.manifest.main == CHOICE_NAME
    assert set(package.files) == {"images/square.png"}
    assert package.libraries[CHOICE_NAME].info.preloaded_js == ("js/choice.js",)
    assert set(package.libraries[PARTS_NAME].files) == {"library.json", "parts.js"}


def test_what_h5p_skips_is_skipped() -> None:
    extra = ["__MACOSX/._h5p.json", ".git/config", f"{CHOICE}/.eslintrc", f"{CHOICE}/_src/a.ts", "README.exe"]
    package = fine(packed([*pairs(), *((name, b"<script>") for name in extra)]))
    assert not any("eslint" in path or "_src" in path for path in package.libraries[CHOICE_NAME].files)


def test_a_link_that_is_skipped_does_no_harm() -> None:
    fine(packed([*pairs(), (packages.link(f"{CHOICE}/.bin/tool", ""), b"/etc/passwd")]))


def test_versions_may_be_texts_and_a_folder_may_lack_its_version() -> None:
    files = {path: value for path, value in sound_files().items() if not path.startswith(PARTS)}
    parts = library("Test.Parts", 1, 0) | {"majorVersion": "1", "minorVersion": "0", "runnable": "0"}
    fine(packed(files | {"Test.Parts/library.json": parts}))


def test_a_path_may_begin_at_its_own_folder() -> None:
    changed = choice() | {"preloadedJs": [{"path": "./js/../js/choice.js"}]}
    package = fine(packed(sound_files() | {f"{CHOICE}/library.json": changed}))
    assert package.libraries[CHOICE_NAME].info.preloaded_js == ("js/choice.js",)


class _Unseekable(BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: Any) -> int:
        raise OSError


def test_an_archive_that_was_written_as_a_stream_is_read() -> None:
    out = _Unseekable()
    with ZipFile(out, "w") as archive:
        for name, data in pairs():
            archive.writestr(name, data)
    fine(out.getvalue())


def test_a_file_may_be_packed_twice_if_it_is_the_same() -> None:
    name = "content/images/square.png"
    package = fine(packed([*pairs(), (name, sound_files()[name])]))
    assert package.digest == fine(packages.sound()).digest


def test_a_stream_may_tell_the_size_in_front_and_the_rest_behind() -> None:
    out = _Unseekable()
    with ZipFile(out, "w") as archive:
        for name, data in pairs():
            archive.writestr(name, data)
    package, length = out.getvalue(), len(as_bytes(sound_files()["content/content.json"]))
    size_at = package.index(b"content/content.json") - 30 + 22
    assert package[size_at : size_at + 4] == bytes(4)
    fine(package[:size_at] + length.to_bytes(4, "little") + package[size_at + 4 :])


def test_film_addresses_elsewhere_are_no_files_of_the_package() -> None:
    params = {"video": [{"path": "https://www.youtube.com/watch?v=1", "mime": "video/YouTube"}]}
    fine(packed(sound_files() | {"content/content.json": params}))


def test_libraries_may_be_installed_instead_of_packaged() -> None:
    content_only = {name: value for name, value in sound_files().items() if not name.startswith("Test.")}
    assert not checked(packed(content_only)).is_fine
    assert fine(packed(content_only), installed=BOTH).libraries == {}


def test_who_may_not_install_needs_installed_libraries_and_is_told_whom_to_ask() -> None:
    report = checked(packages.sound(), may_install=False)
    assert {finding.rule for finding in report.findings} == {Rule.DEPENDENCY_NOT_INSTALLED}
    assert "needs the library Test.Choice 1.2, which is not installed. Ask an administrator" in (
        report.findings[0].message
    )


def test_who_may_not_install_has_packaged_libraries_ignored_whatever_they_hold() -> None:
    spoilt = packed(sound_files() | {f"{CHOICE}/evil.exe": b"", f"{PARTS}/library.json": b"{"})
    assert fine(spoilt, may_install=False, installed=BOTH).libraries == {}


def test_a_newer_installed_patch_counts_and_an_older_one_does_not() -> None:
    missing = choice(dynamicDependencies=[dependency("H5P.Video", 1, 6)])
    package = packed(sound_files() | {f"{CHOICE}/library.json": missing})
    older = BOTH | {CHOICE_NAME: Installed(2, True)}
    assert fine(package, installed=BOTH)
    assert {one.rule for one in checked(package, installed=older).findings} == {Rule.DEPENDENCY_MISSING}


def test_an_installed_library_can_close_a_circle() -> None:
    parts = library("Test.Parts", 1, 0, 1, preloadedDependencies=[dependency("Test.Choice", 1, 2)])
    files = {name: value for name, value in sound_files().items() if not name.startswith(CHOICE)}
    report = checked(packed(files | {f"{PARTS}/library.json": parts}), installed=BOTH)
    assert [one.rule for one in report.findings] == [Rule.DEPENDENCY_CIRCLE]
    assert "Test.Choice 1.2 → Test.Parts 1.0 → Test.Choice 1.2" in report.findings[0].message


def test_a_chain_of_libraries_may_be_long() -> None:
    count = 1500
    files = sound_files()
    for number in range(count):
        needs = [dependency(f"Chain.{number + 1}", 1, 0)] if number + 1 < count else []
        files[f"Chain.{number}/library.json"] = library(f"Chain.{number}", 1, 0, preloadedDependencies=needs)
    assert len(fine(packed(files)).libraries) == count + 2


def test_the_digest_depends_on_what_is_shown_and_not_on_how_it_is_packed() -> None:
    digest = fine(packages.sound()).digest
    assert fine(packed(list(reversed(pairs())))).digest == digest
    assert fine(packed(sound_files() | {"h5p.json": manifest(title="Another")})).digest != digest
    assert fine(packed(sound_files() | {"content/images/square.png": b"\x89PNG other"})).digest != digest
    assert fine(packed(sound_files() | {f"{CHOICE}/choice.css": b"/* new */"})).digest == digest


@pytest.mark.parametrize("fault", [OSError("gone"), ValueError("closed")])
def test_a_file_that_cannot_be_read_is_a_finding(fault: Exception) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise fault

    report = check(Broken(packages.sound()))
    assert [one.rule for one in report.findings] == [Rule.ARCHIVE_UNREADABLE]


def test_random_data_are_stored_and_read_back_whole() -> None:
    data = os.urandom(300_000)
    package = fine(packed([*pairs(), (packages.stored("content/a.bmp"), data), ("content/b.bmp", data)]))
    assert package.archive.read(package.files["a.bmp"].member) == data
    assert package.archive.read(package.files["b.bmp"].member) == data
