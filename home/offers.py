"""The courses of a catalogue, and which of them somebody asked for: by words, group, language and duration."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Edition, Kind, SearchEntry
from courses.search.finding import find
from courses.search.words import fold
from learning.wording import hours

from .models import CataloguePage, courses_below
from .navigation import cached

DURATIONS = {
    "short": (0, 60, _("Up to one hour")),
    "medium": (61, 240, _("One to four hours")),
    "long": (241, 10**6, _("More than four hours")),
}
MOST_ENTRIES = 200
"""Of those that answer a question, the best: which courses they are from is asked of these."""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Any
    is_chosen: bool


@dataclass
class Offers:
    """What is shown of a catalogue, and what can be asked for."""

    everything: list[CoursePage]
    minutes: dict[UUID, int]
    languages: list[Choice]
    question: str
    group: str
    duration: str
    answering: list[UUID] | None
    """The courses that answer the question, the best first; None when there is no question."""

    @cached_property
    def courses(self) -> list[CoursePage]:
        found = [course for course in self.everything if self._is_asked_for(course)]
        if self.answering is not None:
            place = {key: number for number, key in enumerate(self.answering)}
            found = sorted(
                (course for course in found if course.translation_key in place),
                key=lambda course: place[course.translation_key],
            )
        return found

    @property
    def is_filtered(self) -> bool:
        return bool(self.question or self.group or self.duration)

    @property
    def can_be_filtered(self) -> bool:
        return len(self.everything) > 1 or len(self.languages) > 1 or self.is_filtered

    @cached_property
    def groups(self) -> list[Choice]:
        """Every group that a course is for, in the order of the alphabet; spellings that differ in capitals are one."""
        labels: dict[str, str] = {}
        for course in self.everything:
            for name in course.group_names:
                labels.setdefault(fold(name), name)
        return [Choice(value, labels[value], value == self.group) for value in sorted(labels)]

    @cached_property
    def durations(self) -> list[Choice]:
        return [Choice(name, label, name == self.duration) for name, (_from, _to, label) in DURATIONS.items()]

    @property
    def language(self) -> str:
        return next(choice.value for choice in self.languages if choice.is_chosen)

    def _is_asked_for(self, course: CoursePage) -> bool:
        if self.group and self.group not in {fold(name) for name in course.group_names}:
            return False
        if self.duration:
            shortest, longest, _label = DURATIONS[self.duration]
            return shortest <= self.minutes.get(course.translation_key, 0) <= longest
        return True


def offers(page: CataloguePage, asked: Mapping[str, str]) -> Offers:
    """What `asked`, the question in the address, leaves of the courses in `page`. The number of queries is constant."""
    language, shown = page.locale.language_code, page
    languages = cached("languages-of-courses", _languages_of_courses)
    if asked.get("language", language) in languages - {language}:
        other = page.get_translations().live().filter(locale__language_code=asked["language"]).first()
        language, shown = (asked["language"], other) if other else (language, shown)
    everything = list(courses_below(shown))
    keys = {course.translation_key for course in everything}
    minutes = _minutes(keys)
    for course in everything:
        course.hours = hours(minutes[course.translation_key]) if minutes.get(course.translation_key) else ""
    question = asked.get("q", "").strip()[:200]
    duration = asked.get("duration", "")
    return Offers(
        everything=everything,
        minutes=minutes,
        languages=[
            Choice(code, name, code == language)
            for code, name in settings.LANGUAGES
            if code in {*languages, language}
        ],
        question=question,
        group=fold(asked.get("group", "").strip()),
        duration=duration if duration in DURATIONS else "",
        answering=_answering(question, language) if question else None,
    )


def _languages_of_courses() -> set[str]:
    return set(CoursePage.objects.live().values_list("locale__language_code", flat=True).distinct())


def _minutes(keys: Collection[UUID]) -> dict[UUID, int]:
    editions = Edition.objects.current().filter(course_key__in=keys).only("course_key", "outline")
    return {edition.course_key: edition.shape.minutes for edition in editions}


def _answering(question: str, language: str) -> list[UUID]:
    pks = find(question, language).pks(Kind.COURSE, Kind.MODULE, Kind.LESSON)[:MOST_ENTRIES]
    keys = dict(SearchEntry.objects.filter(pk__in=pks).values_list("pk", "course_key"))
    return list(dict.fromkeys(key for pk in pks if (key := keys.get(pk))))
