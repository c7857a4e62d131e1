"""A process that is killed in the middle of an import leaves no row, and no file for longer than until the next sweep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from h5p.models import Content, Library
from h5p.sweeping import sweep

from . import packages
from .storing import files_in, old

SCRIPT = """
import os, signal, sys, django
django.setup()
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
settings.STORAGES["h5p"]["OPTIONS"] = {"location": sys.argv[2]}
save = FileSystemStorage._save
left = [4]
def save_or_die(self, name, content):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return save(self, name, content)
FileSystemStorage._save = save_or_die
from h5p.actions import import_package
with open(sys.argv[1], "rb") as file:
    import_package(file=file, may_install=True)
"""


def database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    parts = urlsplit(os.environ["TEST_DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{name}"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_no_row_and_nothing_after_a_sweep(store: Path, tmp_path: Path) -> None:
    package = tmp_path / "package.h5p"
    package.write_bytes(packages.sound())
    environment = os.environ | {
        "TEST_DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    killed = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(package), str(store)], env=environment, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(files_in(store)) == 4
    assert not Library.objects.exists()
    assert not Content.objects.exists()
    assert list(sweep()) == []  # it might still be running
    old(store)
    assert list(sweep())
    assert files_in(store) == {}
