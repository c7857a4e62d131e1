"""Serves uploaded files from the local disk, for sites that have no web server or object store to do it."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from h5p.delivery import file_response

# A file opened by itself, say a drawing, runs nothing and loads nothing.
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'"


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file at `path`, or the one byte range of it that was asked for."""
    try:
        file = default_storage.open(path)
    except (
        OSError,
        ValueError,
        SuspiciousFileOperation,
    ) as error:  # ValueError: no file has a NUL in its name
        raise Http404 from error
    response = file_response(request, file, mimetypes.guess_type(path)[0] or "application/octet-stream")
    if response.status_code != 416:
        response["Cache-Control"] = "public, max-age=86400"
        response["Content-Security-Policy"] = FILE_POLICY
    return response
