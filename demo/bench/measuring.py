"""How long answers take, and how many there are in a second: each page in turn with the floor, so that noise hits both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median, quantiles
from time import perf_counter

from .load import Answer, Line
from .scenario import Scenario

ROUNDS = 5
TRIES = 500


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is sent: so many requests one by one, and so many over all lines at once."""

    processes: int = 2
    lines: int = 4
    one_by_one: int = 60
    at_once: int = 120

    @property
    def forms(self) -> int:
        """How many requests one scenario uses up."""
        return self.lines + self.one_by_one + self.at_once


@dataclass(frozen=True, slots=True)
class Speed:
    """Times in milliseconds, seen by one visitor alone; requests per second with all lines busy."""

    median: float
    p95: float
    per_second: float


def speed(times: Sequence[float], per_second: float) -> Speed:
    """`times` in seconds."""
    return Speed(median(times) * 1000, quantiles(times, n=20)[-1] * 1000, per_second)


@contextmanager
def lines(port: int, floor: Scenario, extent: Extent) -> Iterator[list[Line]]:
    """Lines to the server, as many to each of its processes; which process takes a line is left to chance otherwise."""
    taken: Counter[bytes] = Counter()
    with ExitStack() as stack:
        kept: list[Line] = []
        for _try in range(TRIES):
            with ExitStack() as trial:
                line = trial.enter_context(Line(port))
                process = line.send(floor.requests[0]).body
                if taken[process] < extent.lines // extent.processes:
                    taken[process] += 1
                    kept.append(line)
                    stack.push(trial.pop_all())
            if len(kept) == extent.lines:
                yield kept
                return
        raise RuntimeError(f"{extent.processes} processes should answer, but only {len(taken)} did")


def measure(
    scenario: Scenario, floor: Scenario, open_lines: Sequence[Line], extent: Extent
) -> tuple[Speed, Speed]:
    """The speed of `scenario`, and that of the floor meanwhile."""
    ours = _Course(scenario)
    bare = _Course(floor)
    for line in open_lines:
        bare.send(line)
        ours.send(line)
    pairs = [
        (bare.send(line).seconds, ours.send(line).seconds)
        for line in islice(cycle(open_lines), extent.one_by_one)
    ]
    bare_seconds = our_seconds = 0.0
    share = extent.at_once // ROUNDS
    for _round in range(ROUNDS):
        bare_seconds += bare.burst(open_lines, share)
        our_seconds += ours.burst(open_lines, share)
    return (
        speed([ours_took for _bare, ours_took in pairs], ROUNDS * share / our_seconds),
        speed([bare_took for bare_took, _ours in pairs], ROUNDS * share / bare_seconds),
    )


class _Course:
    """The requests of a scenario one after another: pages again and again, forms once each."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._requests = cycle(scenario.requests) if scenario.is_repeatable else iter(scenario.requests)

    def send(self, line: Line) -> Answer:
        return self._checked(line.send(next(self._requests)))

    def burst(self, open_lines: Sequence[Line], count: int) -> float:
        """Send `count` requests over all lines at once; the seconds until the last answer."""
        requests = list(islice(self._requests, count))

        def run(place: int) -> None:
            for request in requests[place :: len(open_lines)]:
                self._checked(open_lines[place].send(request))

        with ThreadPoolExecutor(len(open_lines)) as pool:
            start = perf_counter()
            list(pool.map(run, range(len(open_lines))))
            return perf_counter() - start

    def _checked(self, answer: Answer) -> Answer:
        if answer.status != self._scenario.status:
            raise RuntimeError(f"{self._scenario.name}: answered with {answer.status}")
        return answer
