from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import IntegrityError

from certificates.actions import due_for_reminder, remind


class Command(BaseCommand):
    help = "Tell holders once that their certificate is about to expire. Meant to run every day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=60, help="How long before (default: 60 days).")

    def handle(self, *args: Any, **options: Any) -> None:
        sent = failed = 0
        for certificate in due_for_reminder(options["days"]).select_related("holder").iterator(200):
            try:
                remind(certificate=certificate)
                sent += 1
            except IntegrityError:
                continue  # Another run of this command was faster
            except OSError as error:
                failed += 1
                self.stderr.write(f"{certificate.code}: {error}")
        self.stdout.write(f"{sent} holders reminded." + (f" {failed} mails failed." if failed else ""))
