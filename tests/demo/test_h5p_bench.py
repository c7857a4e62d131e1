"""Large packages are checked in little memory; the numbers are measured, not hoped for."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.bench.packages import Packages
from demo.h5p_bench import measure_check, measure_import, peak_of_check
from tests.h5p.packages import packed, sound_files


@pytest.mark.slow
def test_a_package_of_500_mb_is_checked_in_less_than_80_mb(tmp_path: Path) -> None:
    cost = measure_check(tmp_path, size_mb=500)
    assert cost.package_mb > 450
    assert cost.peak_mb < 80


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["content/content.json", "Test.Choice-1.2/language/de.json", "Test.Choice-1.2/semantics.json"]
)
def test_a_package_that_is_made_to_need_memory_does_not_get_it(tmp_path: Path, path: str) -> None:
    """As many small values as a file may have."""
    items = ",".join(f'{{"name":"{number:010d}","type":"text"}}' for number in range(60_000))
    data = f"[{items}]" if path.endswith("semantics.json") else f'{{"items":[{items}]}}'
    package = tmp_path / "package.h5p"
    package.write_bytes(packed(sound_files() | {path: data.encode()}))
    assert peak_of_check(package).peak_mb < 80


@pytest.mark.django_db
def test_importing_is_measured_beside_plain_unpacking(tmp_path: Path) -> None:
    cost = measure_import(tmp_path, films=1, pictures=10)
    assert cost.files == 11
    assert cost.factor > 0
    assert [path.name for path in tmp_path.iterdir()] == ["usual.h5p"]


def test_the_bench_prints_the_bounds_beside_the_numbers_and_says_when_one_is_broken() -> None:
    check = {"package_mb": 500.0, "peak_mb": 19.0, "seconds": 2.0}
    importing = {"package_mb": 120.0, "files": 404, "import_seconds": 3.2, "plain_seconds": 2.0}
    memory, time = Packages(check, importing).lines
    assert memory.endswith("and 19 MB of memory (bound: 80 MB).")
    assert "1.60 times as long" in time
    assert time.endswith("(bound: 1.5 times, BROKEN).")
