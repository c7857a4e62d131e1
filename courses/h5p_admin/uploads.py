"""Receives packages: large files go to the disk as they come, and one that is too large no further than its limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from h5p.format.limits import DEFAULT_LIMITS

MOST = DEFAULT_LIMITS.package


class LimitedUpload(FileUploadHandler):
    """Drops a file as soon as it has grown above `MOST` bytes. What is left of it is received, and kept nowhere."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST:
            self.request.is_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None


def takes_package(permission: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For views that take a package from those who have `permission`; from nobody else a single byte is read."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        protected = csrf_protect(view)

        # The check of the token reads the form, and with it the file: before that it is decided who takes the file.
        @csrf_exempt
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if not user.has_perm(permission):
                raise PermissionDenied
            request.upload_handlers.insert(0, LimitedUpload(request))
            return protected(request, *args, **kwargs)

        return limited

    return decorate
