"""Fails when locale/ is not what `make messages` would write, or when a German text is missing or unsure.

The texts are collected in a copy, so nothing here changes. Dates and the places of texts do not count.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = {"de", "fr", "it"}
Key = tuple[str, str, str]


def texts(entries: Iterable[polib.POEntry]) -> set[Key]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in entries if not entry.obsolete}


def copy_of_sources(target: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def problems(committed: Path, collected: Path) -> Iterable[str]:
    for fresh in sorted(collected.glob("locale/*/LC_MESSAGES/*.po")):
        name = fresh.relative_to(collected)
        if not (committed / name).exists():
            yield f"{name} is missing"
            continue
        old, new = polib.pofile(str(committed / name)), polib.pofile(str(fresh))
        for _, text, _ in sorted(texts(new) - texts(old)):
            yield f"{name} lacks: {text}"
        for _, text, _ in sorted(texts(old) - texts(new)):
            yield f"{name} has a text that nothing uses: {text}"
        if name.parts[1] in COMPLETE:
            for entry in old.untranslated_entries():
                yield f"{name} is not translated: {entry.msgid}"
            for entry in old.fuzzy_entries():
                yield f"{name} is marked as unsure (fuzzy): {entry.msgid}"


def main(languages: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        copy_of_sources(copy)
        subprocess.run(
            ["bash", "scripts/collect_messages.sh", *languages],
            cwd=copy,
            check=True,
            env=os.environ | {"PYTHONPATH": folder},
        )
        found = list(problems(ROOT, copy))
    for file in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        # Placeholders that a translation lost would fail in front of a learner
        checked = subprocess.run(
            ["msgfmt", "--check-format", "-o", os.devnull, str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
        if checked.returncode:
            found.append(checked.stderr.strip())
    for problem in found:
        print(problem)
    if found:
        print("Run `make messages`, translate, and commit locale/.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
