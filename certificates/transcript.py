"""What the holder did, a line for each module: workload, best result, attempts. Plain values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .facts import Facts, ModuleFact, StepFact


@dataclass(frozen=True, slots=True)
class Line:
    """`result` in per cent; None where there was no test, or where it was not passed. 0 attempts: none, or not known."""

    title: str
    minutes: int | None = None
    result: int | None = None
    attempts: int = 0


def transcript(facts: Facts) -> tuple[Line, ...]:
    """The modules in order, then the tests of the whole course. Old records know the tests, but not where they belong."""
    if not any(module.steps for module in facts.modules) and not facts.final_tests:
        tests = (Line(test.title, result=test.result, attempts=test.attempts) for test in facts.tests)
        return (*(Line(module.title, module.minutes) for module in facts.modules), *tests)
    modules = (line for module in facts.modules for line in _of_module(module))
    return (*modules, *(_of_test(test, test.title) for test in facts.final_tests))


def _of_module(module: ModuleFact) -> Iterator[Line]:
    """One line, with the result of its test; several tests have a line each."""
    tests = [step for step in module.steps if step.is_test]
    if len(tests) == 1:
        yield _of_test(tests[0], module.title, module.minutes)
        return
    yield Line(module.title, module.minutes)
    for test in tests:
        yield _of_test(test, test.title)


def _of_test(test: StepFact, title: str, minutes: int | None = None) -> Line:
    return Line(title, minutes, test.result if test.is_done else None, test.attempts)
