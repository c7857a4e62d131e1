"""The search page: what was asked, what answers it, and how one gets there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.models import CoursePage, Edition, Kind, SearchEntry
from courses.search.finding import Answer, Hit, as_hit, find, read
from courses.search.words import words
from learning.presentation import Presentation, StepRow
from learning.presenters import present_enrolled

PER_PAGE = 10
BESIDE = 4
"""How many of each other kind are shown beside the lessons."""
LONGEST = 200
"""Letters of a question."""
LIMIT = {"search": "60/m/ip"}


@dataclass(frozen=True, slots=True)
class Result:
    """A hit, and for lessons of somebody's own courses their state there."""

    hit: Hit
    is_enrolled: bool
    step: StepRow | None

    @property
    def is_open(self) -> bool:
        return self.step is not None and not self.step.is_locked


@dataclass(frozen=True, slots=True)
class Results:
    answer: Answer
    lessons: list[Result]
    page: Page
    tools: list[Result]
    courses: list[Result]
    terms: list[Result]

    @property
    def is_empty(self) -> bool:
        return not (self.lessons or self.tools or self.courses or self.terms)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Without a question the page asks for one."""
    question = request.GET.get("q", "").strip()[:LONGEST]
    language = get_language() or ""
    hidden = _hidden(request.user)
    course = _course(request.GET.get("course", ""), hidden)
    context: dict[str, Any] = {"question": question, "course": course, "language": language}
    if course:
        context["course_title"] = course.title(course.course_key, language)
        context["course_url"] = course.url(course.course_key, language)
    if question and not consume(request, app="home", action="search", config=LIMIT, limit_get=True):
        response = render(request, "home/search_limit.html", context, status=429)
        response["Retry-After"] = "60"
        return _unlisted(response)
    if question:
        context["is_too_short"] = not any(len(form) > 1 for form in words(question, language))
        if not context["is_too_short"]:
            context["results"] = _results(
                request, question, language, course.course_key if course else None, hidden
            )
    return _unlisted(render(request, "home/search.html", context))


def _results(
    request: HttpRequest, question: str, language: str, course_key: UUID | None, hidden: Collection[UUID]
) -> Results:
    answer = find(question, language, course_key=course_key, hidden=hidden)
    page = Paginator(answer.pks(Kind.LESSON, Kind.TEST), PER_PAGE).get_page(request.GET.get("page"))
    beside = {
        kind: answer.pks(*kinds)[: BESIDE * 2] if page.number == 1 else []
        for kind, kinds in (
            ("tools", [Kind.TOOL]),
            ("courses", [Kind.COURSE, Kind.MODULE]),
            ("terms", [Kind.TERM]),
        )
    }
    entries = read([*page.object_list, *(pk for pks in beside.values() for pk in pks)])
    mine = present_enrolled(
        request.user, {entry.course_key for entry in entries.values() if entry.course_key}, language
    )
    return Results(
        answer,
        _shown(page.object_list, entries, answer, mine),
        page,
        # What there is to take along is part of the lessons, and so for the enrolled.
        [result for result in _shown(beside["tools"], entries, answer, mine) if result.is_enrolled][:BESIDE],
        _shown(beside["courses"], entries, answer, mine)[:BESIDE],
        # A word whose explanation has something asked for is not yet the word that was asked for.
        [
            result
            for result in _shown(beside["terms"], entries, answer, mine)
            if result.hit.excerpt or any(piece.is_match for piece in result.hit.title)
        ][:BESIDE],
    )


def _shown(
    pks: Iterable[int], entries: Mapping[int, SearchEntry], answer: Answer, mine: Mapping[UUID, Presentation]
) -> list[Result]:
    found = []
    for entry in (entries[pk] for pk in pks if pk in entries):
        learning = mine.get(entry.course_key) if entry.course_key else None
        step = learning.row(entry.step_key) if learning else None
        is_public = entry.kind in {Kind.COURSE, Kind.MODULE, Kind.TERM}
        may_be_quoted = is_public or (step is not None and not step.is_locked)
        found.append(Result(as_hit(entry, answer, may_be_quoted=may_be_quoted), learning is not None, step))
    return found


def _hidden(user: Any) -> Collection[UUID]:
    """Courses that Wagtail shows to some only: found by nobody but the enrolled."""
    keys = set(CoursePage.objects.private().values_list("translation_key", flat=True))
    return keys - set(present_enrolled(user, keys, "")) if keys else keys


def _course(key: str, hidden: Collection[UUID]) -> Edition | None:
    """The course to which the search is limited, if there is one."""
    try:
        course_key = UUID(key)
    except ValueError:
        return None
    if course_key in hidden:
        return None
    return Edition.objects.filter(course_key=course_key).order_by("-number").first()


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
