from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.actions import hand_out, waiting
from courses.models import CoursePage, Edition


class Command(BaseCommand):
    help = "Hand out the certificates of a course to everybody who earned one and never had it. Can be stopped and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="The key of the course, or the last part of its address.")
        parser.add_argument(
            "--language",
            default="",
            choices=[code for code, _name in settings.LANGUAGES],
            help="In this language; otherwise in the one in which each learner last learnt.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        edition = _edition(options["course"])
        total, looked_at, issued = waiting(edition).count(), 0, 0
        for looked_at, count in hand_out(edition=edition, language=options["language"]):
            issued += count
            if self.stderr.isatty():
                self.stderr.write(bar(looked_at, total), ending="")
        if looked_at and self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"{looked_at:,} learners looked at, {issued:,} certificates issued.")


def _edition(course: str) -> Edition:
    """Raises CommandError."""
    try:
        keys = {UUID(course)}
    except ValueError:
        keys = set(CoursePage.objects.filter(slug=course).values_list("translation_key", flat=True))
    if len(keys) > 1:
        raise CommandError(
            f"Several courses have the address “{course}”: {', '.join(map(str, sorted(keys)))}."
        )
    edition = Edition.objects.filter(course_key__in=keys).order_by("-number").first()
    if edition is None:
        raise CommandError(f"No course that was ever published has the key or the address “{course}”.")
    return edition


def bar(done: int, total: int) -> str:
    """One line that overwrites the one before."""
    full = min(40, 40 * done // max(total, 1))
    return f"\r[{'#' * full}{'.' * (40 - full)}] {done:,} of {total:,} learners"
