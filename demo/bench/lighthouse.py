"""What Lighthouse says of a page, on the telephone and the slow 4G that it assumes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from .pages import LEAST

TIMEOUT_SECONDS = 180


def scores(root: Path, address: str, port: int) -> dict[str, int]:
    """Between 0 and 100, by category, from a tab of the browser that takes orders at `port`.

    The line and the processor are slowed down by calculation, from one fast visit: what else the machine does hardly
    changes the result, unlike with a line that really is slow.
    """
    command = [str(root / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json"]
    options = [
        f"--port={port}",
        "--throttling-method=simulate",
        f"--only-categories={','.join(LEAST)}",
    ]
    done = subprocess.run([*command, *options], check=True, capture_output=True, timeout=TIMEOUT_SECONDS)
    categories = json.loads(done.stdout)["categories"]
    return {name: round(categories[name]["score"] * 100) for name in LEAST}
