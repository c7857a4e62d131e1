from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learning.models import Enrolment
from learning.rebuilding import differences, repair


class Command(BaseCommand):
    help = "Recompute progress from the ledger of statements, and repair what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Only say what differs; exit with 1 if anything does."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total, found = Enrolment.objects.count(), 0
        for done, difference in enumerate(differences(), start=1):
            if difference:
                found += 1
                self.stdout.write(str(difference))
                if not options["check"]:
                    repair(difference)
            if self.stderr.isatty() and (done % 100 == 0 or done == total):
                self.stderr.write(bar(done, total), ending="\n" if done == total else "")
        if options["check"] and found:
            raise CommandError(
                f"{found} of {total} enrolments differ from the ledger. Run rebuild_progress to repair."
            )
        self.stdout.write(f"{total} enrolments checked, {found} differed.")


def bar(done: int, total: int) -> str:
    """One line that overwrites the one before."""
    full = 40 * done // max(total, 1)
    return f"\r[{'#' * full}{'.' * (40 - full)}] {done:,} of {total:,} enrolments"
