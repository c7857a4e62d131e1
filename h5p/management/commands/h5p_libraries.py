from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from h5p.actions import remove_libraries
from h5p.format.findings import H5PError
from h5p.format.libraries import LibraryName, parse_library_name
from h5p.models import Library
from h5p.usage import unused_libraries


class Command(BaseCommand):
    help = "List the installed H5P libraries, or those that no content needs; remove some of them."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
        commands.add_parser("list", help="all installed libraries")
        commands.add_parser("unused", help="those that no content needs")
        remove = commands.add_parser("remove", help="remove libraries that nothing needs")
        remove.add_argument("names", nargs="*", metavar="NAME", help='such as "H5P.Video 1.6"')
        remove.add_argument("--unused", action="store_true", help="remove all that no content needs")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["action"]:
            case "list":
                self._show(list(Library.objects.all()))
            case "unused":
                self._show(unused_libraries())
            case _:
                self._remove(options["names"], options["unused"])

    def _show(self, libraries: list[Library]) -> None:
        for library in libraries:
            self.stdout.write(f"{library}  {library.title}")
        self.stdout.write(f"{len(libraries)} libraries")

    def _remove(self, given: list[str], with_unused: bool) -> None:
        if bool(given) == with_unused:
            raise CommandError("Name the libraries to remove, or say --unused.", returncode=2)
        try:
            removed = remove_libraries(
                names=[one.name for one in unused_libraries()] if with_unused else map(_name, given)
            )
        except H5PError as error:
            raise CommandError(str(error)) from error
        for library in removed:
            self.stdout.write(f"removed {library}")
        self.stdout.write(f"{len(removed)} libraries removed")


def _name(text: str) -> LibraryName:
    name = parse_library_name(text)
    if name is None:
        raise CommandError(f"“{text}” is no name of a library. Write it as in “H5P.Video 1.6”.", returncode=2)
    return name
