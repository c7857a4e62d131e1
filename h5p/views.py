"""What the content origin answers. Nothing here knows who asks: no session is read, and no cookie is set."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string
from django.utils.translation import override
from django.views.decorators.http import require_safe

from . import program
from .delivery import file_response
from .document import CONTENT_ID, parts_of, told
from .format.names import ending, is_skipped, unsafe
from .media_types import media_type
from .models import Content
from .origin import origin_of
from .playing import URLS, Expired, NotSigned, folder_at, play_at
from .policy import FILE_POLICY, document_policy
from .storage import LIBRARIES, package_storage

UNKNOWN = "und"
"""What many packages say of their language."""
FOR_EVER = "public, max-age=31536000, immutable"
FOR_HOURS = "private, max-age=21600"
COMPRESSED = {"js", "css", "json", "svg", "xml", "txt", "vtt"}
COMPRESSED_BYTES = 2**22
"""A longer text is sent as it is: compressing it would hold it in memory twice."""


@require_safe
def player(request: HttpRequest, token: str) -> HttpResponse:
    """The document that plays one content for a page that was given its address."""
    try:
        play = play_at(token)
    except NotSigned as error:
        raise Http404 from error
    except Expired:
        return render(request, "h5p/expired.html", status=410)
    content = Content.objects.select_related("main_library").filter(digest=play.digest).first()
    if content is None:
        raise Http404
    parts = parts_of(content)
    with override(play.language):
        context = {
            "language": play.language if content.language in {"", UNKNOWN} else content.language,
            "title": play.title,
            "told": told(content, play, parts),
            "content_id": CONTENT_ID,
            "styles": [
                *_program("core", program.CORE_STYLES),
                *_program("own", ["player.css"]),
                *parts.styles,
            ],
            "scripts": [*_program("core", program.CORE_SCRIPTS), *parts.scripts],
            "player": _program("own", ["player.js"])[0],
        }
        response = render(request, "h5p/document.html", context)
    response["Content-Security-Policy"] = document_policy(origin_of(request), play.main_origin)
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def content_file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A picture or film of a content, for who was given the address of its files."""
    try:
        folder = folder_at(token)
    except NotSigned as error:
        raise Http404 from error
    except Expired:
        return render(request, "h5p/expired.html", status=410)
    return _stored(request, folder, path, FOR_HOURS)


@require_safe
def library_file(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """A file of a library. Libraries are programs that anybody can download, and folders are never written twice."""
    return _stored(request, f"{LIBRARIES}/{folder}", path, FOR_EVER)


@require_safe
def program_file(request: HttpRequest, name: str, version: str, path: str) -> HttpResponseBase:
    """A file of the player itself."""
    file = program.program_file(name, version, path)
    if file is None:
        raise Http404
    return _sent(request, File(file.open("rb")), path, FOR_EVER)


def nothing(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """The beginning of other addresses."""
    raise Http404


def _program(name: str, paths: list[str]) -> list[str]:
    version = program.core_version() if name == "core" else program.own_version()
    return [reverse("program_file", args=[name, version, path], urlconf=URLS) for path in paths]


def _stored(request: HttpRequest, folder: str, path: str, kept: str) -> HttpResponseBase:
    if unsafe(f"{folder}/{path}") or is_skipped(f"{folder}/{path}"):
        raise Http404
    try:
        file = package_storage().open(f"{folder}/{path}")
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    return _sent(request, file, path, kept)


def _sent(request: HttpRequest, file: File[bytes], path: str, kept: str) -> HttpResponseBase:
    response = _compressed(request, file, path) or file_response(request, file, media_type(path))
    response["Cache-Control"] = kept
    response["Content-Security-Policy"] = FILE_POLICY
    # The documents of players have an origin of their own each, so every request of theirs comes from another one.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _compressed(request: HttpRequest, file: File[bytes], path: str) -> HttpResponse | None:
    """The whole file as gzip, if it is text and the browser takes that; otherwise None."""
    accepts = "gzip" in request.headers.get("accept-encoding", "") and "range" not in request.headers
    if not accepts or ending(path) not in COMPRESSED or file.size > COMPRESSED_BYTES:
        return None
    with file:
        response = HttpResponse(compress_string(file.read()), content_type=media_type(path))
    response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
