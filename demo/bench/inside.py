"""Runs with the settings of the bench: makes its database ready and leaves a list of what to send.

usage: python -m demo.bench.inside FILE FORMS
"""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.db import connection

from .preparing import prepare
from .scenario import save


def main(file: str, forms: str) -> None:
    django.setup()
    # Models can be imported only now.
    from .filling import fill

    prepare()
    save(fill(int(forms)), Path(file))
    _settle()


def _settle() -> None:
    """What a database does by itself soon after so many rows are new, so that it does not do it while it is measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    main(*sys.argv[1:])
