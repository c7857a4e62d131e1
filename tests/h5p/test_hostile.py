"""Every hostile package is refused for its own reason, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from h5p.actions import import_package
from h5p.format.checking import check
from h5p.format.findings import Refused
from h5p.format.limits import Limits
from h5p.format.rules import Rule
from h5p.models import Content, Library

from . import hostile, packages
from .spoiling import with_name

CASES = hostile.corpus()
by_name = pytest.mark.parametrize(("rule", "make"), [pytest.param(*rest, id=name) for name, *rest in CASES])


@by_name
def test_a_hostile_package_is_refused_for_its_own_reason(rule: Rule, make: Callable[[], bytes]) -> None:
    report = check(BytesIO(make()))
    assert {finding.rule for finding in report.findings} == {rule}
    assert report.package is None
    assert all(finding.message for finding in report.findings)


def test_no_two_hostile_packages_have_the_same_name() -> None:
    assert len(CASES) == len({name for name, *_ in CASES}) >= 60


def test_every_rule_has_a_package_that_breaks_it() -> None:
    others = {
        Rule.ARCHIVE_UNREADABLE,
        Rule.PACKAGE_TOO_LARGE,
        Rule.TOTAL_TOO_LARGE,
        Rule.FILE_TOO_LARGE,
        Rule.JSON_TOTAL,
        Rule.DEPENDENCY_NOT_INSTALLED,
    }
    assert {rule for _, rule, _ in CASES} == set(Rule) - others


@pytest.mark.django_db
def test_no_hostile_package_leaves_a_file_or_a_row(store: Path) -> None:
    for _, _, make in CASES:
        with pytest.raises(Refused):
            import_package(file=BytesIO(make()), may_install=True)
    assert not list(store.rglob("*"))
    assert not Library.objects.exists()
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(package=1000), Rule.PACKAGE_TOO_LARGE),
        (Limits(total=1000), Rule.TOTAL_TOO_LARGE),
        (Limits(file=100), Rule.FILE_TOO_LARGE),
        (Limits(files=10), Rule.TOO_MANY_FILES),
        (Limits(json=210), Rule.JSON_TOO_LARGE),
        (Limits(json_total=1000), Rule.JSON_TOTAL),
        (Limits(folders=2), Rule.PATH_TOO_DEEP),
    ],
    ids=lambda value: value.code if isinstance(value, Rule) else "",
)
def test_a_package_above_a_limit_is_refused(limits: Limits, rule: Rule) -> None:
    report = check(BytesIO(packages.sound()), limits=limits)
    assert {finding.rule for finding in report.findings} == {rule}


def test_a_finding_shows_no_character_that_hides_something() -> None:
    report = check(BytesIO(with_name("content/\u202e\x1b[2J" + "a" * 500 + ".png")))
    (finding,) = report.findings
    assert finding.message.isprintable()
    assert len(finding.message) < 250


def test_one_check_reports_several_findings() -> None:
    package = packages.packed(
        packages.sound_files() | {"content/a.js": b"", "content/b.svg": b"", "Test.Choice-1.2/c.exe": b""}
    )
    assert {finding.file for finding in check(BytesIO(package)).findings} == {
        "content/a.js",
        "content/b.svg",
        "Test.Choice-1.2/c.exe",
    }
