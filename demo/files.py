"""Drawings, films, captions and practical tools, as what Wagtail keeps of files."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from courses.actions import replace_package, upload_package
from courses.models import CourseMedia, H5PPackage
from courses.packages import states_fit
from h5p.actions import import_package

from . import h5p_packages
from .memory import Memory
from .reading import Fields, read_document
from .sheets import design, language_of, sheet
from .texts import plain


class Files:
    """Loads files to which content refers. Methods take a field with a path and return an id.

    Paths are those below `folder`, a folder of the content in `root`; `titles` are those of the course by language.
    """

    def __init__(self, memory: Memory, root: Path, folder: Path, titles: dict[str, str]) -> None:
        self._memory = memory
        self._root = root
        self._folder = folder
        self._titles = titles

    def image(self, fields: Fields, name: str) -> int:
        path = self._path(fields, name)

        def make(known: int | None) -> int:
            image = Image.objects.filter(pk=known).first() or Image()
            for rendition in image.renditions.all() if image.pk else ():
                rendition.delete()
            image.title = path.stem
            image.file = ContentFile(path.read_bytes(), path.name)
            image._set_image_file_metadata()
            image.save()
            return image.pk

        return self._keep(path, make)

    def film(self, fields: Fields, name: str) -> int:
        path = self._path(fields, name)

        def make(known: int | None) -> int:
            film = CourseMedia.objects.filter(pk=known).first() or CourseMedia(type="video")
            film.title = plain(fields, "title")
            film.file = ContentFile(path.read_bytes(), path.name)
            film.save()
            return film.pk

        return self._keep(path, make)

    def document(self, fields: Fields, name: str) -> int:
        """Captions as they are; of a tool in Markdown the sheet to print."""
        path = self._path(fields, name)
        if path.suffix == ".md":
            return self._tool(path)
        return self._keep(path, lambda known: _save_document(known, path.stem, path.name, path.read_bytes()))

    def package(self, fields: Fields, name: str) -> int:
        """An H5P package of our own, made of its sources."""
        package = plain(fields, name)
        if package not in h5p_packages.package_names():
            raise fields.mistake(f"there is no package {package}")
        packed = h5p_packages.pack(package)
        digest = hashlib.sha256(packed).hexdigest()
        return self._memory.keep(f"h5p/{package}", digest, lambda known: _save_package(known, packed))

    def _tool(self, path: Path) -> int:
        language = language_of(path)

        def make(known: int | None) -> int:
            pdf = sheet(path, self._titles[language])
            return _save_document(known, read_document(path).front["title"], f"{path.stem}.pdf", pdf)

        return self._keep(path, make, self._titles[language], *design())

    def _keep(self, path: Path, make: Callable[[int | None], int], *also: str) -> int:
        content = [hashlib.sha256(path.read_bytes()).hexdigest(), *also]
        return self._memory.keep(str(path.relative_to(self._root)), content, make)

    def _path(self, fields: Fields, name: str) -> Path:
        path = self._folder / plain(fields, name)
        if not path.is_file():
            raise fields.mistake(f"there is no file {fields[name]}")
        return path


def _save_package(known: int | None, packed: bytes) -> int:
    """Uploaded, or put in the place of what it was before. Its libraries come with it."""
    old = H5PPackage.objects.filter(pk=known).first() if known else None
    if old is None:
        return upload_package(file=BytesIO(packed), may_install=True).package.pk
    content = import_package(file=BytesIO(packed), may_install=True).content
    if content.pk != old.content_id:
        replace_package(package=old, content=content, keeps_states=states_fit(old.content, content))
    return old.pk


def _save_document(known: int | None, title: str, name: str, content: bytes) -> int:
    document = Document.objects.filter(pk=known).first() or Document()
    document.title = title
    document.file = ContentFile(content, name)
    document._set_document_file_metadata()
    document.save()
    return document.pk
