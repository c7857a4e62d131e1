"""The numbers as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from .measuring import Speed
from .packages import Packages
from .pages import Found
from .server import PROCESSES, THREADS

WIDTH = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured, and the bare view measured in turn with it; printing and searching have no server, hence no bare view."""

    name: str
    speed: Speed
    queries: int | None = None
    bare: Speed | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Statements per second: through the server, in batches that add `in_batch` each, and by the database alone."""

    in_batch: int
    per_second: float
    inserted_per_second: float


@dataclass(frozen=True, slots=True)
class Result:
    """All rows of one database."""

    database: str
    bare_queries: int
    rows: list[Row]
    ledger: Ledger


def machine() -> dict[str, str | int]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "django": version("Django"),
        "wagtail": version("wagtail"),
        "processes": PROCESSES,
        "threads": THREADS,
    }


def save(
    results: list[Result], path: Path, packages: Packages | None = None, pages: Found | None = None
) -> None:
    data: dict[str, object] = {"machine": machine(), "results": [asdict(result) for result in results]}
    if packages:
        data["packages"] = asdict(packages)
    if pages:
        data["pages"] = asdict(pages)
    path.write_text(json.dumps(data, indent=2) + "\n")


def table(results: list[Result], packages: Packages | None = None, pages: Found | None = None) -> str:
    parts = [list(_lines(result)) for result in results]
    parts += [["", *found.lines] for found in (packages, pages) if found]
    return "\n".join(line for part in parts for line in part)


def _lines(result: Result) -> Iterator[str]:
    yield ""
    yield f"{result.database}: gunicorn with {PROCESSES} processes of {THREADS} threads, times in ms"
    yield f"{'':{WIDTH}}  median     p95  queries  req/s │ bare view: median   req/s │ slower by"
    for row in result.rows:
        yield f"{row.name:{WIDTH}}{row.speed.median:8.1f}{row.speed.p95:8.1f}" + _compared(row)
    yield f"The bare view costs {result.bare_queries} queries."
    yield (
        f"Facts in batches: {result.ledger.per_second:.0f} new statements/s. Inserted without us, over one connection"
        f" and {result.ledger.in_batch} in a transaction: {result.ledger.inserted_per_second:.0f}/s at best."
    )


def _compared(row: Row) -> str:
    if row.bare is None:
        return f"{'':9}{row.speed.per_second:7.0f} │"
    ratio = row.speed.median / row.bare.median
    return f"{row.queries:9}{row.speed.per_second:7.0f} │{row.bare.median:18.1f}{row.bare.per_second:8.0f} │{ratio:9.1f}×"
