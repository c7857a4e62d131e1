from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Bring the database, the keys and the demonstration up to date and serve them. All in one process: to start one takes seconds."
    requires_system_checks = []  # The server runs them.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="Where to listen, such as localhost:8000.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, skip_checks=True)
        for command in ("create_credential_key", "create_demo_seal"):
            call_command(command, stdout=StringIO())
        call_command("load_demo", stdout=self.stdout)
        self.stdout.write(f"Starting the server: http://{options['address']} (stop with Ctrl-C)")
        call_command("runserver", options["address"], use_reloader=False)
