"""A site of its own for the screens: the demonstration, in a database that may be written to."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = ROOT / "var" / "screens-site"
# What is loaded once, and brought up to date at each run.
LOADED = PLACE / "loaded.sqlite3"
USED = PLACE / "site.sqlite3"
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare() -> None:
    """Load the demonstration, and lay a copy of it ready."""
    PLACE.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(PLACE / "cache", ignore_errors=True)
    loading = {"DATABASE_URL": f"sqlite:///{LOADED}", "DEBUG": "true"}
    for command in (["migrate", "--verbosity", "0"], ["load_demo"], ["create_credential_key"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=os.environ | loading,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    for leftover in PLACE.glob("site.sqlite3*"):
        leftover.unlink()
    with_journal(LOADED, USED)


def with_journal(source: Path, target: Path) -> None:
    """Copy a database of SQLite with what is still in its journal."""
    import sqlite3

    with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
        one.backup(other)


@contextmanager
def serving(address: str) -> Iterator[None]:
    """The server, as long as it is needed."""
    command = [
        sys.executable,
        "manage.py",
        "runserver",
        "--insecure",
        "--noreload",
        address.partition("//")[2],
    ]
    log = PLACE / "server.log"
    with log.open("w") as output, subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output) as server:
        try:
            _wait_for(f"{address}/robots.txt", server, log)
            yield
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    begun = monotonic()
    while True:
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            if server.poll() is not None or monotonic() - begun > PATIENCE:
                raise SystemExit(f"The server does not answer; see {log}") from None
            sleep(0.2)
