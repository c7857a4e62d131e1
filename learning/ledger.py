"""Statements in, evidence out: what the ledger says a learner has done.

Standard library only: anything that has the attributes of a statement can be read, so the same rule serves the action that
records a fact, the command that recomputes everything, and the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from .progress import Evidence

DONE_VERBS = {"completed", "answered", "passed"}
NO_STEPS = {"course", "part", "statement"}


class Entry(Protocol):
    """What of a statement matters as evidence."""

    @property
    def id(self) -> UUID: ...
    @property
    def verb(self) -> str: ...
    @property
    def object_type(self) -> str: ...
    @property
    def object_key(self) -> UUID: ...
    @property
    def score(self) -> Decimal | None: ...
    @property
    def context(self) -> Mapping[str, Any]: ...


def voided(entries: Iterable[Entry]) -> frozenset[UUID]:
    """The ids of the statements that `entries` void, whether these have arrived yet or not."""
    return frozenset(entry.object_key for entry in entries if entry.verb == "voided")


def evidence(entries: Iterable[Entry], without: Set[UUID] = frozenset()) -> Evidence:
    """The evidence of all `entries`, in whatever order and however often they come.

    What one of them voids leaves nothing, nor does what `without` names. A failed test leaves its score but is not done.
    What an H5P package reports of itself makes it finished at most: its rule decides what that means. The completion of the
    course itself is not evidence for its steps, nor are the parts of a package for the whole.
    """
    everything = list(entries)
    void = voided(everything) | without
    opened: set[UUID] = set()
    done: set[UUID] = set()
    finished: set[UUID] = set()
    scores: dict[UUID, Decimal] = {}
    for entry in everything:
        if entry.object_type in NO_STEPS or entry.id in void:
            continue
        if entry.verb == "experienced":
            opened.add(entry.object_key)
        elif "reported" in entry.context:
            if entry.context["reported"].get("completion"):
                finished.add(entry.object_key)
        elif entry.verb in DONE_VERBS:
            done.add(entry.object_key)
        if entry.score is not None:
            scores[entry.object_key] = max(entry.score, scores.get(entry.object_key, entry.score))
    return Evidence(frozenset(opened), frozenset(done), scores, frozenset(finished))
