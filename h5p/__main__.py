"""`python -m h5p check FILE…`: says whether files are H5P packages that keep the rules. Needs no Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .format.checking import Report, check
from .format.findings import refuse
from .format.rules import Rule

FINE, REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all files are fine, 1 when one is refused; argparse exits with 2 when called in a wrong way."""
    parser = argparse.ArgumentParser(prog="python -m h5p", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("check", help="check packages")
    command.add_argument("files", nargs="+", metavar="FILE", type=Path)
    command.add_argument("--json", action="store_true", help="write the report as JSON")
    options = parser.parse_args(arguments)

    reports = [(path, _check(path)) for path in options.files]
    if options.json:
        _write(json.dumps([_as_data(path, report) for path, report in reports], ensure_ascii=False, indent=2))
    else:
        _write("\n".join(line for path, report in reports for line in _in_words(path, report)))
    return FINE if all(report.is_fine for _, report in reports) else REFUSED


def _check(path: Path) -> Report:
    try:
        with path.open("rb") as file:
            return check(file)
    except OSError:
        return Report(refuse(Rule.ARCHIVE_UNREADABLE).findings, None)


def _in_words(path: Path, report: Report) -> list[str]:
    if report.package is None:
        return [f"{path}: refused", *(f"  {finding.message} [{finding.code}]" for finding in report.findings)]
    package = report.package
    counts = f"libraries: {len(package.libraries)}, content files: {len(package.files)}"
    return [f"{path}: fine. “{package.manifest.title}”, {package.manifest.main}, {counts}"]


def _as_data(path: Path, report: Report) -> dict[str, Any]:
    return {
        "file": str(path),
        "is_fine": report.is_fine,
        "findings": [
            {"rule": one.code, "file": one.file, "message": one.message, "params": one.values}
            for one in report.findings
        ],
    }


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
