from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from courses.search import index


class Command(BaseCommand):
    help = "Make the index of the search anew from what is published and from the glossary."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Only say what differs; exit with 1 if anything does."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            if not options["check"]:
                index.empty()
            changes = [index.index_terms(check=options["check"])]
            changes += [
                index.index_course(course_key, check=options["check"]) for course_key in index.course_keys()
            ]
        written = sum(change.written for change in changes)
        if not options["check"]:
            self.stdout.write(f"{written} entries indexed.")
            return
        removed = sum(change.removed for change in changes)
        if written or removed:
            raise CommandError(
                f"{written} entries are missing or outdated, {removed} should be gone. Run rebuild_search to repair."
            )
        self.stdout.write("The index is up to date.")
