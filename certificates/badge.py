"""The badge: a picture to show, with the credential baked in as Open Badges 3.0 asks (section 5.3). Plain values only.

Drawn here and not from a file, because a picture that travels may ask for nothing: no font, no style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
BLUE, PAPER, GOLD, TEAL = "#1f4e79", "#f6f3ec", "#c9832b", "#2a7f7f"

# A line of the title holds about so many characters, and the badge so many lines.
LINE, LINES = 18, 4


def badge(*, title: str, kind: str, year: int, language: str, token: str) -> bytes:
    """An SVG that says what was achieved, not by whom. `token` is the signed credential; it holds the name."""
    lines = list(_lines(" ".join(title.split())))
    top = 200 - 14 * (len(lines) - 1)
    words = "".join(
        f'<text x="200" y="{top + 28 * index}" font-size="22" font-weight="700">{escape(line)}</text>'
        for index, line in enumerate(lines)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}" viewBox="0 0 400 400" width="400" height="400" role="img" xml:lang={quoteattr(language)}>
<openbadges:credential verify={quoteattr(token)}/>
<title>{escape(f"{kind}: {title}")}</title>
<path fill="{GOLD}" d="{_rosette()}"/>
<circle cx="200" cy="200" r="176" fill="{BLUE}"/>
<circle cx="200" cy="200" r="160" fill="{PAPER}"/>
<circle cx="200" cy="200" r="151" fill="none" stroke="{TEAL}" stroke-width="3"/>
<g fill="{BLUE}" text-anchor="middle" font-family="'Source Sans 3', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif">
<text x="200" y="118" font-size="15" fill="{TEAL}">{escape(kind)}</text>
{words}
<text x="200" y="310" font-size="20">{year}</text>
</g>
</svg>
""".encode()


def _lines(title: str) -> Iterator[str]:
    """The words of the title in lines; what does not fit ends in an ellipsis."""
    left = title.split(" ")
    for number in range(1, LINES + 1):
        line = ""
        while left and len(f"{line} {left[0]}".strip()) <= LINE:
            line = f"{line} {left.pop(0)}".strip()
        if left and not line:
            # A single word that is wider than the badge
            line, left[0] = f"{left[0][: LINE - 1]}-", left[0][LINE - 1 :]
        if left and number == LINES:
            line = f"{line[: LINE - 1].rstrip()}…"
        yield line
        if not left:
            return


def _rosette(points: int = 24) -> str:
    corners = []
    for index in range(2 * points):
        radius, angle = 196 if index % 2 else 180, math.pi * index / points
        corners.append(f"{200 + radius * math.cos(angle):.1f} {200 + radius * math.sin(angle):.1f}")
    return f"M{'L'.join(corners)}Z"
