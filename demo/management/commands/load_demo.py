from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.loading import CONTENT, load
from demo.people import SIGN_INS
from demo.reading import ContentError


class Command(BaseCommand):
    help = "Load the demonstration: pages, courses, and people whose passwords are public. Loading again keeps all data."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The people of the demonstration have public passwords: only for development (DEBUG)."
            )
        try:
            changes = load(CONTENT, lambda line: self.stdout.write(f"  {line}"))
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("  Nothing has changed" if not changes else f"  Loaded: {changes}")
        for role, email, password in SIGN_INS:
            self.stdout.write(f"{role:<13}  {email:<27}  {password}")
