"""Statements in the form of xAPI 1.0.3 (IEEE 9274.1.1), as other systems read them. Plain values in, JSON values out.

Learners and trainers are accounts of this site, named by their pseudonymous keys. What is learnt has addresses of this site
as identifiers; they need not lead anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from courses.outline import Lesson, Outline

VERSION = "1.0.3"
ADL = "http://adlnet.gov/expapi"

VERBS = {
    "registered": "registered for",
    "experienced": "opened",
    "completed": "completed",
    "answered": "answered",
    "passed": "passed",
    "failed": "failed",
    "voided": "voided",
}
TYPES = {
    "course": "course",
    "lesson": "lesson",
    "test": "assessment",
    "activity": "interaction",
    "part": "interaction",
}
KINDS = {"knowledge_check": "question"}
# What a statement says of itself beyond the words of xAPI.
EXTENSIONS = ("attempt", "before", "derived", "question", "reason")
POINTS = ("raw", "min", "max")


class Entry(Protocol):
    """What of a statement is exported."""

    @property
    def id(self) -> UUID: ...
    @property
    def learner_key(self) -> UUID: ...
    @property
    def course_key(self) -> UUID: ...
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
    @property
    def language(self) -> str: ...
    @property
    def timestamp(self) -> datetime: ...
    @property
    def stored(self) -> datetime: ...


@dataclass(frozen=True)
class Published:
    """The edition under which a statement was made: its number, its digest, and what things were called in it."""

    number: int
    digest: str
    titles: Mapping[UUID, Mapping[str, str]]
    kinds: Mapping[UUID, str]


def published(number: int, digest: str, outline: Outline, wording: Mapping[str, Any]) -> Published:
    """`wording` holds the titles as an edition does: by language, then by key."""
    titles: dict[UUID, dict[str, str]] = {}
    for language, words in wording.items():
        for key, word in words.items():
            titles.setdefault(UUID(key), {})[language] = word["title"]
    kinds = {
        activity.key: activity.kind
        for step in outline.steps()
        if isinstance(step, Lesson)
        for activity in step.activities
    }
    return Published(number, digest, titles, kinds)


def statement(entry: Entry, *, site: str, edition: Published | None, platform: str) -> dict[str, Any]:
    """`entry` as xAPI has it. `site` is the address of this site without a slash at its end, `platform` its name."""
    author = entry.context.get("by")
    is_voiding = entry.verb == "voided"
    found: dict[str, Any] = {
        "id": str(entry.id),
        # Who voids something does it themselves; what trainers mark as done is still the learner's.
        "actor": agent(site, author if is_voiding and author else entry.learner_key),
        "verb": {"id": f"{ADL}/verbs/{entry.verb}", "display": {"en": VERBS[entry.verb]}},
        "object": {"objectType": "StatementRef", "id": str(entry.object_key)}
        if is_voiding
        else _activity(site, entry.object_type, entry.object_key, edition),
    }
    if result := _result(entry):
        found["result"] = result
    found["context"] = _context(entry, site, edition, platform)
    return found | {
        "timestamp": entry.timestamp.isoformat(),
        "stored": entry.stored.isoformat(),
        "authority": agent(site, "agora"),
        "version": VERSION,
    }


def agent(site: str, name: object) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": site, "name": str(name)}}


def _activity(site: str, object_type: str, key: UUID, edition: Published | None) -> dict[str, Any]:
    kind = edition.kinds.get(key, "") if edition else ""
    definition: dict[str, Any] = {"type": f"{ADL}/activities/{KINDS.get(kind, TYPES[object_type])}"}
    if edition and key in edition.titles:
        definition["name"] = dict(edition.titles[key])
    return {
        "objectType": "Activity",
        "id": f"{site}/xapi/activities/{object_type}/{key}",
        "definition": definition,
    }


def _result(entry: Entry) -> dict[str, Any]:
    result: dict[str, Any] = {}
    reported = entry.context.get("reported", {})
    if entry.score is not None:
        points = {name: reported[name] for name in POINTS if name in reported}
        result["score"] = {"scaled": float(entry.score), **points}
    if entry.verb in ("passed", "failed"):
        result["success"] = entry.verb == "passed"
    if entry.verb in ("completed", "answered", "passed"):
        result["completion"] = True
    return result | {
        name: reported[name] for name in ("completion", "success", "duration") if name in reported
    }


def _context(entry: Entry, site: str, edition: Published | None, platform: str) -> dict[str, Any]:
    context: dict[str, Any] = {}
    is_voiding = entry.verb == "voided"
    if entry.context.get("by") and not is_voiding:
        context["instructor"] = agent(site, entry.context["by"])
    if entry.object_type != "course":
        course = _activity(site, "course", entry.course_key, edition)
        context["contextActivities"] = {"grouping": [course]}
        if "parent" in entry.context:
            whole = _activity(site, "activity", UUID(entry.context["parent"]), edition)
            context["contextActivities"]["parent"] = [whole]
    if entry.language:
        context["language"] = entry.language
    if not is_voiding:
        # The standard allows these two for activities only.
        context["platform"] = platform
        if edition:
            context["revision"] = str(edition.number)
    extensions: dict[str, Any] = {
        f"{site}/xapi/extensions/{name}": entry.context[name] for name in EXTENSIONS if name in entry.context
    }
    if "reported" in entry.context:
        # By a program in the browser of the learner, who could have written it as well.
        extensions[f"{site}/xapi/extensions/reported-by-browser"] = True
    if edition:
        extensions[f"{site}/xapi/extensions/edition"] = {"number": edition.number, "digest": edition.digest}
    if extensions:
        context["extensions"] = extensions
    return context
