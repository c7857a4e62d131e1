from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError

from .models import Content
from .origin import LOOPBACK
from .storage import ALIAS


@register
def packages_have_a_place(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if ALIAS in settings.STORAGES:
        return []
    return [
        Error(
            f"STORAGES has no “{ALIAS}”.",
            hint="Packages are programs. Give them a storage of their own, which the site itself does not serve.",
            id="h5p.E001",
        )
    ]


@register
def packages_have_an_origin(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    given = settings.H5P_ORIGIN
    if given in {"", LOOPBACK}:
        return []
    content, main = urlsplit(given), urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if content.scheme not in {"http", "https"} or given != f"{content.scheme}://{content.netloc}".lower():
        return [
            Error(
                f"H5P_ORIGIN is {given!r}, which is no origin.",
                hint="Set it to scheme and host in small letters, such as https://h5p.example.org.",
                id="h5p.E002",
            )
        ]
    if content.hostname == main.hostname:
        return [
            Error(
                "H5P_ORIGIN has the host of the site itself.",
                hint="Packages are programs. Give them another host name: ports of one host share their cookies.",
                id="h5p.E003",
            )
        ]
    if content.scheme != main.scheme:
        return [
            Error(
                f"H5P_ORIGIN begins with {content.scheme}, the site with {main.scheme}.",
                hint="Browsers load nothing into a page over TLS that comes without it.",
                id="h5p.E004",
            )
        ]
    return []


@register(deploy=True)
def imported_packages_can_be_played(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.H5P_ORIGIN not in {"", LOOPBACK}:
        return []
    try:
        has_content = Content.objects.exists()
    except DatabaseError:  # Not there yet, or not migrated: then there are no packages.
        return []
    if not has_content:
        return []
    return [
        Warning(
            "There are H5P packages, and H5P_ORIGIN names no host for them: learners cannot play them.",
            hint="Set it to an origin that leads to this site and is used for nothing else; see docs/operators.md.",
            id="h5p.W001",
        )
    ]
