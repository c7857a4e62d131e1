"""Interactive content in a lesson: what the outline says of it, and what the edition keeps of its package."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from courses.actions import publish
from courses.blocks import activities
from courses.models import CoursePage, H5PPackage, LessonPage
from courses.outline import Activity, ActivityRule
from tests import factories
from tests.editions import newest

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(db: None) -> H5PPackage:
    return factories.h5p_package()


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


def put(lesson: LessonPage, *blocks: dict[str, Any]) -> None:
    lesson.body = list(blocks)
    publish(page=lesson)


@pytest.mark.parametrize(
    ("rule", "pass_mark", "expected"),
    [("viewed", 70, 0), ("finished", None, 0), ("passed", 70, 70)],
)
def test_the_outline_knows_the_rule_and_a_pass_mark_only_where_it_counts(
    package: H5PPackage, rule: str, pass_mark: int | None, expected: int
) -> None:
    block = factories.h5p(package, rule=rule, pass_mark=pass_mark)
    key = UUID(block["id"])
    assert activities([block]) == (Activity(key, "h5p", True, ActivityRule(rule), expected),)


def test_an_edition_names_what_is_in_the_package(lesson: LessonPage, package: H5PPackage) -> None:
    put(lesson, factories.h5p(package))
    entry = newest().manifest.entries["en"][str(lesson.translation_key)]
    assert entry["packages"] == [f"h5p:{package.content.digest}"]


def test_a_lesson_finds_its_packages_in_one_query(
    lesson: LessonPage, package: H5PPackage, django_assert_num_queries: Any
) -> None:
    other = factories.h5p_package("reading-a-square.en")
    put(lesson, *(factories.h5p(one) for one in (package, other, package)))
    lesson.refresh_from_db()
    with django_assert_num_queries(1):
        titles = [f"{one.value['package']}: {one.value['package'].content.digest}" for one in lesson.body]
    assert len(titles) == 3
