from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from certificates.pictures import Print
from press.faces import Face
from press.files import STATIC, OwnFiles


def test_answers_with_our_own() -> None:
    answer = OwnFiles().fetch((STATIC / "img/certificate/seal.svg").as_uri())
    assert answer.read().startswith(b"<svg")
    assert answer.content_type == "image/svg+xml"


def test_answers_with_the_pictures_of_the_document() -> None:
    files = OwnFiles({"one": Print("image/png", b"pixels")})
    assert files.fetch("picture:one").read() == b"pixels"
    with pytest.raises(ValueError, match="not one of our files"):
        files.fetch("picture:two")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "https://localhost/",
        "ftp://example.org/x",
        "data:text/plain,x",
        "file:///etc/passwd",
        f"{STATIC.as_uri()}/../config/settings/base.py",
        f"{STATIC.as_uri()}/%2e%2e/config/settings/base.py",
        "static/css/certificate-1.css",
    ],
)
def test_and_with_nothing_else(address: str) -> None:
    with pytest.raises(ValueError, match="not one of our files"):
        OwnFiles().fetch(address)


def test_type_is_unpacked_without_the_time_of_day() -> None:
    """Else tomorrow's process would print other bytes."""
    face = Face("source-sans-3", "latin", 400)
    unpacked = TTFont(BytesIO(OwnFiles().fetch(face.path.as_uri()).read()))
    assert unpacked.flavor is None
    assert unpacked["head"].modified == TTFont(face.path)["head"].modified


@pytest.mark.parametrize("style", ["normal", "italic"])
def test_a_face_is_there_under_the_name_that_its_rule_gives_it(style: str) -> None:
    face = Face("source-sans-3", "latin", 400, style)
    assert face.path.is_file()
    assert face.path.as_uri() in face.rule
    assert ("italic" in face.rule.partition("src")[0]) == (style == "italic")
