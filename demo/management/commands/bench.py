from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.bench.running import run


class Command(BaseCommand):
    help = "Measure the site under load, on scratch databases; the numbers go to var/bench.json."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not run(settings.BASE_DIR, self.stdout.write):
            raise CommandError("A bound is broken: see above.")
