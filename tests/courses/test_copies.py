"""A copied lesson is another lesson: nobody has done it yet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.competence_pages import competences_on
from courses.models import CoursePage, LessonPage, QuizPage
from tests import factories

pytestmark = pytest.mark.django_db


def block_ids(page: LessonPage | QuizPage) -> set[str]:
    stream = page.body if isinstance(page, LessonPage) else page.questions
    return {block["id"] for block in stream.raw_data}


def test_a_copied_course_shares_no_activity_with_its_original(
    administrator: User, course: CoursePage
) -> None:
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.text(), factories.checklist(), factories.knowledge_check()]
    lesson.save_revision().publish()
    competences = set(factories.ask_for_self_evaluation(course))
    client = Client()
    client.force_login(administrator)
    form = {
        "new_title": "A copy",
        "new_slug": "a-copy",
        "new_parent_page": course.get_parent().pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    response = client.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), form)
    assert response.status_code == 302
    copy = CoursePage.objects.get(slug="a-copy")
    for model in (LessonPage, QuizPage):
        originals = list(model.objects.descendant_of(course))
        copies = list(model.objects.descendant_of(copy))
        assert len(originals) == len(copies)
        shared = set.union(*map(block_ids, originals)) & set.union(*map(block_ids, copies))
        assert not shared
        assert {page.translation_key for page in originals}.isdisjoint(
            page.translation_key for page in copies
        )
    assert competences.isdisjoint(each.key for each in competences_on(copy))
    assert len(competences_on(copy)) == len(competences)
    copied = LessonPage.objects.descendant_of(copy).order_by("path")[0]
    assert [block.block_type for block in copied.body] == ["text", "checklist", "knowledge_check"]
    assert block_ids(copied) == {
        block["id"] for block in copied.get_latest_revision_as_object().body.raw_data
    }
