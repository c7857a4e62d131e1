import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.keys import BadKeys, new_key_file, read_keys


class Command(BaseCommand):
    help = "Make a key with which credentials are signed. With --rotate the key in use retires and stays published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rotate", action="store_true", help="Put a new key in the place of the one in use."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.CREDENTIAL_KEYS)
        old = path.read_text() if path.exists() else ""
        if old and not options["rotate"]:
            self.stdout.write(f"{path} holds a key already; nothing was changed. --rotate makes a new one.")
            return
        try:
            text = new_key_file(old)
        except BadKeys as error:
            raise CommandError(f"{path} cannot be read, so nothing was changed: {error}") from error
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, text)
        self.stdout.write(f"Key {read_keys(text).key_id} signs from now on: {path}")


def _write(path: Path, text: str) -> None:
    """Readable for its owner only, and there as a whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
