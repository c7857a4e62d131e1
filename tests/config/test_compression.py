"""What travels compressed, and what must not."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.compression import CompressionMiddleware

LONG = b"<p>A square is read on foot.</p>" * 100


def answered(response: HttpResponse | StreamingHttpResponse) -> HttpResponse | StreamingHttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip, br"})
    return CompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "image/svg+xml", "text/javascript"])
def test_texts_and_drawings_are_compressed(media_type: str) -> None:
    response = answered(HttpResponse(LONG, content_type=media_type))
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert gzip.decompress(response.content) == LONG


@pytest.mark.parametrize("media_type", ["video/mp4", "image/webp", "application/pdf"])
def test_what_is_compressed_already_stays_as_it_is(media_type: str) -> None:
    response = answered(HttpResponse(LONG, content_type=media_type))
    assert "Content-Encoding" not in response.headers


def test_a_range_of_a_file_stays_as_it_was_asked_for() -> None:
    response = answered(StreamingHttpResponse([LONG], status=206, content_type="text/plain"))
    assert b"".join(response) == LONG
    assert "Content-Encoding" not in response.headers


def test_the_same_page_has_another_length_each_time() -> None:
    """Nobody guesses a secret in a page by its length."""
    lengths = {len(answered(HttpResponse(LONG)).content) for _time in range(20)}
    assert len(lengths) > 1
