from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from certificates.demo_seal import make_demo_seal


class Command(BaseCommand):
    help = "Make a key with which this machine seals certificates while you develop. A key that is there already stays."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path = make_demo_seal(
                Path(settings.SEAL_CERTIFICATES), f"{settings.WAGTAIL_SITE_NAME}: demonstration, not trusted"
            )
        except FileExistsError as error:
            self.stdout.write(f"  There is one already: {error.filename}")
        else:
            self.stdout.write(f"  Made {path}")
