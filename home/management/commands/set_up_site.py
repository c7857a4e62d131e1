from typing import Any

from django.core.management.base import BaseCommand

from home.actions import set_up_site


class Command(BaseCommand):
    help = "Set up home page, catalogue and drafts of the legal pages in every language, and the group of trainers."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_site()
        self.stdout.write(
            "The site is set up. Next: fill in and publish imprint, privacy and accessibility in the admin."
        )
