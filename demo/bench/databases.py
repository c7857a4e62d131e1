"""Databases that exist for one run only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432"


@dataclass(frozen=True, slots=True)
class Scratch:
    """`open` makes the database, yields its address for DATABASE_URL, and drops it in the end."""

    name: str
    open: Callable[[], AbstractContextManager[str]]


def sqlite(folder: Path) -> Scratch:
    return Scratch(f"SQLite {sqlite3.sqlite_version}", lambda: _sqlite_file(folder))


def postgresql() -> Scratch | None:
    """On the server of BENCH_DATABASE_URL, else on the one of this machine; None when that does not answer."""
    server = urlsplit(os.environ.get("BENCH_DATABASE_URL", LOCAL_SERVER))
    try:
        with _connect(server.geturl()) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError:
        return None
    address = urlunsplit(server._replace(path=f"/agora_bench_{os.getpid()}"))
    return Scratch(f"PostgreSQL {version // 10_000}.{version % 10_000}", lambda: _postgresql(address))


@contextmanager
def _sqlite_file(folder: Path) -> Iterator[str]:
    path = folder / "bench.sqlite3"
    try:
        yield f"sqlite:///{path}"
    finally:
        for file in folder.glob(f"{path.name}*"):
            file.unlink()


@contextmanager
def _postgresql(address: str) -> Iterator[str]:
    name = psycopg.sql.Identifier(urlsplit(address).path.lstrip("/"))
    with _connect(address) as server:
        server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield address
        finally:
            server.execute(psycopg.sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _connect(address: str) -> psycopg.Connection:
    """To the server at `address`, in the database that every server has."""
    everywhere = urlunsplit(urlsplit(address)._replace(path="/postgres"))
    return psycopg.connect(everywhere, autocommit=True, connect_timeout=3)
