"""What changed between two editions of a course, as plain values.

Plain values only: `courses.change_wording` puts them into words. Two editions that differ in anything have at least one
change between them, and two that are alike have none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import Any
from uuid import UUID

from .outline import Activity, Lesson, Module, Outline, Step, Test


class What(StrEnum):
    """What happened to a course, module, lesson, test or activity; before and after are values where there are any."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    RENAMED = "renamed"
    SUMMARY = "summary"
    TRANSLATED = "translated"
    TRANSLATION_WITHDRAWN = "translation_withdrawn"
    NOW_REQUIRED = "now_required"
    NOW_OPTIONAL = "now_optional"
    MINUTES = "minutes"
    RULE = "rule"
    AWAITED_TEST = "awaited_test"
    PASS_MARK = "pass_mark"
    MODULE_ORDER = "module_order"
    CERTIFICATE = "certificate"
    ACTIVITY_ADDED = "activity_added"
    ACTIVITY_WITHDRAWN = "activity_withdrawn"
    ACTIVITY_CHANGED = "activity_changed"
    ACTIVITY_RULE = "activity_rule"
    ACTIVITIES_MOVED = "activities_moved"
    TEXT = "text"
    FACTS = "facts"
    COMPETENCES = "competences"
    INTRODUCTION = "introduction"
    QUESTIONS = "questions"
    BANK = "bank"
    FILES = "files"
    PACKAGES = "packages"
    RULES_OF_TEST = "rules_of_test"
    CONTENT = "content"
    FIRST_IN_DETAIL = "first_in_detail"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what has the key `about`; `language` is empty where it concerns all languages."""

    what: What
    about: UUID
    language: str = ""
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An edition, as far as it can be compared.

    `wording` and `entries` are by language and key, as in `models.Edition` and `models.Manifest`; None for editions that
    were recorded without a manifest.
    """

    outline: Outline
    wording: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    entries: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None


def compare(before: Snapshot, after: Snapshot) -> list[Change]:
    """The changes from `before` to `after`: first those of shape and rules, then those of words and contents."""
    return list(
        chain(
            shape_changes(before.outline, after.outline),
            _word_changes(before, after),
            _content_changes(before, after),
        )
    )


def shape_changes(before: Outline, after: Outline) -> Iterator[Change]:
    if before.module_order is not after.module_order:
        yield Change(
            What.MODULE_ORDER, after.key, before=before.module_order.value, after=after.module_order.value
        )
    if before.certificate is not after.certificate:
        yield Change(
            What.CERTIFICATE, after.key, before=before.certificate.value, after=after.certificate.value
        )
    yield from _come_and_gone(
        [(module.key, None) for module in before.modules], [(m.key, None) for m in after.modules]
    )
    yield from _come_and_gone(_places(before), _places(after))
    old = {step.key: step for step in before.steps()}
    for step in after.steps():
        if step.key in old:
            yield from _step_changes(old[step.key], step)


def _places(outline: Outline) -> list[tuple[UUID, UUID | None]]:
    """Each step with the module in which it is, or None at the end of the course."""
    inside = [(step.key, module.key) for module in outline.modules for step in module.steps]
    return [*inside, *((test.key, None) for test in outline.tests)]


def _come_and_gone(
    before: Sequence[tuple[UUID, UUID | None]], after: Sequence[tuple[UUID, UUID | None]]
) -> Iterator[Change]:
    """What was added, withdrawn and moved; as few as possible count as moved."""
    old, new = dict(before), dict(after)
    yield from (Change(What.ADDED, key) for key in new if key not in old)
    yield from (Change(What.WITHDRAWN, key) for key in old if key not in new)
    elsewhere = {key for key in new if key in old and new[key] != old[key]}
    stayed: set[UUID] = set()
    ranks = {key: rank for rank, key in enumerate(old)}
    for place in dict.fromkeys(new.values()):
        here = [key for key, where in new.items() if where == place and key in old and key not in elsewhere]
        stayed |= _longest_rising(here, ranks)
    yield from (Change(What.MOVED, key) for key in new if key in old and key not in stayed)


def _longest_rising(keys: Sequence[UUID], ranks: Mapping[UUID, int]) -> set[UUID]:
    """The largest part of `keys` that stands in the order of `ranks`: patience sorting."""
    tops: list[int] = []
    piles: list[UUID] = []
    under: dict[UUID, UUID | None] = {}
    for key in keys:
        place = bisect_left(tops, ranks[key])
        under[key] = piles[place - 1] if place else None
        tops[place : place + 1] = [ranks[key]]
        piles[place : place + 1] = [key]
    found: set[UUID] = set()
    last = piles[-1] if piles else None
    while last is not None:
        found.add(last)
        last = under[last]
    return found


