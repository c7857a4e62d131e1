"""Loads everything that a learner keeps for themselves. The number of queries does not depend on how much it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from courses.models import Edition
from courses.outline import Lesson

from . import wording
from .models import Enrolment, Note
from .notebook import CourseNotes, LessonNotes, Quote, Written


def present_notes(user: Any, language: str, course_key: UUID | None = None) -> list[CourseNotes]:
    """Of every course, or of one: the course last opened first, and its lessons in their order."""
    enrolments = Enrolment.objects.of(user).order_by(
        F("last_opened_at").desc(nulls_last=True), "-enrolled_at"
    )
    if course_key:
        enrolments = enrolments.filter(course_key=course_key)
    found = {enrolment.pk: enrolment for enrolment in enrolments}
    notes: dict[int, list[Note]] = {}
    for note in Note.objects.filter(enrolment__in=found).order_by("pk"):
        notes.setdefault(note.enrolment_id, []).append(note)
    keys = {found[pk].course_key for pk in notes}
    editions = {each.course_key: each for each in Edition.objects.current().filter(course_key__in=keys)}
    courses = [
        _course(editions[enrolment.course_key], notes[pk], language)
        for pk, enrolment in found.items()
        if pk in notes
    ]
    return [course for course in courses if course.lessons]


def _course(edition: Edition, notes: list[Note], language: str) -> CourseNotes:
    lessons = {step.key: step for step in edition.shape.steps() if isinstance(step, Lesson)}
    places = {activity.key: lesson.key for lesson in lessons.values() for activity in lesson.activities}
    of_lesson: dict[UUID | None, list[Note]] = {key: [] for key in lessons}
    for note in notes:
        of_lesson.setdefault(note.lesson_key or places.get(note.object_key), []).append(note)
    rows = [
        _lesson(edition, key, lessons.get(key) if key else None, own, language)
        for key, own in of_lesson.items()
    ]
    key = edition.course_key
    return CourseNotes(
        key,
        edition.title(key, language),
        edition.language(key, language),
        edition.url(key, language),
        tuple(row for row in rows if not row.is_empty),
    )


def _lesson(
    edition: Edition, key: UUID | None, lesson: Lesson | None, notes: list[Note], language: str
) -> LessonNotes:
    url = edition.url(key, language) if lesson else ""
    own = next((note for note in notes if note.object_key == key), None)
    return LessonNotes(
        key=key,
        title=edition.title(key, language) if lesson else _("A lesson that is no longer part of this course"),
        language=edition.language(key, language) if lesson else "",
        url=url,
        is_bookmarked=bool(own and own.is_bookmarked),
        text=own.text if own else "",
        quotes=tuple(_quote(note, note.passage, url) for note in notes if note.passage),
        written=tuple(
            _written(note, lesson, url) for note in notes if note.lesson_key is None and note.text.strip()
        ),
    )


def _quote(note: Note, passage: dict[str, str], url: str) -> Quote:
    place = f"{url}#block-{passage['block']}" if url and passage["block"] else url
    return Quote(note.object_key, passage["exact"], passage["language"], note.text, place)


def _written(note: Note, lesson: Lesson | None, url: str) -> Written:
    if lesson is None:
        return Written(_("Your text"), note.text, "")
    label = capfirst(wording.activity(note.object_key, lesson))
    return Written(label, note.text, f"{url}#activity-{note.object_key}")
