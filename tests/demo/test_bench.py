"""The bench in small: what it says it measures really happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from certificates.models import Certificate
from demo.bench import course, learners, printing, scenario
from demo.bench.filling import fill
from demo.bench.measuring import Extent
from demo.bench.report import save, table
from demo.bench.running import environment_of, results_of
from learning.models import Attempt, Enrolment, Statement, Verb

SMALL = Extent(processes=1, lines=2, one_by_one=2, at_once=5)


@pytest.fixture
def site(settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.ROOT_URLCONF = "demo.bench.urls"
    for module, name, number in (
        (course, "MODULES", 1),
        (course, "LESSONS", 3),
        (course, "QUESTIONS", 4),
        (course, "TERMS", 2),
        (learners, "READERS", 3),
        (printing, "COUNT", 2),
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


def test_its_settings_get_everything_that_production_requires() -> None:
    environment = os.environ | environment_of("sqlite:///nowhere")
    subprocess.run([sys.executable, "-c", "import config.settings.bench"], env=environment, check=True)
