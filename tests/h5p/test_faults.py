"""Whatever goes wrong while a package is stored, and whoever else stores it: all of it is there, or nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, IntegrityError, connection

from h5p import actions
from h5p.models import Content, ContentLibrary, Library
from h5p.refusals import NotStored

from .packages import sound_files
from .storing import files_in, imported, newer_patch

pytestmark = pytest.mark.django_db


class Full(FileSystemStorage):
    """A disk that is full after so many files."""

    room = 3

    def _save(self, name: str, content: Any) -> str:
        if type(self).room == 0:
            raise OSError(28, "No space left on device")
        type(self).room -= 1
        return super()._save(name, content)


@pytest.mark.parametrize("room", range(9))
def test_a_full_disk_leaves_neither_files_nor_rows(
    store: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    settings.STORAGES["h5p"]["BACKEND"] = f"{__name__}.Full"
    settings.STORAGES = dict(settings.STORAGES)
    monkeypatch.setattr(Full, "room", room)
    with pytest.raises(NotStored):
        imported()
    assert not list((store).glob("*/*"))
    assert (Library.objects.count(), Content.objects.count()) == (0, 0)


@pytest.mark.parametrize("fault", [DatabaseError, IntegrityError, KeyboardInterrupt, SystemExit])
def test_a_fault_of_the_database_leaves_neither_files_nor_rows(
    store: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise fault

    monkeypatch.setattr(ContentLibrary.objects, "bulk_create", fail)
    with pytest.raises(NotStored if issubclass(fault, Exception) else fault):
        imported()
    assert files_in(store) == {}
    assert (Library.objects.count(), Content.objects.count()) == (0, 0)


def test_files_that_cannot_be_removed_do_not_hide_what_went_wrong(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(ContentLibrary.objects, "bulk_create", fail)
    monkeypatch.setattr(actions, "remove_folder", fail)
    with pytest.raises(NotStored):
        imported()
    assert "Left for h5p_sweep: libraries/Test.Choice-1.2.3-" in caplog.text
    assert not Library.objects.exists()


def test_a_fault_leaves_what_was_there_before(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported()
    before = files_in(store)
    monkeypatch.setattr(ContentLibrary.objects, "bulk_create", lambda rows: 1 / 0)
    with pytest.raises(NotStored):
        imported(newer_patch(7))
    assert files_in(store) == before
    assert Library.objects.get(machine_name="Test.Choice").patch == 3


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_package_at_once_end_in_one(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_written, write, results = Barrier(2, timeout=30), actions.write_files, []

    def write_and_wait(folder: str, *rest: Any) -> None:
        write(folder, *rest)
        if folder.startswith("content/"):
            both_written.wait()

    def run() -> None:
        try:
            results.append(imported())
        finally:
            connection.close()

    monkeypatch.setattr(actions, "write_files", write_and_wait)
    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(result.is_new for result in results) == [False, True]
    assert (Library.objects.count(), Content.objects.count()) == (2, 1)
    assert len(files_in(store)) == len(sound_files()) - 2
