"""Where packages run: an origin of their own, which shares neither cookies nor storage with the course."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = "loopback"
"""A value of H5P_ORIGIN: the course is at `localhost`, packages at `127.0.0.1`, on whatever port the site runs."""
CONTENT_LOOPBACK, MAIN_LOOPBACK = "127.0.0.1", "localhost"


def origin_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def content_origin(main_origin: str) -> str:
    """The origin on which the packages of a course at `main_origin` run; empty where H5P is switched off."""
    if settings.H5P_ORIGIN == LOOPBACK:
        return _at(main_origin, CONTENT_LOOPBACK)
    return str(settings.H5P_ORIGIN)


def is_for_content(request: HttpRequest) -> bool:
    """Whether `request` came to the host of the packages."""
    if settings.H5P_ORIGIN == LOOPBACK:
        return urlsplit(origin_of(request)).hostname == CONTENT_LOOPBACK
    return bool(settings.H5P_ORIGIN) and request.get_host().lower() == urlsplit(settings.H5P_ORIGIN).netloc


def main_origin_for(request: HttpRequest) -> str:
    """Where somebody who came to the host of the packages finds the site."""
    if settings.H5P_ORIGIN == LOOPBACK:
        return _at(origin_of(request), MAIN_LOOPBACK)
    return str(settings.WAGTAILADMIN_BASE_URL)


def _at(origin: str, host: str) -> str:
    parts = urlsplit(origin)
    return f"{parts.scheme}://{host}:{parts.port}" if parts.port else f"{parts.scheme}://{host}"