def _step_changes(before: Step, after: Step) -> Iterator[Change]:
    if before.is_required != after.is_required:
        yield Change(What.NOW_REQUIRED if after.is_required else What.NOW_OPTIONAL, after.key)
    if before.minutes != after.minutes:
        yield Change(What.MINUTES, after.key, before=before.minutes, after=after.minutes)
    if isinstance(before, Test) and isinstance(after, Test):
        if before.pass_mark != after.pass_mark:
            yield Change(What.PASS_MARK, after.key, before=before.pass_mark, after=after.pass_mark)
    elif isinstance(before, Lesson) and isinstance(after, Lesson):
        yield from _lesson_changes(before, after)
    else:
        # A key names one page for ever, and no page changes its type; data from elsewhere might.
        yield Change(What.CONTENT, after.key)


def _lesson_changes(before: Lesson, after: Lesson) -> Iterator[Change]:
    if before.rule is not after.rule:
        yield Change(What.RULE, after.key, before=before.rule.value, after=after.rule.value)
    if before.test != after.test:
        yield Change(What.AWAITED_TEST, after.key, before=before.test, after=after.test)
    old = {activity.key: activity for activity in before.activities}
    new = {activity.key: activity for activity in after.activities}
    for key, activity in new.items():
        if key not in old:
            yield Change(What.ACTIVITY_ADDED, after.key, after=activity.kind)
        else:
            yield from _activity_changes(after.key, old[key], activity)
    for key, activity in old.items():
        if key not in new:
            yield Change(What.ACTIVITY_WITHDRAWN, after.key, before=activity.kind)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change(What.ACTIVITIES_MOVED, after.key)


def _activity_changes(lesson: UUID, before: Activity, after: Activity) -> Iterator[Change]:
    if before.is_required != after.is_required:
        yield Change(What.ACTIVITY_CHANGED, lesson, before=before.is_required, after=after.is_required)
    if before.rule is None or after.rule is None:
        # The id of a block names one activity for ever, and its kind has a rule or not; data from elsewhere may differ.
        if replace(before, is_required=after.is_required) != after:
            yield Change(What.CONTENT, lesson)
    elif (before.rule, before.pass_mark) != (after.rule, after.pass_mark):
        rules = [(activity.rule, activity.pass_mark) for activity in (before, after)]
        yield Change(What.ACTIVITY_RULE, lesson, before=rules[0], after=rules[1])


def _word_changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    known_before, known_after = _keys(before.outline), _keys(after.outline)
    for language in dict.fromkeys([*after.wording, *before.wording]):
        old, new = before.wording.get(language), after.wording.get(language)
        if old is None or new is None:
            what = What.TRANSLATED if old is None else What.TRANSLATION_WITHDRAWN
            yield Change(what, after.outline.key, language)
            continue
        for key in dict.fromkeys([*new, *old]):
            about = UUID(key)
            if key not in old or key not in new:
                # What came or went as a whole has been told already.
                if (about in known_before) == (about in known_after):
                    what = What.TRANSLATED if key in new else What.TRANSLATION_WITHDRAWN
                    yield Change(what, about, language)
                continue
            if old[key]["title"] != new[key]["title"]:
                yield Change(What.RENAMED, about, language, old[key]["title"], new[key]["title"])
            if old[key]["summary"] != new[key]["summary"]:
                yield Change(What.SUMMARY, about, language)


PARTS = {
    "text": What.TEXT,
    "facts": What.FACTS,
    "competences": What.COMPETENCES,
    "introduction": What.INTRODUCTION,
    "questions": What.QUESTIONS,
    "bank": What.BANK,
    "files": What.FILES,
}


def _content_changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    if after.entries is None:
        return
    if before.entries is None:
        yield Change(What.FIRST_IN_DETAIL, after.outline.key)
        return
    for language, entries in after.entries.items():
        for key, entry in entries.items():
            old = before.entries.get(language, {}).get(key)
            if old is not None and old != entry:
                yield from _entry_changes(UUID(key), language, old, entry)


def _entry_changes(
    about: UUID, language: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for name, what in PARTS.items():
        if before.get(name) != after.get(name):
            yield Change(what, about, language)
    if before.get("text") == after.get("text") and before.get("packages") != after.get("packages"):
        # Where blocks came or went the text has changed, and has been told already.
        yield Change(What.PACKAGES, about, language)
    old, new = before.get("rules", {}), after.get("rules", {})
    for name in new:
        if old.get(name) != new[name]:
            yield Change(What.RULES_OF_TEST, about, language, (name, old.get(name)), (name, new[name]))


def _keys(outline: Outline) -> set[UUID]:
    return {outline.key, *(module.key for module in outline.modules), *(step.key for step in outline.steps())}


def number_of(outline: Outline, key: UUID) -> str:
    """Where a module or step stands, as people count: "2" or "2.3"; empty for the course and the tests at its end."""
    for index, module in enumerate(outline.modules, 1):
        if module.key == key:
            return str(index)
        place = _place_in(module, key)
        if place:
            return f"{index}.{place}"
    return ""


def _place_in(module: Module, key: UUID) -> int:
    return next((place for place, step in enumerate(module.steps, 1) if step.key == key), 0)
