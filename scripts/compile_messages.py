"""Compile locale/*/LC_MESSAGES/*.po where the .mo is missing or older. Needs no GNU gettext."""

from pathlib import Path

import polib

for source in sorted(Path(__file__).parent.parent.glob("locale/*/LC_MESSAGES/*.po")):
    compiled = source.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        polib.pofile(str(source)).save_as_mofile(str(compiled))
