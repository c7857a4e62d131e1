"""Pictures of every screen, and axe on each of them in every language, scheme and width. usage: python -m tests.screens [NAME…]

A name chooses the screens that begin with it. The pictures go to var/screens; without a name, those of the README are taken
as well. Ends with 1 where something is wrong.
"""

from __future__ import annotations

import os
import sys

from .site import ROOT, free_port, prepare, serving

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.screens.settings"
# Playwright has a loop of its own in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ADDRESS = os.environ["BASE_URL"] = f"http://localhost:{free_port()}"
FOLDER = ROOT / "var" / "screens"


def main(names: list[str]) -> int:
    import django

    print("Preparing the site", flush=True)
    prepare()
    django.setup()
    with serving(ADDRESS):
        faults = look(names)
    print("\n".join(["All that is wrong:", *faults]) if faults else "Nothing is wrong.")
    print(f"The pictures are in {FOLDER.relative_to(ROOT)}.")
    return 1 if faults else 0


def look(names: list[str]) -> list[str]:
    """What is wrong with the screens that begin with one of `names`, or with any."""
    from tests.journeys.browsing import chromium

    from . import people
    from .listing import every_screen
    from .readme import illustrate
    from .taking import Taker

    everybody = people.prepare()
    screens = [
        screen for screen in every_screen(everybody) if not names or any(map(screen.name.startswith, names))
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    faults = []
    with chromium() as browser:
        taker = Taker(browser, ADDRESS, everybody, FOLDER)
        if not names:
            illustrate(taker, screens)
        for number, screen in enumerate(screens, 1):
            print(f"{number:3} of {len(screens)}  {screen.name}", flush=True)
            try:
                found = [*taker.take(screen)]
            except Exception as error:
                # One screen that cannot be reached hides none of the others.
                found = [f"{screen.name}: {error}"]
            if found:
                print("\n".join(found), flush=True)
            faults += found
    return [*faults, *taker.watch.problems]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
