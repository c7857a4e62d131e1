"""Small files of every kind, as they lie in the library after a trainer uploaded them."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Pixels
from wagtail.documents.models import Document
from wagtail.images.models import Image

from courses.models import CourseMedia

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="teal"/></svg>'
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(64)
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nA square in the évening.\n".encode()


def png(width: int = 8, height: int = 6) -> bytes:
    target = BytesIO()
    Pixels.new("RGB", (width, height), "teal").save(target, "PNG")
    return target.getvalue()


def picture() -> Image:
    return Image.objects.create(title="Square", file=ContentFile(png(), name="square.png"))


def film() -> CourseMedia:
    file = ContentFile(MP4, name="film.mp4")
    return CourseMedia.objects.create(title="Film", file=file, type="video", duration=2)


def recording() -> CourseMedia:
    file = ContentFile(MP3, name="recording.mp3")
    return CourseMedia.objects.create(title="Recording", file=file, type="audio", duration=2)


def captions() -> Document:
    return Document.objects.create(title="Captions", file=ContentFile(VTT, name="captions.vtt"))
