"""Runs with the settings of the bench: from an empty database to a site that can be served."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

ONLY_FOR_ADMINISTRATORS = ["admin", "wagtail*"]


def prepare() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("set_up_site", stdout=StringIO())
    if not Path(settings.STATIC_ROOT).exists():
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=ONLY_FOR_ADMINISTRATORS)
