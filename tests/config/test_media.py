"""Uploaded files are served whole or in one range, and can do nothing in the name of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from config.media import FILE_POLICY
from h5p.delivery import CHUNK

CONTENT = bytes(range(256)) * 4


@pytest.fixture(scope="module")
def address() -> str:
    return "/media/" + default_storage.save("range.bin", ContentFile(CONTENT))


def get(address: str, header: str | None = None, method: str = "get") -> tuple[int, bytes, dict[str, str]]:
    response = getattr(Client(), method)(address, headers={"range": header} if header is not None else {})
    return response.status_code, response.getvalue(), dict(response.headers)


def test_the_whole_file(address: str) -> None:
    status, body, headers = get(address)
    assert (status, body) == (200, CONTENT)
    assert headers["Content-Length"] == "1024"
    assert headers["Accept-Ranges"] == "bytes"
    assert "Content-Range" not in headers


@pytest.mark.parametrize(
    ("header", "expected", "named"),
    [
        ("bytes=0-0", CONTENT[:1], "bytes 0-0/1024"),
        ("bytes=0-99", CONTENT[:100], "bytes 0-99/1024"),
        ("bytes=500-599", CONTENT[500:600], "bytes 500-599/1024"),
        ("bytes=500-", CONTENT[500:], "bytes 500-1023/1024"),
        ("bytes=1000-9999", CONTENT[1000:], "bytes 1000-1023/1024"),
        ("bytes=-24", CONTENT[-24:], "bytes 1000-1023/1024"),
        (" bytes=1-2 ", CONTENT[1:3], "bytes 1-2/1024"),
    ],
)
def test_one_range(address: str, header: str, expected: bytes, named: str) -> None:
    status, body, headers = get(address, header)
    assert (status, body) == (206, expected)
    assert headers["Content-Range"] == named
    assert headers["Content-Length"] == str(len(expected))


@pytest.mark.parametrize("header", ["bytes=1024-", "bytes=5000-6000", "bytes=9-3", "bytes=-0"])
def test_a_range_that_is_not_there(address: str, header: str) -> None:
    status, body, headers = get(address, header)
    assert (status, body) == (416, b"")
    assert headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=0-1,5-6",
        "bytes=a-b",
        "lines=1-2",
        "bytes 1-2",
        "bytes=--5",
        "bytes=1-" + "9" * 5000,
        "bytes=-9999",
    ],
)
def test_what_is_not_one_range_of_bytes_gets_the_whole_file(address: str, header: str) -> None:
    assert get(address, header)[:2] == (200, CONTENT)


def test_a_range_longer_than_what_is_read_at_once() -> None:
    content = b"0123456789abcdef" * (CHUNK // 8)
    name = default_storage.save("long.bin", ContentFile(content))
    assert get(f"/media/{name}", f"bytes=7-{CHUNK + 9}")[1] == content[7 : CHUNK + 10]


def test_an_empty_file() -> None:
    name = default_storage.save("empty.txt", ContentFile(b""))
    for header in (None, "bytes=0-", "bytes=-5"):
        status, body, headers = get(f"/media/{name}", header)
        assert (status, body, headers["Content-Length"]) == (200, b"", "0")


def test_asking_about_a_file(address: str) -> None:
    status, body, headers = get(address, method="head")
    assert (status, body, headers["Content-Length"]) == (200, b"", "1024")
    assert get(address, method="post")[0] == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "missing.bin",
        "a/b/c",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "x/../../secret.txt",
        "..%5csecret.txt",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "a%00b",
        "x" * 300,
        "folder",
        "folder/",
    ],
)
def test_what_is_no_upload_is_not_found(path: str, settings: Any) -> None:
    (Path(settings.MEDIA_ROOT).parent / "secret.txt").write_text("not to be seen")
    (Path(settings.MEDIA_ROOT) / "folder").mkdir(exist_ok=True)
    response = Client().get(f"/media/{path}", headers={"accept-language": "de"})
    assert response.status_code == 404
    assert response["Content-Language"] == "de"
    assert b"not to be seen" not in response.content


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("drawing.svg", "image/svg+xml"),
        ("film.mp4", "video/mp4"),
        ("words.vtt", "text/vtt"),
        ("paper.pdf", "application/pdf"),
        ("unknown.xyz123", "application/octet-stream"),
    ],
)
def test_a_file_opened_by_itself_runs_nothing(name: str, kind: str) -> None:
    stored = default_storage.save(name, ContentFile(b"<svg/>"))
    _status, _body, headers = get(f"/media/{stored}")
    assert headers["Content-Type"] == kind
    assert headers["Content-Security-Policy"] == FILE_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in FILE_POLICY
    assert "allow-" not in FILE_POLICY


numbers = st.integers(0, 40)


@given(st.binary(min_size=1, max_size=32), numbers, st.none() | numbers)
@example(b"x", 0, 0)
def test_a_range_is_a_slice(content: bytes, first: int, last: int | None) -> None:
    name = default_storage.save("slice.bin", ContentFile(content))
    status, body, headers = get(f"/media/{name}", f"bytes={first}-{'' if last is None else last}")
    default_storage.delete(name)
    expected = content[first:] if last is None else content[first : last + 1]
    assert body == expected
    assert status == (416 if not expected else 200 if expected == content else 206)
    if status == 206:
        assert headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(content)}"


@given(st.binary(min_size=1, max_size=32), numbers)
def test_the_end_of_a_file_is_a_slice(content: bytes, count: int) -> None:
    name = default_storage.save("slice.bin", ContentFile(content))
    status, body, _headers = get(f"/media/{name}", f"bytes=-{count}")
    default_storage.delete(name)
    assert body == content[max(0, len(content) - count) :]
    assert (status == 416) == (count == 0)
