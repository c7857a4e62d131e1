from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

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
