"""What Lighthouse says of a page, on the telephone and the slow 4G that it assumes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from .load import CSRF_SECRET
from .pages import LEAST

TIMEOUT_SECONDS = 180


def scores(root: Path, address: str, session: str) -> dict[str, int]:
    """Between 0 and 100, by category.

    The line and the processor are slowed down by calculation, from one fast visit: what else the machine does hardly
    changes the result, unlike with a line that really is slow.
    """
    cookies = f"sessionid={session}; csrftoken={CSRF_SECRET}"
    command = [str(root / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json"]
    options = [
        "--throttling-method=simulate",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(LEAST)}",
        f"--extra-headers={json.dumps({'Cookie': cookies})}",
    ]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(
        [*command, *options],
        env=environment,
        check=True,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: round(categories[name]["score"] * 100) for name in LEAST}
