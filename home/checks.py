from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

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
