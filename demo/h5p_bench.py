"""What checking and importing H5P packages costs: memory for a large one, and time beside plain unpacking and hashing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from h5p.actions import import_package

from .h5p_packages import pack

MB = 2**20
MEASURE = """
import sys, time
from h5p.__main__ import main
started = time.perf_counter()
code = main(["check", sys.argv[1]])
seconds = time.perf_counter() - started
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(code, peak, seconds)
"""


@dataclass(frozen=True, slots=True)
class CheckCost:
    package_mb: float
    peak_mb: float
    """Of the whole process, Python included."""
    seconds: float


@dataclass(frozen=True, slots=True)
class ImportCost:
    package_mb: float
    files: int
    import_seconds: float
    plain_seconds: float
    """To unpack the same file into a folder and hash what is in it, with the standard library."""

    @property
    def factor(self) -> float:
        return self.import_seconds / self.plain_seconds


def measure_check(folder: Path, size_mb: int = 500) -> CheckCost:
    """Checks a package of `size_mb` in a process of its own, whose peak is that of nothing else."""
    path = folder / "large.h5p"
    make_package(path, {f"content/films/{number}.mp4": 50 * MB for number in range(size_mb // 50)})
    cost = peak_of_check(path)
    path.unlink()
    return cost


def peak_of_check(path: Path) -> CheckCost:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    code, peak, seconds = done.stdout.splitlines()[-1].split()
    if code != "0":
        raise RuntimeError(done.stdout)
    return CheckCost(path.stat().st_size / MB, int(peak) / 1024, float(seconds))


def measure_import(folder: Path, films: int = 4, pictures: int = 400) -> ImportCost:
    """Imports a package of films and pictures and takes it back; the fastest of three, for both ways."""
    path = folder / "usual.h5p"
    sizes = {f"content/films/{number}.mp4": 20 * MB for number in range(films)}
    sizes |= {f"content/images/{number}.png": 100 * 1024 for number in range(pictures)}
    make_package(path, sizes)
    return ImportCost(
        path.stat().st_size / MB,
        len(sizes),
        import_seconds=min(_timed(lambda: _import_and_undo(path, folder)) for _ in range(3)),
        plain_seconds=min(_timed(lambda: _unpack_and_hash(path, folder)) for _ in range(3)),
    )


def make_package(path: Path, sizes: dict[str, int]) -> None:
    """A demonstration package with files of random bytes added, stored as films are and deflated as the rest is."""
    path.write_bytes(pack("dark-corner.en"))
    noise = os.urandom(MB)
    with ZipFile(path, "a") as archive:
        for name, size in sizes.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if name.endswith(".mp4") else ZIP_DEFLATED
            with archive.open(info, "w") as member:
                left = size
                while left:
                    left -= member.write(noise[: min(left, MB)])


def _import_and_undo(path: Path, folder: Path) -> None:
    backend = "django.core.files.storage.FileSystemStorage"
    with tempfile.TemporaryDirectory(dir=folder) as store:
        own = settings.STORAGES | {"h5p": {"BACKEND": backend, "OPTIONS": {"location": store}}}
        with override_settings(STORAGES=own), path.open("rb") as file, transaction.atomic():
            import_package(file=file, may_install=True)
            transaction.set_rollback(True)


def _unpack_and_hash(path: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as target, ZipFile(path) as archive:
        for info in archive.infolist():
            name = archive.extract(info, target)
            digest = hashlib.sha256()
            with open(name, "rb") as file:
                while piece := file.read(MB):
                    digest.update(piece)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
