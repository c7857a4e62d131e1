"""Runs with the settings of the bench: what H5P packages cost, and the bounds that hold for them.

usage: python -m demo.bench.packages FOLDER FILE
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

MOST_MB = 80
"""Memory of the whole process that checks a package of 500 MB."""
MOST_TIMES = 1.5
"""How much longer an import may take than to unpack the same file and hash what is in it."""


@dataclass(frozen=True, slots=True)
class Packages:
    check: dict[str, Any]
    importing: dict[str, Any]

    @property
    def factor(self) -> float:
        return self.importing["import_seconds"] / self.importing["plain_seconds"]

    @property
    def keeps_bounds(self) -> bool:
        return self.check["peak_mb"] <= MOST_MB and self.factor <= MOST_TIMES

    @property
    def lines(self) -> list[str]:
        check, importing, factor = self.check, self.importing, self.factor
        return [
            f"A package of {check['package_mb']:.0f} MB is checked in {check['seconds']:.1f} s and"
            f" {check['peak_mb']:.0f} MB of memory" + _beside(check["peak_mb"], MOST_MB, "MB"),
            f"One of {importing['package_mb']:.0f} MB with {importing['files']} files is imported in"
            f" {importing['import_seconds']:.2f} s, {factor:.2f} times as long as it takes to unpack and hash it"
            + _beside(factor, MOST_TIMES, "times"),
        ]


def _beside(found: float, most: float, unit: str) -> str:
    return f" (bound: {most} {unit}{'' if found <= most else ', BROKEN'})."


def load(file: Path) -> Packages:
    return Packages(**json.loads(file.read_text()))


def main(folder: str, file: str) -> None:
    django.setup()
    # Models can be imported only now.
    from demo.h5p_bench import measure_check, measure_import

    costs = Packages(asdict(measure_check(Path(folder))), asdict(measure_import(Path(folder))))
    Path(file).write_text(json.dumps(asdict(costs)))


if __name__ == "__main__":
    main(*sys.argv[1:])
