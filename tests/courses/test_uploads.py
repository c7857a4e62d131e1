"""What trainers upload is what its name says, whichever form of the admin it comes through."""

from __future__ import annotations

import tempfile
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from accounts.models import User
from courses.models import CourseMedia
from tests import files

pytestmark = pytest.mark.django_db

HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
ODT = b"application/vnd.oasis.opendocument.text"


def archive(**members: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.fixture
def client(trainer: User) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


def upload(client: Client, address: str, name: str, content: bytes, **fields: object) -> HttpResponseBase:
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"title": "A file", "file": file, "tags": "", **fields})


GOOD_DOCUMENTS = {
    "paper.pdf": files.PDF,
    "letter.rtf": b"{\\rtf1\\ansi Words.}",
    "sheet.csv": "Straße;Höhe\n".encode(),
    "long.csv": "ä".encode() * 5000 + b"\n",
    "words.txt": "Groß".encode("utf-8-sig"),
    "words.vtt": files.VTT,
    "marked.vtt": b"\xef\xbb\xbf" + files.VTT,
    "paper.docx": archive(**{"[Content_Types].xml": b"<x/>", "word__document.xml": b"<x/>"}),
    "sheet.xlsx": archive(**{"xl__workbook.xml": b"<x/>"}),
    "paper.odt": archive(mimetype=ODT),
}
BAD_DOCUMENTS = {
    "program.pdf": EXE,
    "page.pdf": HTML,
    "page.rtf": HTML,
    "page.html": HTML,
    "drawing.svg": files.SVG,
    "program.txt": EXE,
    "letter.txt": "Größe".encode("latin-1"),
    "sheet.csv": "Straße;Höhe".encode("utf-16"),
    "long.csv": "Größe;".encode("latin-1") * 2000,
    "words.vtt": b"1\n00:00:00,000 --> 00:00:02,000\nSubRip, not WebVTT.\n",
    "archive.docx": archive(**{"setup.exe": EXE}),
    "page.docx": HTML,
    "sheet.docx": archive(**{"xl__workbook.xml": b"<x/>"}),
    "text.ods": archive(mimetype=ODT),
    "cut.odt": archive(mimetype=ODT)[:40],
    "empty.pdf": b" ",
}


class TestDocuments:
    @pytest.mark.parametrize("name", GOOD_DOCUMENTS)
    def test_what_is_what_it_says_is_kept(self, client: Client, name: str) -> None:
        response = upload(client, reverse("wagtaildocs:add"), name, GOOD_DOCUMENTS[name])
        assert response.status_code == 302
        assert Document.objects.get().file.read() == GOOD_DOCUMENTS[name]

    @pytest.mark.parametrize("name", BAD_DOCUMENTS)
    def test_what_is_something_else_is_refused(self, client: Client, name: str) -> None:
        response = upload(client, reverse("wagtaildocs:add"), name, BAD_DOCUMENTS[name])
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"file"}
        assert not Document.objects.exists()

    def test_the_other_doors_are_watched_too(self, client: Client) -> None:
        document = files.captions()
        several = {"title": "x", "files[]": SimpleUploadedFile("a.pdf", EXE)}
        assert client.post(reverse("wagtaildocs:add_multiple"), several).json()["success"] is False
        in_chooser = {"document-chooser-upload-title": "x", "document-chooser-upload-tags": ""}
        in_chooser |= {"document-chooser-upload-file": SimpleUploadedFile("a.pdf", EXE)}
        response = client.post(reverse("wagtaildocs_chooser:create"), in_chooser)
        assert "it is something else" in response.content.decode()
        replaced = upload(client, reverse("wagtaildocs:edit", args=[document.pk]), "a.vtt", EXE)
        assert set(replaced.context["form"].errors) == {"file"}
        assert Document.objects.get().file.read() == files.VTT


