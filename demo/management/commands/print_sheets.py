from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.course_folder import read_course
from demo.loading import CONTENT
from demo.reading import ContentError
from demo.sheets import print_tools


class Command(BaseCommand):
    help = "Print the tools of the demonstration ahead, so that `load_demo` finds them. Needs no database."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for path in sorted(CONTENT.glob("*/course.yaml")):
                print_tools(read_course(path.parent))
        except ContentError as error:
            raise CommandError(str(error)) from error
