"""Trainers upload files; each must be what its name says, and nothing in it may run in a learner's browser."""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import Any
from zipfile import BadZipFile, ZipFile

import filetype
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from py_svg_hush import filter_svg
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from .accessibility.findings import GATES, Finding
from .accessibility.pictures import faults
from .accessibility.sentences import sentence

HEAD = 8192

# What a file with this ending is recognised as; several of these formats share a container.
SIGNATURES = {
    "aac": {"aac"},
    "flac": {"flac"},
    "gif": {"gif"},
    "jpeg": {"jpg"},
    "jpg": {"jpg"},
    "m4a": {"m4a", "mp4"},
    "mp3": {"mp3"},
    "mp4": {"mp4", "m4v", "mov"},
    "ogg": {"ogg"},
    "opus": {"ogg"},
    "pdf": {"pdf"},
    "png": {"png"},
    "rtf": {"rtf"},
    "wav": {"wav"},
    "webm": {"webm", "mkv"},
    "webp": {"webp"},
}
# Which member tells an office file from any other archive, and how that member begins.
MEMBERS = {
    "docx": ("word/document.xml", b""),
    "odp": ("mimetype", b"application/vnd.oasis.opendocument.presentation"),
    "ods": ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
    "odt": ("mimetype", b"application/vnd.oasis.opendocument.text"),
    "pptx": ("ppt/presentation.xml", b""),
    "xlsx": ("xl/workbook.xml", b""),
}
TEXTS = {"csv", "txt", "vtt"}


def check(file: UploadedFile) -> None:
    """Raises ValidationError unless `file` is what the ending of its name says."""
    ending = str(file.name).rsplit(".", 1)[-1].lower()
    file.seek(0)
    if ending in TEXTS:
        _check_text(ending, file)
    elif not (_has_member(ending, file) if ending in MEMBERS else _has_signature(ending, file)):
        raise ValidationError(
            _(
                "This file is named .%(ending)s, but it is something else. Save it in that format and upload it again."
            ),
            params={"ending": ending},
        )
    file.seek(0)


def _has_signature(ending: str, file: UploadedFile) -> bool:
    guess = filetype.guess(file.read(HEAD))
    return guess is not None and guess.extension in SIGNATURES.get(ending, set())


def _has_member(ending: str, file: UploadedFile) -> bool:
    member, beginning = MEMBERS[ending]
    try:
        with ZipFile(file) as archive, archive.open(member) as found:
            return found.read(len(beginning)) == beginning
    except (BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        return False


def _check_text(ending: str, file: UploadedFile) -> None:
    head = file.read(HEAD)
    try:
        # The end of `head` may cut a character in two.
        text = getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError as error:
        raise ValidationError(_("Save this text in the encoding UTF-8 and upload it again.")) from error
    if "\0" in text:
        raise ValidationError(_("This is not a text file."))
    if ending == "vtt" and not text.removeprefix("\ufeff").startswith("WEBVTT"):
        raise ValidationError(_("Captions must be in the format WebVTT: their first line reads WEBVTT."))


def clean_svg(file: UploadedFile) -> None:
    """Take scripts, event handlers, styles from elsewhere and links that run code out of the drawing.

    In place: whatever else is wrong with the form in which it came, nobody can store the file as it was.
    """
    file.seek(0)
    try:
        drawing = filter_svg(file.read())
    except ValueError as error:
        raise ValidationError(_("This drawing cannot be read. Export it as SVG again.")) from error
    file.seek(0)
    file.truncate()
    file.write(drawing)
    file.flush()
    file.seek(0)
    file.size = len(drawing)


class _CheckedForm(forms.Form):
    """A form that checks its file when a new one comes."""

    def clean_file(self) -> Any:
        return self._checked("file")

    def _checked(self, field: str) -> Any:
        file = self.cleaned_data[field]
        if isinstance(file, UploadedFile):
            check(file)
        return file


class DocumentForm(_CheckedForm, BaseDocumentForm):
    pass


class MediaForm(_CheckedForm, BaseMediaForm):
    def clean_thumbnail(self) -> Any:
        return self._checked("thumbnail")


class ImageForm(BaseImageForm):
    """Wagtail checks that pixels are pixels; drawings are cleaned here.

    The description is proposed as alternative text wherever the picture is chosen. Without one Wagtail proposes the title,
    which begins as the name of the file.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "What somebody who sees the picture sees, in a sentence. It is proposed as alternative text wherever the "
                "picture is used."
            )

    def clean_description(self) -> str:
        description: str = self.cleaned_data["description"]
        for rule, said in faults(description) if description else ():
            if rule in GATES:
                raise ValidationError(sentence(Finding(rule, said=said)))
        return description

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and str(file.name).lower().endswith(".svg"):
            clean_svg(file)
        return file
