"""Loads what a page shows of one course for one visitor: the edition, the enrolment and its evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q
from wagtail.models import Page

from courses.models import CoursePage, Edition, QuizPage
from courses.quiz import Draw

from .models import Attempt, Enrolment, H5PState, Note, Statement, Verb
from .presentation import Presentation, TestPresentation
from .progress import Evidence

# What only learners themselves can have done, and always in the course as it was then.
VISITS = (Verb.REGISTERED, Verb.OPENED, Verb.ANSWERED, Verb.PASSED, Verb.FAILED)


def edition_of_page(page: Page) -> Edition | None:
    """The newest edition of the course to which `page` belongs, in one query."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    course_key = CoursePage.objects.filter(path__in=paths).values("translation_key")[:1]
    return Edition.objects.filter(course_key__in=course_key).order_by("-number").first()


def enrolment_of(user: Any, course_key: UUID) -> Enrolment | None:
    """The enrolment with its evidence, in two queries; None for strangers."""
    if not user.is_authenticated:
        return None
    return Enrolment.objects.of(user).filter(course_key=course_key).prefetch_related("items").first()


def present_course(
    *, edition: Edition, user: Any, language: str, current: UUID | None = None
) -> Presentation:
    enrolment = enrolment_of(user, edition.course_key)
    return Presentation(
        edition=edition,
        language=language,
        enrolment=enrolment,
        evidence=enrolment.evidence if enrolment else Evidence(),
        current=current,
    )


def present_enrolled(user: Any, course_keys: Collection[UUID], language: str) -> dict[UUID, Presentation]:
    """Those of the courses in which somebody is enrolled. Three queries, or none for visitors."""
    if not user.is_authenticated or not course_keys:
        return {}
    enrolments = list(Enrolment.objects.of(user).filter(course_key__in=course_keys).prefetch_related("items"))
    keys = {enrolment.course_key for enrolment in enrolments}
    editions = {
        edition.course_key: edition for edition in Edition.objects.current().filter(course_key__in=keys)
    }
    return {
        enrolment.course_key: Presentation(
            editions[enrolment.course_key], language, enrolment, enrolment.evidence
        )
        for enrolment in enrolments
    }


def with_notes(presentation: Presentation) -> Presentation:
    """Add what the learner noted and answered in the lesson at hand, and how they left its H5P packages.

    One query, and another one where there are packages.
    """
    step = presentation.edition.shape.step(presentation.current) if presentation.current else None
    kinds = {activity.key: activity.kind for activity in getattr(step, "activities", ())}
    packages = {key for key, kind in kinds.items() if kind == "h5p"}
    if presentation.enrolment:
        about = Q(object_key__in=kinds.keys() - packages) | Q(lesson_key=presentation.current)
        notes = Note.objects.filter(about, enrolment=presentation.enrolment).order_by("pk")
        presentation.notes = {note.object_key: note for note in notes}
    if presentation.enrolment and packages:
        states = H5PState.objects.filter(enrolment=presentation.enrolment, activity_key__in=packages)
        presentation.states = {state.activity_key: state for state in states}
    return presentation


def with_news(presentation: Presentation) -> Presentation:
    """Add what the course was like when the learner, still at it, was last there. One query, or none."""
    enrolment = presentation.enrolment
    if enrolment and presentation.edition.number > 1 and not presentation.is_complete:
        visits = Statement.objects.filter(
            learner_key=enrolment.learner.learner_key, course_key=enrolment.course_key, verb__in=VISITS
        ).order_by("-stored")
        edition = Edition.objects.filter(pk__in=visits.values("edition")[:1]).only("outline").first()
        presentation.seen = edition.shape if edition else None
    return presentation


def present_test(*, edition: Edition, user: Any, language: str, test: QuizPage) -> TestPresentation:
    enrolment = enrolment_of(user, edition.course_key)
    attempts: list[Attempt] = []
    if enrolment:
        attempts = list(
            enrolment.attempts.filter(test_key=test.translation_key).defer("paper_data", "answers")
        )
    return TestPresentation(
        edition=edition,
        language=language,
        enrolment=enrolment,
        evidence=enrolment.evidence if enrolment else Evidence(),
        current=test.translation_key,
        attempts=[attempt for attempt in attempts if attempt.submitted_at],
        open_attempt=next((attempt for attempt in attempts if not attempt.submitted_at), None),
        attempts_allowed=test.attempts,
        question_count=question_count(test),
    )


def question_count(test: QuizPage) -> int:
    return sum(entry.count if isinstance(entry, Draw) else 1 for entry in test.quiz.entries)


@dataclass(frozen=True, slots=True)
class TestResult:
    """The best of a learner's attempts at one test."""

    title: str
    url: str
    percent: int | None
    is_passed: bool
    count: int


@dataclass(frozen=True, slots=True)
class MyCourse:
    presentation: Presentation
    enrolment: Enrolment
    course: CoursePage | None
    tests: list[TestResult]


def present_mine(user: Any, language: str) -> list[MyCourse]:
    """Every course of a learner, the most recently opened first. The number of queries is constant."""
    enrolments = list(
        Enrolment.objects.of(user)
        .prefetch_related(
            "items", Prefetch("attempts", Attempt.objects.submitted().defer("paper_data", "answers"))
        )
        .order_by(F("last_opened_at").desc(nulls_last=True), "-enrolled_at")
    )
    keys = {enrolment.course_key for enrolment in enrolments}
    editions = {
        edition.course_key: edition for edition in Edition.objects.current().filter(course_key__in=keys)
    }
    pages = _pages(keys, language)
    found = []
    for enrolment in enrolments:
        edition = editions[enrolment.course_key]
        presentation = Presentation(edition, language, enrolment, enrolment.evidence)
        results = _results(presentation, list(enrolment.attempts.all()))
        found.append(MyCourse(presentation, enrolment, pages.get(enrolment.course_key), results))
    return found


def _pages(keys: set[UUID], language: str) -> dict[UUID, CoursePage]:
    """The live page of each course, in `language` where there is one."""
    pages: dict[UUID, CoursePage] = {}
    live = (
        CoursePage.objects.live()
        .filter(translation_key__in=keys)
        .select_related("locale", "picture")
        .order_by("pk")
    )
    for page in live:
        if page.translation_key not in pages or page.locale.language_code == language:
            pages[page.translation_key] = page
    return pages


def _results(presentation: Presentation, attempts: list[Attempt]) -> list[TestResult]:
    rows = [*(step for module in presentation.modules for step in module.steps), *presentation.tests]
    taken = {row.key: [attempt for attempt in attempts if attempt.test_key == row.key] for row in rows}
    return [
        TestResult(row.title, row.url, row.percent, row.is_done, len(taken[row.key]))
        for row in rows
        if taken[row.key]
    ]
