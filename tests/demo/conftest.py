import shutil
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def content(tmp_path) -> Path:
    """A small demonstration that a test may change."""
    return Path(shutil.copytree(FIXTURES, tmp_path / "content"))


@pytest.fixture
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
