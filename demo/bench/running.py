"""One run: for each database a scratch copy, a server, and every scenario in turn."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from . import scenario
from .bounds import judged
from .browsing import Site, look_at
from .databases import Scratch, postgresql, sqlite
from .measuring import Extent, lines, measure, speed
from .packages import Packages
from .packages import load as load_packages
from .pages import Found
from .report import Ledger, Result, Row, save, table
from .scenario import Filling
from .server import serving

Say = Callable[[str], None]


def run(root: Path, say: Say) -> bool:
    """Measure on every database there is; print the table with `say` and leave the numbers in var/bench.json.

    False if a bound is broken.
    """
    folder = root / "var" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        results = [_on(scratch, folder, Extent(), say) for scratch in _databases(folder, say)]
        packages = _packages(folder, say)
        pages = _pages(root, folder, say)
    finally:
        shutil.rmtree(folder)
    save(results, folder.with_suffix(".json"), packages, pages)
    say(table(results, packages, pages))
    judgements = [(result.database, judgement) for result in results for judgement in judged(result)]
    for database, judgement in judgements:
        say(f"{'kept' if judgement.is_kept else 'BROKEN'}: {database}: {judgement.words}")
    others_are_kept = packages.keeps_bounds and pages.keeps_bounds
    return others_are_kept and all(judgement.is_kept for _database, judgement in judgements)


def results_of(port: int, database: str, filling: Filling, extent: Extent) -> Result:
    """Everything in `filling`, measured on the server at `port`."""
    rows = []
    with lines(port, filling.floor, extent) as open_lines:
        for each in [*filling.scenarios, filling.batches]:
            ours, bare = measure(each, filling.floor, open_lines, extent)
            rows.append(Row(each.name, ours, each.queries, bare))
        in_batch = filling.batches.statements
        ledger = Ledger(in_batch, rows[-1].speed.per_second * in_batch, filling.inserted_per_second)
    for name, seconds in (filling.printing | filling.searching).items():
        rows.append(Row(name, speed(seconds, len(seconds) / sum(seconds))))
    return Result(database, filling.floor.queries, rows, ledger)


def _databases(folder: Path, say: Say) -> list[Scratch]:
    found = postgresql()
    if found is None:
        say(
            "No PostgreSQL answers at 127.0.0.1:5432 (user postgres) or in BENCH_DATABASE_URL: only SQLite is measured."
        )
    return [sqlite(folder), *([found] if found else [])]


def _on(scratch: Scratch, folder: Path, extent: Extent, say: Say) -> Result:
    with scratch.open() as address:
        environment = environment_of(address)
        say(f"{scratch.name}: filling a database …")
        file = folder / "filling.json"
        command = [sys.executable, "-m", "demo.bench.inside", str(file), str(extent.forms)]
        subprocess.run(command, env={**os.environ, **environment}, check=True)
        say(f"{scratch.name}: measuring …")
        with serving(environment) as port:
            return results_of(port, scratch.name, scenario.load(file), extent)


def _packages(folder: Path, say: Say) -> Packages:
    """An import writes files and hardly anything else, so one database says it all."""
    say("H5P packages: measuring …")
    with sqlite(folder).open() as address:
        environment = {**os.environ, **environment_of(address)}
        migrate = [sys.executable, "manage.py", "migrate", "h5p", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True, cwd=folder.parents[1])
        file = folder / "packages.json"
        measuring = [sys.executable, "-m", "demo.bench.packages", str(folder), str(file)]
        subprocess.run(measuring, env=environment, check=True)
        return load_packages(file)


def _pages(root: Path, folder: Path, say: Say) -> Found:
    """Pages are the same whatever the database."""
    say("Pages in a browser: loading the demonstration …")
    with sqlite(folder).open() as address:
        environment = environment_of(address)
        file = folder / "pages.json"
        showing = [sys.executable, "-m", "demo.bench.showing", str(file)]
        subprocess.run(showing, env={**os.environ, **environment}, check=True)
        say("Pages in a browser: measuring …")
        with serving(environment) as port:
            return look_at(root, Site(port, **json.loads(file.read_text())))


def environment_of(address: str) -> dict[str, str]:
    """What the settings of the bench, and through them those of production, want to know."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.bench",
        "DATABASE_URL": address,
        "SECRET_KEY": "only for a scratch database that is dropped in the end",
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1",
        "EMAIL_URL": "dummymail://",
    }
