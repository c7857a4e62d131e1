"""The paper looks as it did when somebody last looked at it: references/*.png.

After a change that is meant: look at the new pictures (RENEW=1 writes them), then commit them.
"""

from __future__ import annotations

import io
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from .designs import look
from .samples import ENGLISH, FULL, NAMES, PARTICIPATION, printed

REFERENCES = Path(__file__).parent / "references"
DOTS_PER_INCH = 40
# Of 255, on average over the page. A headline in other type or a line that moves the rest makes more than 1; a word in
# small type makes a tenth, as another version of the renderer may. Words have tests of their own.
TOLERANCE = 0.8

SHEETS = {
    "wall": (ENGLISH, 1),
    "supplement": (ENGLISH, 2),
    "wall-full": (FULL, 1),
    "wall-participation": (replace(PARTICIPATION, holder=NAMES["Arabic"]), 1),
    **{
        f"style-{style}": (
            replace(ENGLISH, layout=3, look=look(style, accent=accent, place="Musterstadt")),
            1,
        )
        for style, accent in {"square": "#1d5c3f", "frame": "#7a2230", "skyline": "#1f4e79"}.items()
    },
}
# Enough to see that everything is in its place: the pictures stay small.
DOTS_OF_STYLES = 20


def picture(pdf: bytes, number: int, dots: int = DOTS_PER_INCH) -> Image.Image:
    page = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-r", str(dots), *page, "-png", "-"]
    out = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(out)).convert("RGB")


@pytest.mark.parametrize("name", SHEETS)
def test_looks_as_it_did(name: str):
    facts, number = SHEETS[name]
    dots = DOTS_OF_STYLES if name.startswith("style-") else DOTS_PER_INCH
    shown = picture(printed(facts), number, dots)
    path = REFERENCES / f"{name}.png"
    if os.environ.get("RENEW"):
        shown.save(path, optimize=True)
    reference = Image.open(path).convert("RGB")
    assert shown.size == reference.size
    difference = ImageStat.Stat(ImageChops.difference(shown, reference))
    assert max(difference.mean) < TOLERANCE
