from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from learning.actions import due_for_reminder, remind
from learning.reminders import AWAY


class Command(BaseCommand):
    help = "Remind learners who asked for it of courses that they have not finished. Meant to run every day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=AWAY.days,
            help=f"How long somebody has to be away (default: {AWAY.days} days).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        away = timedelta(days=options["days"])
        sent = failed = 0
        for enrolment in due_for_reminder(away):
            try:
                sent += remind(enrolment=enrolment, away=away)
            except OSError as error:
                failed += 1
                self.stderr.write(f"Enrolment {enrolment.pk}: {error}")
        self.stdout.write(f"{sent} learners reminded." + (f" {failed} mails failed." if failed else ""))
