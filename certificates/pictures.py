"""Pictures made fit for paper: what trainers uploaded becomes bytes that can be printed for ever."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

# Enough for 60 mm at 400 dots per inch
MAX_PIXELS = 1000
MAX_DRAWING = 200 * 1024
# Type would need a font that may not be here tomorrow; a picture inside of a drawing is not looked for.
_FOREIGN = re.compile(rb"<(?:\w+:)?(?:text|image|foreignObject)\b", re.IGNORECASE)


class Print(NamedTuple):
    """A picture as it is printed. Its digest is its name."""

    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def print_of(picture: Any) -> Print:
    """What is printed of a picture of Wagtail. Raises ValidationError, which says what is wrong with the picture."""
    return _print_of(picture.file, picture.get_file_hash())


# While somebody designs, the same few pictures are asked for with every key that is pressed.
@lru_cache(maxsize=16)
def _print_of(file: Any, file_hash: str) -> Print:
    try:
        with file.open("rb") as opened:
            content = opened.read()
    except OSError as error:
        raise ValidationError(_("The file of this picture is missing. Please upload it again.")) from error
    return _drawing(content) if file.name.lower().endswith(".svg") else _pixels(content)


def _drawing(content: bytes) -> Print:
    if _FOREIGN.search(content):
        raise ValidationError(
            _(
                "This drawing contains text or a picture. Please turn texts into paths in the program that made it, or "
                "choose a picture in the format PNG."
            )
        )
    if len(content) > MAX_DRAWING:
        raise ValidationError(
            _(
                "This drawing is too large for certificates: 200 kB are possible. A simpler one prints as well."
            )
        )
    return Print("image/svg+xml", content)


def _pixels(content: bytes) -> Print:
    """In sRGB, as the paper is, not larger than can be seen, and without what cameras write down."""
    try:
        picture: Image.Image = Image.open(BytesIO(content))
        ImageOps.exif_transpose(picture, in_place=True)
        has_holes = picture.has_transparency_data
        profile = picture.info.get("icc_profile")
        if profile and picture.mode in {"RGB", "CMYK"}:
            own, paper = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, own, paper, outputMode="RGB") or picture
        picture = picture.convert("RGBA" if has_holes else "RGB")
        picture.thumbnail((MAX_PIXELS, MAX_PIXELS))
        out = BytesIO()
        Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(out, "PNG", compress_level=9)
    except (OSError, ValueError, ImageCms.PyCMSError) as error:
        raise ValidationError(
            _("This picture cannot be read. Please save it as PNG and upload it again.")
        ) from error
    return Print("image/png", out.getvalue())
