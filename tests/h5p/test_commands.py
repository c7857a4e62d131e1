"""The commands say what they did, and their exit codes can be relied on."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from h5p.__main__ import main
from h5p.actions import import_package
from h5p.format.findings import Finding
from h5p.format.rules import Rule
from h5p.models import Content, ContentLibrary, Library
from h5p.wording import in_words

from . import packages
from .packages import packed, sound_files


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.h5p"
    path.write_bytes(packages.sound())
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.h5p"
    path.write_bytes(packed(sound_files() | {"content/evil.js": b""}))
    return path


def run(*arguments: str | Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_check_says_what_is_fine(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(sound)]) == 0
    assert "fine. “A question”, Test.Choice 1.2, libraries: 2, content files: 1" in capsys.readouterr().out


def test_check_says_what_is_refused_and_why(
    sound: Path, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(sound), str(hostile), "nowhere.h5p"]) == 1
    out = capsys.readouterr().out
    assert "content/evil.js is of a type that H5P content may not hold" in out
    assert "[content-file-type]" in out
    assert "nowhere.h5p: refused\n  The file could not be read. [archive-unreadable]" in out


def test_check_can_be_read_by_programs(
    sound: Path, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", str(sound), str(hostile)]) == 1
    fine, refused = json.loads(capsys.readouterr().out)
    assert (fine["is_fine"], fine["findings"]) == (True, [])
    assert refused["findings"][0]["rule"] == "content-file-type"
    assert refused["findings"][0]["file"] == "content/evil.js"


@pytest.mark.parametrize("arguments", [[], ["check"], ["chek", "a.h5p"], ["check", "--xml", "a.h5p"]])
def test_a_wrong_call_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_check_needs_no_django(sound: Path) -> None:
    script = f"import sys; sys.modules['django'] = None; from h5p.__main__ import main; sys.exit(main(['check', {str(sound)!r}]))"
    subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, check=True, stdout=subprocess.DEVNULL
    )


@pytest.mark.django_db
def test_import_stores_what_is_fine_and_says_what_is_not(sound: Path, hostile: Path, store: Path) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 of 2 packages") as stop:
        call_command("h5p_import", str(sound), str(hostile), "--libraries", stdout=out, stderr=err)
    assert stop.value.returncode == 1
    assert "“A question” imported as content" in out.getvalue()
    assert "installed Test.Choice 1.2.3" in out.getvalue()
    assert "content/evil.js" in err.getvalue()
    assert Content.objects.count() == 1


@pytest.mark.django_db
def test_import_without_libraries_says_which_are_missing(sound: Path, store: Path) -> None:
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("h5p_import", str(sound), stdout=StringIO(), stderr=err)
    assert "needs the library Test.Choice 1.2, which is not installed" in err.getvalue()
    assert not Library.objects.exists()


@pytest.mark.django_db
def test_importing_again_says_so(sound: Path, store: Path) -> None:
    run("h5p_import", sound, "--libraries")
    assert "was imported before" in run("h5p_import", sound, "--libraries")[0]


@pytest.mark.django_db
def test_libraries_are_listed_and_removed(sound: Path, store: Path) -> None:
    with sound.open("rb") as file:
        import_package(file=file, may_install=True)
    assert "Test.Choice 1.2.3" in run("h5p_libraries", "list")[0]
    assert run("h5p_libraries", "unused")[0] == "0 libraries\n"
    with pytest.raises(CommandError, match="is needed by “A question”"):
        run("h5p_libraries", "remove", "Test.Choice 1.2")
    ContentLibrary.objects.all().delete()
    Content.objects.all().delete()
    assert "Test.Parts 1.0.0" in run("h5p_libraries", "unused")[0]
    assert "removed Test.Choice 1.2.3" in run("h5p_libraries", "remove", "Test.Choice 1.2")[0]
    assert "1 libraries removed" in run("h5p_libraries", "remove", "--unused")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments", [["remove"], ["remove", "Test.Choice"], ["remove", "Test.Choice 1.2", "--unused"]]
)
def test_a_removal_that_is_not_clear_is_a_wrong_call(arguments: list[str]) -> None:
    with pytest.raises(CommandError) as stop:
        run("h5p_libraries", *arguments)
    assert stop.value.returncode == 2


@pytest.mark.django_db
def test_sweeping_an_empty_store_removes_nothing(store: Path) -> None:
    assert run("h5p_sweep")[0] == "0 folders removed\n"


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.code)
def test_every_rule_can_be_worded_in_every_language(rule: Rule) -> None:
    params = dict.fromkeys(
        ("limit", "method", "other", "expected", "line", "field", "library", "libraries", "needed", "needed_by", "ours", "path", "ending"),
        "x",
    )  # fmt: skip
    finding = Finding(rule, "content/a.png", params)
    for language in ("en", "de"):
        with translation.override(language):
            assert "%(" not in in_words(finding)


def test_rules_have_codes_of_their_own() -> None:
    assert len({rule.code for rule in Rule}) == len(list(Rule)) == len({rule.template for rule in Rule})


def test_a_site_without_a_place_for_packages_is_told(settings: Any) -> None:
    from h5p.checks import packages_have_a_place

    assert packages_have_a_place(None) == []
    settings.STORAGES = {name: one for name, one in settings.STORAGES.items() if name != "h5p"}
    assert [message.id for message in packages_have_a_place(None)] == ["h5p.E001"]
