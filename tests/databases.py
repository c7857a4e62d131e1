"""A migrated database with the site set up, made once and copied for each worker: migrating takes seconds, copying does not.

The copy is also how a test that really commits is undone: what was made by migrations comes back with it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

VAR = Path(settings.BASE_DIR) / "var" / "test"


def fingerprint() -> str:
    """What the template depends on: the migrations, what sets the site up, and the versions of those who bring migrations."""
    digest = hashlib.sha256()
    root = Path(settings.BASE_DIR)
    for path in sorted(
        (
            *root.glob("*/migrations/*.py"),
            root / "learning/append_only.py",
            root / "home/actions.py",
            root / "home/trainers.py",
        )
    ):
        digest.update(path.read_bytes())
    for package in ("Django", "wagtail", "wagtailmedia", "django-allauth", "django-taggit"):
        digest.update(version(package).encode())
    return digest.hexdigest()[:12]


class TestDatabase(ABC):
    """The database of one worker: `restore` makes it, and makes it again, from the template.

    Each copy has a name of its own: a browser's last request may still be under way in a thread of the test
    server, and with the old name it would open the files of the new copy while they are being written.
    """

    __test__ = False

    def __init__(self, worker: str) -> None:
        self.template = f"agora_template_{fingerprint()}"
        self.worker = worker
        self.copies = 0

    @property
    def name(self) -> str:
        # The number of the process keeps two runs on one machine apart.
        return f"agora_test_{self.worker}_{os.getpid()}_{self.copies}"

    def restore(self) -> None:
        connection.close()
        with _one_at_a_time():
            if not self._has_template():
                self._make_template()
            self.drop()
            self.copies += 1
            self._copy()

    def _make_template(self) -> None:
        self._create_template()
        self._use_template()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("set_up_site", verbosity=0)
        connection.close()

    @abstractmethod
    def _has_template(self) -> bool: ...

    @abstractmethod
    def _create_template(self) -> None: ...

    @abstractmethod
    def _use_template(self) -> None: ...

    @abstractmethod
    def _copy(self) -> None: ...

    @abstractmethod
    def drop(self) -> None: ...


class SQLiteTestDatabase(TestDatabase):
    @property
    def _template_path(self) -> Path:
        return VAR / f"{self.template}.sqlite3"

    @property
    def _path(self) -> Path:
        return VAR / f"{self.name}.sqlite3"

    def _has_template(self) -> bool:
        return self._template_path.exists()

    def _create_template(self) -> None:
        for old in VAR.glob("agora_template_*"):
            old.unlink()

    def _use_template(self) -> None:
        connection.settings_dict["NAME"] = str(self._template_path) + ".new"

    def _make_template(self) -> None:
        super()._make_template()
        Path(str(self._template_path) + ".new").rename(self._template_path)

    def _copy(self) -> None:
        source = sqlite3.connect(f"file:{self._template_path}?mode=ro", uri=True)
        target = sqlite3.connect(self._path)
        with source, target:
            source.backup(target)
        source.close()
        target.close()
        connection.settings_dict["NAME"] = str(self._path)

    def drop(self) -> None:
        connection.close()
        for path in VAR.glob(f"{self.name}.sqlite3*"):
            path.unlink()


class PostgreSQLTestDatabase(TestDatabase):
    def _has_template(self) -> bool:
        with _server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [self.template])
            return cursor.fetchone() is not None

    def _create_template(self) -> None:
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.template}"')
            cursor.execute(f'CREATE DATABASE "{self.template}"')

    def _use_template(self) -> None:
        connection.settings_dict["NAME"] = self.template

    def _make_template(self) -> None:
        super()._make_template()
        with _server() as cursor:
            cursor.execute(f'ALTER DATABASE "{self.template}" WITH is_template true')

    def _copy(self) -> None:
        with _server() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        connection.settings_dict["NAME"] = self.name

    def drop(self) -> None:
        connection.close()
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def for_worker(worker: str) -> TestDatabase:
    VAR.mkdir(parents=True, exist_ok=True)
    kind = SQLiteTestDatabase if connection.vendor == "sqlite" else PostgreSQLTestDatabase
    return kind(worker)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (VAR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _server() -> Iterator[object]:
    """A cursor outside any of the test databases."""
    server: BaseDatabaseWrapper = connection.copy()
    server.settings_dict["NAME"] = "postgres"
    try:
        with server.cursor() as cursor:
            yield cursor
    finally:
        server.close()
