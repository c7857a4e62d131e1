"""Packages are stored as a whole or not at all, once, and go away only when nothing needs them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from h5p.actions import import_package, remove_libraries
from h5p.displaying import display_params
from h5p.format.findings import Refused
from h5p.format.libraries import LibraryName
from h5p.models import Content, ContentLibrary, Library
from h5p.refusals import LibraryInUse, LibraryNotInstalled
from h5p.sweeping import sweep
from h5p.usage import unused_libraries

from . import packages
from .object_store import ObjectStore
from .packages import dependency, library, manifest, packed, sound_files
from .storing import files_in, imported, newer_patch, old, other_content

pytestmark = pytest.mark.django_db


def test_every_file_is_stored_as_it_was_packed(store: Path) -> None:
    content = imported().content
    stored = files_in(store)
    expected = {path: packages.as_bytes(value) for path, value in sound_files().items()}
    folders = {one.name.folder: one.folder for one in Library.objects.all()} | {"content": content.folder}
    for path, data in expected.items():
        top, _, rest = path.partition("/")
        if path not in {"h5p.json", "content/content.json"}:
            assert stored.pop(f"{folders[top]}/{rest}") == data
    assert stored == {}
    assert content.files["images/square.png"] == {
        "sha256": hashlib.sha256(expected["content/images/square.png"]).hexdigest(),
        "size": len(expected["content/images/square.png"]),
    }
    assert content.params == sound_files()["content/content.json"]


def test_large_files_are_stored_as_well(store: Path) -> None:
    film = os.urandom(3 * 2**20)
    content = imported(packed(sound_files() | {"content/a.mp4": film})).content
    assert (store / content.folder / "a.mp4").read_bytes() == film


def test_libraries_lie_under_an_address_with_their_whole_version(store: Path) -> None:
    imported()
    assert Library.objects.get(machine_name="Test.Choice").folder.startswith("libraries/Test.Choice-1.2.3-")


def test_the_same_package_is_stored_once(store: Path) -> None:
    first, before = imported(), files_in(store)
    again = imported()
    assert (again.content, again.is_new, again.installed) == (first.content, False, ())
    assert files_in(store) == before


def test_a_newer_patch_takes_the_place_of_the_older_and_an_older_does_not(store: Path) -> None:
    imported()
    old = Library.objects.get(machine_name="Test.Choice")
    assert [str(one) for one in imported(newer_patch(4)).installed] == ["Test.Choice 1.2.4"]
    new = Library.objects.get(machine_name="Test.Choice")
    assert (new.pk, new.patch) == (old.pk, 4)
    assert (store / new.folder / "js/choice.js").read_bytes() == b"// newer"
    # Whoever has the page open goes on with the old files until they are swept.
    assert (store / old.folder / "js/choice.js").exists()
    assert imported(newer_patch(2)).installed == ()
    assert Library.objects.get(machine_name="Test.Choice").folder == new.folder


def test_who_may_not_install_uses_what_is_installed(store: Path) -> None:
    with pytest.raises(Refused):
        imported(may_install=False)
    assert files_in(store) == {}
    imported()
    result = imported(newer_patch(9), may_install=False)
    assert result.is_new
    assert result.installed == ()
    assert Library.objects.get(machine_name="Test.Choice").patch == 3


def test_an_object_store_will_do(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ObjectStore, "objects", {})
    settings.STORAGES = settings.STORAGES | {"h5p": {"BACKEND": "tests.h5p.object_store.ObjectStore"}}
    film = os.urandom(2 * 2**20)
    content = imported(packed(sound_files() | {"content/a.mp4": film})).content
    assert ObjectStore.objects[f"{content.folder}/a.mp4"][0] == film
    assert len(ObjectStore.objects) == len(sound_files()) - 1
    long_ago = timezone.now() - timedelta(days=2)
    for name, (data, _) in ObjectStore.objects.items():
        ObjectStore.objects[name] = data, long_ago
    assert list(sweep()) == []
    content.delete()
    assert list(sweep()) == [content.folder]
    assert not any(name.startswith("content/") for name in ObjectStore.objects)


def test_an_uploaded_file_will_do(store: Path) -> None:
    package = packages.sound()
    for number, upload in enumerate(
        (
            SimpleUploadedFile("a.h5p", package),
            TemporaryUploadedFile("a.h5p", "application/zip", len(package), None),
        )
    ):
        upload.seek(0)
        upload.write(package)
        assert import_package(file=upload, may_install=True).is_new == (number == 0)


def test_sweeping_removes_old_leftovers_and_nothing_else(store: Path) -> None:
    imported()
    kept = files_in(store)
    for name in ("libraries/Test.Choice-1.2.9-dead", "content/0123-dead", "content/fresh"):
        (store / name / "js").mkdir(parents=True)
        (store / name / "js/a.js").write_text("left behind")
    (store / "content/empty").mkdir()
    old(store)
    (store / "content/fresh/js/b.js").write_text("being written")
    assert set(sweep()) == {"libraries/Test.Choice-1.2.9-dead", "content/0123-dead", "content/empty"}
    assert files_in(store).keys() - kept.keys() == {"content/fresh/js/a.js", "content/fresh/js/b.js"}
    assert not (store / "libraries/Test.Choice-1.2.9-dead").exists()
    assert list(sweep()) == []


def test_sweeping_removes_the_files_of_replaced_patches(store: Path) -> None:
    imported()
    imported(newer_patch(4))
    old(store)
    assert len(list(sweep())) == 1
    assert len([path for path in files_in(store) if path.startswith("libraries/Test.Choice")]) == 6


def test_unused_libraries_are_those_no_content_reaches(store: Path) -> None:
    extra = {
        "Test.Alone-1.0/library.json": library(
            "Test.Alone",
            1,
            0,
            preloadedDependencies=[dependency("Test.Parts", 1, 0), dependency("Test.Deep", 1, 0)],
        ),
        "Test.Deep-1.0/library.json": library("Test.Deep", 1, 0),
    }
    imported(packed(sound_files() | extra))
    assert [str(one) for one in unused_libraries()] == ["Test.Alone 1.0.0", "Test.Deep 1.0.0"]


def test_a_library_that_only_another_library_needs_counts_as_used(store: Path) -> None:
    names_one = manifest(preloadedDependencies=[dependency("Test.Choice", 1, 2)])
    imported(packed(sound_files() | {"h5p.json": names_one}))
    assert unused_libraries() == []


def test_a_library_inside_content_counts_as_used(store: Path) -> None:
    params = {"inside": {"library": "Test.Inside 1.0", "params": {}}}
    imported(
        packed(
            sound_files()
            | {"Test.Inside-1.0/library.json": library("Test.Inside", 1, 0), "content/content.json": params}
        )
    )
    assert unused_libraries() == []


def test_what_is_needed_cannot_be_removed(store: Path) -> None:
    content = imported().content
    before = files_in(store)
    with pytest.raises(LibraryInUse, match="“A question”"):
        remove_libraries(names=[LibraryName("Test.Choice", 1, 2)])
    ContentLibrary.objects.filter(library__machine_name="Test.Parts").delete()
    with pytest.raises(LibraryInUse, match=r"Test\.Choice 1\.2\.3"):
        remove_libraries(names=[LibraryName("Test.Parts", 1, 0)])
    with pytest.raises(LibraryNotInstalled):
        remove_libraries(names=[LibraryName("Test.Parts", 2, 0)])
    with pytest.raises(ProtectedError), transaction.atomic():
        content.main_library.delete()
    assert files_in(store) == before


def test_what_nothing_needs_is_removed_with_its_files(
    store: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    Content.objects.filter(pk=imported().content.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        removed = remove_libraries(names=[one.name for one in unused_libraries()])
    assert len(removed) == 2
    assert not Library.objects.exists()
    assert not any(path.startswith("libraries") for path in files_in(store))


def test_the_database_refuses_a_library_twice(store: Path) -> None:
    imported()
    one = Library.objects.first()
    assert one
    one.pk, one.folder = None, "elsewhere"
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_what_is_shown_goes_through_the_semantics(store: Path, django_assert_max_num_queries: Any) -> None:
    params = sound_files()["content/content.json"] | {"question": "<img src=x><em>Why?</em>", "evil": 1}
    content = imported(packed(sound_files() | {"content/content.json": params})).content
    content = Content.objects.get(pk=content.pk)
    with django_assert_max_num_queries(2):
        shown = display_params(content)
    assert shown == {
        "question": "<em>Why?</em>",
        "answers": ["a", "b"],
        "picture": {"path": "images/square.png", "mime": "image/png"},
    }


def test_importing_costs_the_same_number_of_queries_for_more_content_and_files(
    store: Path, django_assert_max_num_queries: Any
) -> None:
    imported()
    many = {f"content/images/{number}.png": b"\x89PNG" for number in range(50)}
    with django_assert_max_num_queries(12):
        assert imported(other_content(**many)).is_new


def test_no_row_needs_a_text_that_postgresql_cannot_keep(store: Path) -> None:
    texts = {"question": "\u2028 \U0001f600 \uffff", "answers": ["\\u0000 as text"]}
    content = imported(packed(sound_files() | {"content/content.json": texts})).content
    assert Content.objects.get(pk=content.pk).params == texts
