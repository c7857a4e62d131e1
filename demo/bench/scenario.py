"""What is measured, as plain values that travel from the process that fills a database to the one that measures."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .load import Request

FLOOR = "/bench/floor/"
"""The address of the bare view."""

COURSE_PAGE = "course page, 50 lessons"
LESSON_PAGE = "lesson page"
LAST_STATEMENT = "statement that finishes the course"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that learners do. Pages may be opened again and again; each form can be sent once.

    `queries` is what one request costs the database, BEGIN and COMMIT not counted; `statements` is how many it adds to the
    ledger.
    """

    name: str
    requests: list[Request]
    status: int
    queries: int = 0
    statements: int = 0

    @property
    def is_repeatable(self) -> bool:
        return all(request.form is None for request in self.requests)


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything there is to measure on one database; `printing` holds seconds for each certificate, by way of printing,
    and `searching` for each question.

    `inserted_per_second` is how many statements the database alone takes.
    """

    floor: Scenario
    scenarios: list[Scenario]
    batches: Scenario
    printing: dict[str, list[float]]
    searching: dict[str, list[float]]
    inserted_per_second: float


def save(filling: Filling, path: Path) -> None:
    path.write_text(json.dumps(asdict(filling)))


def load(path: Path) -> Filling:
    data = json.loads(path.read_text())
    scenarios = [_scenario(entry) for entry in data["scenarios"]]
    return Filling(
        _scenario(data["floor"]),
        scenarios,
        _scenario(data["batches"]),
        data["printing"],
        data["searching"],
        data["inserted_per_second"],
    )


def _scenario(data: dict[str, object]) -> Scenario:
    requests = [Request(**request) for request in data.pop("requests")]  # type: ignore[attr-defined]
    return Scenario(requests=requests, **data)  # type: ignore[arg-type]
