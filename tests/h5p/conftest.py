from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


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
