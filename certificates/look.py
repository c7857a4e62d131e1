"""How a certificate looks, as plain values. They are frozen in its record, beside its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_LOGOS, MAX_SIGNATORIES = 2, 3
LEAST_CONTRAST = 4.5
"""Of small type with its ground: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3."""


class Style(StrEnum):
    """The ornament, and where things stand. Those who issue choose; the style sheet has a class for each."""

    SQUARE = "square"
    FRAME = "frame"
    SKYLINE = "skyline"


@dataclass(frozen=True, slots=True)
class Logo:
    """`picture` is the digest of its bytes, `alternative` what is read out in its place."""

    picture: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. `signature` is the digest of a picture; without one there is room for a pen."""

    name: str
    function: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """`accent` is a colour as #rrggbb, `place` where certificates are issued."""

    style: str = Style.SQUARE.value
    accent: str = "#1f4e79"
    place: str = ""
    logos: tuple[Logo, ...] = ()
    signatories: tuple[Signatory, ...] = ()

    def pictures(self) -> Iterator[str]:
        """The digests of all pictures that are printed."""
        yield from (logo.picture for logo in self.logos)
        yield from (signatory.signature for signatory in self.signatories if signatory.signature)


def look_from_data(data: Mapping[str, Any]) -> Look:
    """The look in a record of any age: what it lacks has its default."""
    return Look(
        **{name: data[name] for name in ("style", "accent", "place") if name in data},
        logos=tuple(Logo(**logo) for logo in data.get("logos", ())),
        signatories=tuple(Signatory(**signatory) for signatory in data.get("signatories", ())),
    )


def contrast_on_paper(colour: str) -> float:
    """From 1 (white on white) to 21 (black), for a colour as #rrggbb; the formula is that of WCAG 2.2."""
    red, green, blue = (_light(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
