"""The bench in small: what it says it measures really happens."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certificates.models import Certificate
from demo.bench import course, learners, printing, running, scenario, searching
from demo.bench.bounds import judged
from demo.bench.filling import fill
from demo.bench.measuring import Extent, Speed
from demo.bench.packages import Packages
from demo.bench.pages import LESSON, Found, Paint, Weight
from demo.bench.printing import BARE, SEALED
from demo.bench.report import Ledger, Result, Row, save, table
from demo.bench.running import environment_of, results_of
from demo.bench.scenario import COURSE_PAGE
from learning.models import Attempt, Enrolment, Statement, Verb

SMALL = Extent(processes=1, lines=2, one_by_one=2, at_once=5)


@pytest.fixture
def site(settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.ROOT_URLCONF = "demo.bench.urls"
    # Its settings have no host for packages; those of the tests have one, which the bench takes for itself.
    settings.H5P_ORIGIN = ""
    for module, name, number in (
        (course, "MODULES", 1),
        (course, "LESSONS", 3),
        (course, "QUESTIONS", 4),
        (course, "TERMS", 2),
        (learners, "READERS", 3),
        (printing, "COUNT", 2),
        (searching, "LESSONS", 40),
        (searching, "TIMES", 1),
    ):
        monkeypatch.setattr(module, name, number)
    return live_server


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_scenario_is_measured_and_every_form_has_its_effect(site: Any, tmp_path: Path) -> None:
    filling = fill(SMALL.forms)
    scenario.save(filling, tmp_path / "filling.json")
    assert scenario.load(tmp_path / "filling.json") == filling

    certificates, marks = Certificate.objects.count(), Attempt.objects.submitted().count()
    result = results_of(site.thread.port, "a small one", filling, SMALL)
    assert Certificate.objects.count() == certificates + SMALL.forms
    assert Attempt.objects.submitted().count() == marks + SMALL.forms
    assert not Attempt.objects.submitted().filter(is_passed=False).exists()
    assert Enrolment.objects.completed().count() == Certificate.objects.count()

    # A course of three lessons with three activities each is one batch, and all of it is new.
    assert filling.batches.statements == 15
    assert (
        Statement.objects.filter(verb=Verb.ANSWERED).values("learner_key").distinct().count() >= SMALL.forms
    )

    said = table([result])
    for each in [*filling.scenarios, filling.batches]:
        assert each.queries > 0
        assert each.name in said
    save([result], tmp_path / "bench.json")
    assert (tmp_path / "bench.json").stat().st_size


def measured(**milliseconds: float) -> Result:
    """One run; a name ends in `_queries` where the number is that of queries."""
    names = {"sealed": SEALED, "bare": BARE, "course_queries": COURSE_PAGE}
    rows = [
        Row(names[name], Speed(number, number, 1), int(number) if name.endswith("queries") else None)
        for name, number in milliseconds.items()
    ]
    return Result("a database", 1, rows, Ledger(50, 1, 1))


@pytest.mark.parametrize(
    ("numbers", "is_kept"),
    [
        ({"sealed": 100, "bare": 41}, [True]),
        ({"sealed": 100, "bare": 39}, [False]),
        ({"course_queries": 10}, [True]),
        ({"sealed": 50, "bare": 40, "course_queries": 11}, [True, False]),
        ({}, []),
    ],
)
def test_a_broken_bound_is_found(numbers: dict[str, float], is_kept: list[bool]) -> None:
    assert [judgement.is_kept for judgement in judged(measured(**numbers))] == is_kept


PACKAGES = Packages(
    {"package_mb": 500, "seconds": 1, "peak_mb": 20},
    {"package_mb": 50, "files": 400, "import_seconds": 1, "plain_seconds": 1},
)


PAGES = Found(
    Weight(first=95_000, next=12_000, script=13_000, ahead=20_000),
    {LESSON: Paint(first_byte=170, largest=900, shift=0.0004)},
    2.5,
    {LESSON: {"accessibility": 100, "best-practices": 100, "performance": 98, "seo": 100}},
)


@pytest.mark.parametrize(
    ("worse", "said"),
    [
        ({"weight": Weight(100_001, 12_000, 13_000, 0)}, "100.0 kB on the first visit"),
        ({"weight": Weight(95_000, 20_001, 13_000, 0)}, "20.0 kB on the next one"),
        ({"weight": Weight(95_000, 12_000, 25_001, 0)}, "25.0 kB of our own scripts"),
        ({"paints": {LESSON: Paint(170, 1001, 0)}}, "largest paint"),
        ({"paints": {LESSON: Paint(170, 900, 0.0051)}}, "layout shift"),
        ({"scores": {LESSON: PAGES.scores[LESSON] | {"performance": 97}}}, "performance 97"),
        ({"scores": {LESSON: PAGES.scores[LESSON] | {"seo": 99}}}, "seo 99"),
    ],
)
def test_a_page_that_is_too_heavy_too_slow_or_restless_is_found(worse: dict[str, Any], said: str) -> None:
    assert PAGES.keeps_bounds
    found = replace(PAGES, **worse)
    assert not found.keeps_bounds
    assert [said in line for line in found.lines if line.endswith("BROKEN")] == [True]


def test_a_broken_bound_fails_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was measured is given; what is made of it is real."""
    said: list[str] = []
    monkeypatch.setattr(running, "_databases", lambda folder, say: ["a database"])
    monkeypatch.setattr(running, "_packages", lambda folder, say: PACKAGES)
    monkeypatch.setattr(running, "_pages", lambda root, folder, say: PAGES)
    monkeypatch.setattr(running, "save", lambda results, path, packages, pages: None)
    for result, is_kept in ((measured(sealed=100, bare=39), False), (measured(sealed=100, bare=41), True)):
        monkeypatch.setattr(running, "_on", lambda *args, result=result: result)
        assert running.run(tmp_path, said.append) is is_kept
    assert "BROKEN" in said[1]
    assert "2.56 times" in said[1]


def test_its_settings_get_everything_that_production_requires() -> None:
    environment = os.environ | environment_of("sqlite:///nowhere")
    subprocess.run([sys.executable, "-c", "import config.settings.bench"], env=environment, check=True)
