"""What is drawn on paper, drawn fast: ornaments are worked out once in a process, QR codes straight from their dots."""

from __future__ import annotations

from typing import Any

import pydyf
import segno
from weasyprint.images import SVGImage
from weasyprint.pdf.stream import Stream

QR_CODE = "drawing:qr-code"
"""The address under which pages find the QR code of the certificate that is being printed."""


# Those of a few designs; what WeasyPrint makes of one picture has up to four entries.
MOST_OF_RECORDS = 40


class Drawings(dict[str, Any]):
    """The pictures of a layout by address, as WeasyPrint keeps them; to draw one again costs next to nothing.

    Our own stay. Those of records come and go, as every design may bring others.
    """

    def __setitem__(self, address: str, picture: Any) -> None:
        # A picture that was not found may be there next time.
        if picture is not None:
            super().__setitem__(address, _DrawnOnce(picture) if isinstance(picture, SVGImage) else picture)

    def make_room(self) -> None:
        """Forget the pictures of records when they are many. Between two documents only: parts belong together."""
        of_records = [address for address in self if not address.startswith(("file:", "drawing:"))]
        if len(of_records) > MOST_OF_RECORDS:
            for address in of_records:
                del self[address]


class _DrawnOnce:
    """Keeps the strokes of an SVG at each size. One that needs more than colours (text, masks, gradients) is drawn anew."""

    def __init__(self, picture: SVGImage) -> None:
        self._picture = picture
        self._strokes: dict[tuple[float, float], tuple[bytes, dict[str, Any]] | None] = {}

    def get_intrinsic_size(self, *args: Any) -> Any:
        return self._picture.get_intrinsic_size(*args)

    def draw(self, stream: Stream, width: float, height: float, style: Any) -> None:
        size = width, height
        if size not in self._strokes:
            self._strokes[size] = self._drawn(stream, width, height, style)
        if kept := self._strokes[size]:
            strokes, states = kept
            stream.stream.append(strokes)
            stream._resources["ExtGState"].update(
                {name: pydyf.Dictionary(state) for name, state in states.items()}
            )
        else:
            self._picture.draw(stream, width, height, style)

    def _drawn(
        self, stream: Stream, width: float, height: float, style: Any
    ) -> tuple[bytes, dict[str, Any]] | None:
        fonts: dict[Any, Any] = {}
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        needs = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
        needs["ColorSpace"] = stream._resources["ColorSpace"]
        paper = stream.clone(fonts=fonts, resources=needs, extra=pydyf.Dictionary())
        self._picture.draw(paper, width, height, style)
        states = needs["ExtGState"]
        # States with numbers for names (how colours blend) would be taken for others of the page.
        if fonts or any(needs[kind] for kind in kinds[1:]) or any(name[0] not in "aA" for name in states):
            return None
        return pydyf.Array(paper.stream).data[1:-1], states


class QrCode:
    """As wide as its dots."""

    def __init__(self, address: str) -> None:
        self._rows = segno.make_qr(address, error="m").matrix

    def get_intrinsic_size(self, *args: Any) -> tuple[int, int, int]:
        return len(self._rows), len(self._rows), 1

    def draw(self, stream: Stream, width: float, height: float, style: Any) -> None:
        stream.transform(a=width / len(self._rows), d=height / len(self._rows))
        stream.set_color_rgb(0, 0, 0)
        runs = (
            f"{start} {top} {end - start} 1 re"
            for top, row in enumerate(self._rows)
            for start, end in _runs(bytes(row))
        )
        stream.stream.append("\n".join(runs).encode())
        stream.fill()


def _runs(row: bytes) -> Any:
    """The beginnings and ends of what is dark in a row."""
    end = 0
    while (start := row.find(b"\1", end)) >= 0:
        end = row.find(b"\0", start)
        if end < 0:
            end = len(row)
        yield start, end
