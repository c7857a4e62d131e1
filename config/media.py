"""Serves uploaded files from the local disk, for sites that have no web server or object store to do it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

CHUNK = 64 * 1024

# A file opened by itself, say a drawing, runs nothing and loads nothing.
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'"


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file at `path`, or the one byte range of it that was asked for (RFC 9110, 14.2): players need it to seek."""
    try:
        file = default_storage.open(path)
    except (
        OSError,
        ValueError,
        SuspiciousFileOperation,
    ) as error:  # ValueError: no file has a NUL in its name
        raise Http404 from error
    size = file.size
    span = _range(request.headers.get("range", ""), size)
    if span is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span
    response = StreamingHttpResponse(
        _read(file, first, last), content_type=mimetypes.guess_type(path)[0] or "application/octet-stream"
    )
    response["Content-Length"] = last - first + 1
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=86400"
    response["Content-Security-Policy"] = FILE_POLICY
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
