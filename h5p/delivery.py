"""Sends a file of a storage: the whole of it, or the one range of bytes that was asked for (RFC 9110, 14.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

CHUNK = 64 * 1024


def file_response(request: HttpRequest, file: File[bytes], content_type: str) -> HttpResponseBase:
    """`file`, which is closed when it was sent. Players need ranges to seek, and some play nothing without them."""
    size = file.size
    span = _range(request.headers.get("range", ""), size)
    if span is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span
    response = StreamingHttpResponse(_read(file, first, last), content_type=content_type)
    response["Content-Length"] = last - first + 1
    response["Accept-Ranges"] = "bytes"
    if last - first + 1 < size:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte to send; the whole file for what is not one range of bytes; None for an impossible range."""
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if not match or match[0] == "bytes=-" or not size:
        return 0, size - 1
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    if int(first) >= size or (last and int(last) < int(first)):
        return None
    return int(first), min(int(last or size), size - 1)


def _read(file: File[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
