"""Where packages are used, and what replacing one would mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from h5p.format.structure import state_fits
from h5p.models import Content

from .blocks import activities
from .editions import course_of
from .models import Edition, H5PPackage, LessonPage
from .outline import Activity, ActivityRule, Lesson
from .package_rules import rules_for


class Use(NamedTuple):
    lesson: LessonPage
    activity: Activity


def uses_of(package: H5PPackage) -> list[Use]:
    """The activities that show `package`, live or not, in three queries; drafts of live lessons are not seen."""
    references = ReferenceIndex.get_references_to(package).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    lessons = LessonPage.objects.filter(pk__in={int(one.object_id) for one in references})
    return [
        Use(lesson, activity)
        for lesson in lessons.order_by("path")
        for activity in activities(_blocks_with(package, lesson))
    ]


def _blocks_with(package: H5PPackage, lesson: LessonPage) -> list[dict[str, Any]]:
    return [
        block
        for block in lesson.body.raw_data
        if block["type"] == "h5p" and block["value"].get("package") == package.pk
    ]


def courses_of(uses: Iterable[Use]) -> set[UUID]:
    """The keys of the courses to which `uses` belong."""
    lessons = {use.lesson.pk: use.lesson for use in uses}
    return {course.translation_key for one in lessons.values() if (course := course_of(one)) is not None}


def states_fit(before: Content, after: Content) -> bool:
    """Whether learners can go on in `after` with what they left half done in `before`."""
    return state_fits((before.main_library.name, before.params), (after.main_library.name, after.params))


def out_of_reach(uses: Iterable[Use], content: Content) -> list[Use]:
    """Those of `uses` whose rule `content` cannot fulfil, be it their own or that of the course's first language."""
    uses, possible = list(uses), rules_for(content)
    counting = {key: rule for course in courses_of(uses) for key, rule in published_rules(course).items()}
    return [
        use
        for use in uses
        if {use.activity.rule, counting.get(use.activity.key, use.activity.rule)} - possible
    ]


def published_rules(course_key: UUID) -> dict[UUID, ActivityRule]:
    """The rules of activities that count in every language of a course, by the newest edition."""
    edition = Edition.objects.filter(course_key=course_key).order_by("-number").first()
    return {
        activity.key: activity.rule
        for step in (edition.shape.steps() if edition else ())
        if isinstance(step, Lesson)
        for activity in step.activities
        if activity.rule
    }
