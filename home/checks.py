from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from . import kern

PACKAGES = [
    "@fontsource/source-sans-3",
    "@fontsource/source-serif-4",
    kern.PACKAGE,
    "h5p-standalone",
    "lucide-static",
]


@register()
def browser_packages_are_installed(**kwargs: Any) -> list[Error]:
    missing = [name for name in PACKAGES if not (Path(settings.NODE_MODULES) / name).is_dir()]
    if not missing:
        return []
    return [
        Error(
            f"Packages for the browser are missing: {', '.join(missing)}.",
            hint="Run `npm ci` in the folder of the project, or `make demo`, which does it for you.",
            id="home.E001",
        )
    ]


@register()
def contact_can_be_written_to(**kwargs: Any) -> list[CheckMessage]:
    try:
        if settings.CONTACT_EMAIL:
            validate_email(settings.CONTACT_EMAIL)
    except ValidationError:
        return [
            Error(
                f"CONTACT_EMAIL is {settings.CONTACT_EMAIL!r}.",
                hint="Set it to one e-mail address, without a name.",
                id="home.E002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def readers_can_write(**kwargs: Any) -> list[CheckMessage]:
    if settings.CONTACT_EMAIL:
        return []
    return [
        Info(
            "CONTACT_EMAIL is not set: the accessibility statement has no form for reporting barriers.",
            hint="Set it to the address at which somebody reads what readers report.",
            id="home.I001",
        )
    ]