class TestMedia:
    @pytest.mark.parametrize(
        ("kind", "name", "content"),
        [("video", "film.mp4", files.MP4), ("audio", "sound.mp3", files.MP3)],
    )
    def test_what_is_what_it_says_is_kept(self, client: Client, kind: str, name: str, content: bytes) -> None:
        response = upload(client, reverse("wagtailmedia:add", args=[kind]), name, content, duration="2")
        assert response.status_code == 302
        assert CourseMedia.objects.get().type == kind

    @pytest.mark.parametrize(
        ("kind", "name", "content"),
        [
            ("video", "film.mp4", HTML),
            ("video", "film.webm", files.MP4),
            ("audio", "sound.mp3", EXE),
        ],
    )
    def test_what_is_something_else_is_refused(
        self, client: Client, kind: str, name: str, content: bytes
    ) -> None:
        response = upload(client, reverse("wagtailmedia:add", args=[kind]), name, content, duration="2")
        assert "it is something else" in str(response.context["form"].errors["file"])

    def test_browsers_cannot_play_every_format(self, client: Client) -> None:
        for kind, name in (("video", "film.mov"), ("audio", "sound.mp4")):
            response = upload(client, reverse("wagtailmedia:add", args=[kind]), name, files.MP4, duration="2")
            assert "is not allowed" in str(response.context["form"].errors)
        assert not CourseMedia.objects.exists()

    def test_so_is_a_thumbnail_that_is_no_picture(self, client: Client) -> None:
        thumbnail = SimpleUploadedFile("t.png", HTML)
        address = reverse("wagtailmedia:add", args=["video"])
        response = upload(client, address, "film.mp4", files.MP4, duration="2", thumbnail=thumbnail)
        assert set(response.context["form"].errors) == {"thumbnail"}


HOSTILE_SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"
 onload="alert(1)"><script>alert(2)</script><style>@import url(https://evil.example/x.css);</style>
<a xlink:href="javascript:alert(3)"><rect width="9" height="9" onclick="alert(4)"/></a>
<image href="https://evil.example/pixel.png" width="1" height="1"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/></foreignObject></svg>"""
HOSTILE = (b"script", b"onload", b"onclick", b"@import", b'="http', b"foreignObject", b"alert")


def assert_harmless(drawing: bytes) -> None:
    assert b"<rect" in drawing
    drawing = drawing.replace(b'xmlns="http', b"")
    assert [word for word in HOSTILE if word.lower() in drawing.lower()] == []


class TestPictures:
    def test_pixels_and_drawings_are_kept(self, client: Client) -> None:
        for name, content in (("square.png", files.png()), ("square.svg", files.SVG)):
            assert upload(client, reverse("wagtailimages:add"), name, content).status_code == 302
        assert Image.objects.count() == 2

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("page.svg", HTML),
            ("page.png", HTML),
            ("square.jpg", files.png()),
            ("square.png", files.SVG),
            (
                "bomb.svg",
                b'<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + files.SVG[:-6] + b"&b;</svg>",
            ),
        ],
    )
    def test_what_is_something_else_is_refused(self, client: Client, name: str, content: bytes) -> None:
        response = upload(client, reverse("wagtailimages:add"), name, content)
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"file"}

    def test_a_hostile_drawing_is_kept_without_what_is_hostile(self, client: Client) -> None:
        upload(client, reverse("wagtailimages:add"), "square.svg", HOSTILE_SVG)
        image = Image.objects.get()
        assert_harmless(image.file.read())
        assert image.file_size == image.file.size

    def test_so_is_a_large_one_that_comes_through_a_temporary_file(
        self, client: Client, settings: object
    ) -> None:
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 16
        settings.FILE_UPLOAD_TEMP_DIR = tempfile.gettempdir()
        upload(client, reverse("wagtailimages:add"), "square.svg", HOSTILE_SVG)
        assert_harmless(Image.objects.get().file.read())

    def test_an_upload_that_waits_for_a_better_title_is_clean_too(self, client: Client) -> None:
        """Wagtail keeps the file of a form in which only something else is wrong, and makes a picture of it later."""
        file = SimpleUploadedFile("square.svg", HOSTILE_SVG)
        waiting = client.post(
            reverse("wagtailimages:add_multiple"), {"title": "x" * 300, "files[]": file}
        ).json()
        key = waiting["uploaded_file_id"]
        address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[key])
        client.post(address, {f"uploaded-image-{key}-title": "Square", f"uploaded-image-{key}-tags": ""})
        assert_harmless(Image.objects.get().file.read())
