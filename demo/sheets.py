"""Sheets of practical tools that were printed once: a new database finds them, and they can be printed ahead."""

import hashlib
import json
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from .course_folder import Course
from .reading import read_document

FOLDER = Path(settings.VAR_DIR) / "sheets"


def sheet(path: Path, course: str) -> bytes:
    """The PDF of the tool in `path`, printed if it is not there yet. `course` is the title of its course."""
    said = [hashlib.sha256(path.read_bytes()).hexdigest(), language_of(path), course, *design(), *_printer()]
    file = FOLDER / f"{hashlib.sha256(json.dumps(said).encode()).hexdigest()}.pdf"
    if not file.exists():
        _write(file, _print(path, course))
    return file.read_bytes()


def print_tools(course: Course) -> None:
    """Print every tool of `course`. Raises ContentError."""
    for path in sorted(course.folder.glob("tools/*.md")):
        sheet(path, course.fields[language_of(path)]["title"])


def language_of(path: Path) -> str:
    return path.stem.rpartition(".")[2]


@cache
def design() -> tuple[str, ...]:
    """What a sheet looks like; a new design prints it anew."""
    files = ("static/css/sheet-basis.css", "static/css/tool-sheet.css", "templates/demo/tool.html")
    return tuple((Path(settings.BASE_DIR) / file).read_text() for file in files)


@cache
def _printer() -> tuple[str, ...]:
    """What makes a sheet of it. The code is read, as loading it would load Pango too."""
    files = ("demo/tools.py", "press/faces.py", "press/files.py", "press/sheets.py")
    return *((Path(settings.BASE_DIR) / file).read_text() for file in files), version("weasyprint")


def _print(path: Path, course: str) -> bytes:
    from . import tools

    return tools.render(read_document(path), course=course, language=language_of(path))


def _write(file: Path, content: bytes) -> None:
    """There as a whole or not at all, because somebody else may look for it at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as new:
        new.write(content)
    os.replace(new.name, file)
