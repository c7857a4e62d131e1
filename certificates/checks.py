from ctypes.util import find_library
from pathlib import Path
from shutil import which
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register

from .keys import BadKeys, read_keys

LIBRARIES = ("pango-1.0", "pangoft2-1.0")


@register()
def pango_is_installed(**kwargs: Any) -> list[Error]:
    """Certificates are set with Pango, which no Python package brings along."""
    missing = [name for name in LIBRARIES if find_library(name) is None]
    if not missing:
        return []
    return [
        Error(
            f"Libraries for printing certificates are missing: {', '.join(missing)}.",
            hint="Run `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0` or, for all at once, `make demo`.",
            id="certificates.E001",
        )
    ]


@register()
def typefaces_are_installed(**kwargs: Any) -> list[Error]:
    from .typefaces import ALWAYS, ON_DEMAND

    missing = sorted({face.family for face in (*ALWAYS, *ON_DEMAND) if not face.path.exists()})
    if not missing:
        return []
    return [
        Error(
            f"Type for printing certificates is missing: {', '.join(missing)}.",
            hint="Run `npm ci` or, for all at once, `make demo`.",
            id="certificates.E002",
        )
    ]


@register(Tags.security, deploy=True)
def designs_can_be_previewed(**kwargs: Any) -> list[CheckMessage]:
    if which("pdftoppm"):
        return []
    return [
        Info(
            "The program pdftoppm is missing: who designs certificates sees them only as PDF, not beside the form.",
            hint="Run `apt-get install poppler-utils`.",
            id="certificates.I020",
        )
    ]


@register()
def credential_keys_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    """A file that is there has to be right: otherwise credentials would be missing without a word."""
    path = Path(settings.CREDENTIAL_KEYS)
    try:
        if path.exists():
            read_keys(path.read_text())
    except (BadKeys, OSError, UnicodeDecodeError) as error:
        return [
            Error(
                f"The keys for credentials in {path} cannot be used: {error}.",
                hint="Put the file back from a backup. Only if there is none: move it away and run create_credential_key.",
                id="certificates.E010",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def there_are_credential_keys(**kwargs: Any) -> list[CheckMessage]:
    if Path(settings.CREDENTIAL_KEYS).exists():
        return []
    return [
        Info(
            f"There are no keys for credentials in {settings.CREDENTIAL_KEYS}: badges and credentials are not offered.",
            hint="Run `manage.py create_credential_key`, and keep a copy of the file in a safe place.",
            id="certificates.I010",
        )
    ]
