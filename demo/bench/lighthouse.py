"""What Lighthouse says of a page, on the telephone and the slow 4G that it assumes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

from .pages import LEAST

TIMEOUT_SECONDS = 180
TIMES = 3


def scores(root: Path, address: str, port: int) -> dict[str, int]:
    """Between 0 and 100, by category, from a tab of the browser that takes orders at `port`; medians of several runs.

    The line and the processor are slowed down by calculation, from one fast visit: what else the machine does changes
    the result less than with a line that really is slow.
    """
    runs = [_run(root, address, port) for _time in range(TIMES)]
    return {name: round(median(run[name]["score"] * 100 for run in runs)) for name in LEAST}


def _run(root: Path, address: str, port: int) -> dict[str, Any]:
    command = [str(root / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json"]
    options = [
        f"--port={port}",
        "--throttling-method=simulate",
        f"--only-categories={','.join(LEAST)}",
    ]
    done = subprocess.run([*command, *options], check=True, capture_output=True, timeout=TIMEOUT_SECONDS)
    categories: dict[str, Any] = json.loads(done.stdout)["categories"]
    return categories
