from typing import Any

from django.core.management.base import BaseCommand

from h5p.sweeping import sweep


class Command(BaseCommand):
    help = "Remove files that broken-off imports and replaced libraries left behind, once they are a day old."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for folder in sweep():
            self.stdout.write(f"removed {folder}")
            count += 1
        self.stdout.write(f"{count} folders removed")
