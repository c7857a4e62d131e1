from ctypes.util import find_library
from typing import Any

from django.core.checks import Error, register

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
