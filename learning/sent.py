"""Facts as a browser sends them. JSON values in, plain values out; what cannot be read raises ValueError."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from . import answers, margin, reported
from .marking import Answer
from .reported import Report

MOST_STATE = 64 * 1024
"""Bytes of what an H5P package wants to find again."""
_NOTHING: tuple[Any, ...] = (None, "", {}, [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """`id` was made by the browser, `at` is the time of its clock; `step` is the lesson or test."""

    id: UUID
    course: UUID
    step: UUID
    at: datetime

    @property
    def about(self) -> UUID:
        """The key of what it says something about."""
        return self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Sent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Sent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class InLesson(Sent):
    activity: UUID

    @property
    def about(self) -> UUID:
        return self.activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(InLesson):
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(InLesson):
    ticks: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(InLesson):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated(Sent):
    """Something in the margin of the lesson: for the learner alone, and no part of the ledger."""

    change: margin.Change

    @property
    def adds_highlight(self) -> bool:
        return isinstance(self.change, margin.Highlighted)


@dataclass(frozen=True, slots=True, kw_only=True)
class H5PViewed(InLesson):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class H5PResult(InLesson):
    report: Report

    @property
    def about(self) -> UUID:
        """Each part of a package has a key of its own."""
        return uuid5(self.activity, self.report.part) if self.report.part else self.activity


@dataclass(frozen=True, slots=True, kw_only=True)
class H5PState(InLesson):
    """`state` is JSON, empty where it says nothing; it was made in that `generation` of the package."""

    state: str
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAnswers(Sent):
    """Answers of a running test, by question key."""

    __test__ = False

    attempt: UUID
    answers: Mapping[str, Answer]


def read(data: Mapping[str, Any]) -> Sent:
    """The fact that `data` describes. Raises ValueError."""
    kind, fields = _KINDS.get(str(data.get("kind")), (None, {}))
    if kind is None:
        raise ValueError("unknown kind")
    try:
        values = {name: reader(data[name]) for name, reader in {**_COMMON, **fields}.items()}
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("missing or malformed field") from error
    return kind(**values)


def _time(value: Any) -> datetime:
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time.astimezone(UTC)


def _answers(value: Any) -> dict[str, Answer]:
    return {margin.text(key): answers.from_json(answer) for key, answer in value.items()}


def _ticks(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(margin.text(each) for each in value)


def _state(value: Any) -> str:
    """Raises ValueError for what is too large or no JSON."""
    text = margin.text(value)
    if len(text.encode()) > MOST_STATE:
        raise ValueError("too large")
    return "" if not text.strip() or json.loads(text) in _NOTHING else text


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


_Readers = Mapping[str, Callable[[Any], Any]]
_COMMON: _Readers = {"id": UUID, "course": UUID, "step": UUID, "at": _time}
_KINDS: Mapping[str, tuple[type[Sent], _Readers]] = {
    "opened": (Opened, {}),
    "done": (Done, {}),
    "check": (Check, {"activity": UUID, "answer": answers.from_json}),
    "checklist": (Checklist, {"activity": UUID, "ticks": _ticks, "text": margin.text}),
    "reflection": (Reflection, {"activity": UUID, "text": margin.text}),
    **{kind: (Annotated, {"change": read}) for kind, read in margin.READERS.items()},
    "h5p-viewed": (H5PViewed, {"activity": UUID}),
    "h5p-result": (H5PResult, {"activity": UUID, "report": reported.read}),
    "h5p-state": (H5PState, {"activity": UUID, "state": _state, "generation": _count}),
    "answers": (TestAnswers, {"attempt": UUID, "answers": _answers}),
}
