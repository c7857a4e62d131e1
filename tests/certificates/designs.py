"""Looks with everything that a look may have, and the pictures on them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from certificates.look import Logo, Look, Signatory
from certificates.pictures import Print


def _arms(width: int, colour: str) -> Print:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 90"><rect width="{width}" height="90" rx="9" '
        f'fill="{colour}"/><circle cx="45" cy="45" r="26" fill="#fff" fill-opacity=".8"/></svg>'
    )
    return Print("image/svg+xml", drawing.encode())


def _signature() -> Print:
    """Ink on glass: a picture that lets the paper through."""
    picture = Image.new("RGBA", (400, 130), (0, 0, 0, 0))
    strokes = [(20 + step * 12, 65 + (30 if step % 2 else -30) * (1 - step / 40)) for step in range(30)]
    ImageDraw.Draw(picture).line(strokes, fill=(20, 40, 110, 255), width=6, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return Print("image/png", out.getvalue())


CITY, ACADEMY, SIGNATURE = _arms(280, "#7a2230"), _arms(90, "#2c6e49"), _signature()
PICTURES = {each.digest: each for each in (CITY, ACADEMY, SIGNATURE)}
LOGOS = (Logo(CITY.digest, "City of Musterstadt"), Logo(ACADEMY.digest, "Academy of Safety"))
SIGNATORIES = (
    Signatory("Dr. Anna Beispiel", "Lord Mayor", SIGNATURE.digest),
    Signatory("Bernd Müller-Lüdenscheidt"),
    Signatory(
        "Prof. Dr. Clara Exempel", "Academic director of the Academy of Urban Safety", SIGNATURE.digest
    ),
)


def look(style: str, *, logos: int = 2, signatories: int = 3, **fields: str) -> Look:
    return Look(style=style, logos=LOGOS[:logos], signatories=SIGNATORIES[:signatories], **fields)
