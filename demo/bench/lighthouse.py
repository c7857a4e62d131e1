"""What Lighthouse says of a page, on the telephone and the slow 4G that it assumes."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .pages import LEAST

TIMEOUT_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Audit:
    """`scores` between 0 and 100, by category; `power` of this machine in points of Lighthouse's BenchmarkIndex."""

    scores: dict[str, float]
    power: float


def audit(root: Path, address: str, port: int) -> Audit:
    """From a tab of the browser that takes orders at `port`.

    The line and the processor are slowed down by calculation, from one fast visit: what else the machine does changes
    the result less than with a line that really is slow.
    """
    command = [str(root / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json"]
    options = [
        f"--port={port}",
        "--throttling-method=simulate",
        f"--only-categories={','.join(LEAST)}",
    ]
    done = subprocess.run([*command, *options], check=True, capture_output=True, timeout=TIMEOUT_SECONDS)
    report = json.loads(done.stdout)
    scores = {name: report["categories"][name]["score"] * 100 for name in LEAST}
    return Audit(scores, report["environment"]["benchmarkIndex"])
