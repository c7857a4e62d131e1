from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from demo.h5p_packages import pack
from h5p.actions import import_package
from h5p.models import Content

from .visiting import CONTENT, at


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    """The folder of an empty storage for packages."""
    folder = tmp_path / "h5p"
    folder.mkdir()
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "h5p": {"BACKEND": backend, "OPTIONS": {"location": str(folder)}}
    }
    return folder


@pytest.fixture
def content() -> Content:
    return import_package(file=BytesIO(pack("reading-a-square.en")), may_install=True).content


@pytest.fixture
def guest() -> Client:
    return at(CONTENT)
