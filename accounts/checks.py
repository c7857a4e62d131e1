from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register()
def sign_up_is_known(**kwargs: Any) -> list[Error]:
    if settings.SIGN_UP in {"open", "invitation"}:
        return []
    return [
        Error(
            f"SIGN_UP is {settings.SIGN_UP!r}.", hint='Set it to "open" or "invitation".', id="accounts.E001"
        )
    ]
