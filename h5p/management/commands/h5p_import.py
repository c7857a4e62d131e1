from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from h5p.actions import Imported, import_package
from h5p.format.findings import H5PError, Refused
from h5p.wording import in_words


class Command(BaseCommand):
    help = "Import H5P packages. Each is stored as a whole or not at all; exits with 1 if one of them is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--libraries",
            action="store_true",
            help="Install the libraries that the packages contain. Libraries are programs: do this with packages you trust.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refused = [path for path in options["files"] if not self._import(path, options["libraries"])]
        if refused:
            raise CommandError(f"{len(refused)} of {len(options['files'])} packages were not imported.")

    def _import(self, path: Path, may_install: bool) -> bool:
        try:
            with path.open("rb") as file:
                imported = import_package(file=file, may_install=may_install)
        except OSError as error:
            self.stderr.write(f"{path}: {error.strerror}")
            return False
        except Refused as refusal:
            self.stderr.write(f"{path}: refused")
            for finding in refusal.findings:
                self.stderr.write(f"  {in_words(finding)} [{finding.code}]")
            return False
        except H5PError as error:
            self.stderr.write(f"{path}: {error}")
            return False
        self.stdout.write(f"{path}: {_summary(imported)}")
        return True


def _summary(imported: Imported) -> str:
    content = imported.content
    state = "imported" if imported.is_new else "was imported before"
    lines = [f"“{content.title}” {state} as content {content.pk}."]
    lines += [f"  installed {library}" for library in imported.installed]
    return "\n".join(lines)
