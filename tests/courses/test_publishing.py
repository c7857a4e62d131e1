"""Whichever way a page is published, what cannot work is refused, on the field that has to change."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from tests import factories
from tests.drafts import draft, draft_lesson, draft_quiz, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> CoursePage:
    """One module with a lesson and a test: the least that earns a certificate of achievement."""
    return factories.course(modules=1, lessons=1)


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    return ModulePage.objects.child_of(course).get()


class TestCourses:
    def test_without_a_published_step_nobody_could_complete_it(self) -> None:
        assert "Nobody could complete this course" in refusal(factories.empty_course())["__all__"][0]

    def test_drafts_of_lessons_are_no_lessons(self, course: CoursePage) -> None:
        LessonPage.objects.update(live=False)
        QuizPage.objects.update(live=False)
        assert set(refusal(course)) == {"__all__", "certificate_kind"}

    def test_optional_lessons_alone_complete_nothing(self) -> None:
        course = factories.course(modules=1, lessons=1, with_test=False)
        LessonPage.objects.update(is_required=False)
        assert set(refusal(course)) == {"__all__"}

    def test_achievement_needs_a_required_test(self) -> None:
        course = factories.course(modules=1, lessons=1, with_test=False)
        course.certificate_kind = "achievement"
        assert "needs at least one published, required test" in refusal(course)["certificate_kind"][0]

    def test_achievement_needs_all_that_a_micro_credential_says(self, course: CoursePage) -> None:
        course.country, course.eqf_level, course.outcomes = " ", None, []
        (sentence,) = refusal(course)["certificate_kind"]
        assert (
            "Still missing: country or region of the awarding body, learning outcomes, "
            "level (EQF), or that none applies." in sentence
        )
        course.certificate_kind = "participation"
        course.save_revision().publish()

    def test_that_no_level_applies_has_to_be_said(self, course: CoursePage) -> None:
        course.has_no_level = True
        assert set(refusal(course)) == {"has_no_level"}
        course.eqf_level, course.has_no_level = None, True
        course.save_revision().publish()
        course.has_no_level = False
        assert "level (EQF)" in refusal(course)["certificate_kind"][0]

    def test_an_optional_test_proves_no_achievement(self, course: CoursePage) -> None:
        QuizPage.objects.update(is_required=False)
        assert set(refusal(course)) == {"certificate_kind"}

    def test_a_lesson_that_holds_back_its_own_test(self, course: CoursePage, module: ModulePage) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.rule, lesson.test = "test", factories.quiz(course, slug="final")
        lesson.save()
        course.module_order = "in_order"
        assert f"“{lesson.title}” waits for a test" in refusal(course)["module_order"][0]

    def test_every_fault_is_named(self, course: CoursePage) -> None:
        factories.lesson(ModulePage.objects.get(), 2)
        LessonPage.objects.update(rule="activities")
        assert len(refusal(course)["__all__"]) == 2

    def test_a_course_that_works_is_published(self, course: CoursePage) -> None:
        course.save_revision().publish()
        assert CoursePage.objects.live().get() == course


class TestLessons:
    def test_the_rule_asks_for_activities(self, module: ModulePage) -> None:
        optional = [factories.knowledge_check(is_required=False)]
        assert set(refusal(draft_lesson(module, rule="activities", body=optional))) == {"rule"}

    def test_the_rule_asks_for_a_test(self, module: ModulePage) -> None:
        assert "Choose the test" in refusal(draft_lesson(module, rule="test"))["test"][0]

    def test_the_test_is_of_this_course(self, module: ModulePage) -> None:
        stranger = factories.quiz(factories.empty_course(slug="other"))
        assert "test of this course" in refusal(draft_lesson(module, rule="test", test=stranger))["test"][0]

    def test_the_test_is_published(self, module: ModulePage) -> None:
        hidden = draft_quiz(module)
        assert "Publish this test first" in refusal(draft_lesson(module, rule="test", test=hidden))["test"][0]

    def test_the_test_is_not_in_a_module_that_is_hidden(self, course: CoursePage, module: ModulePage) -> None:
        hidden = draft(ModulePage(title="Hidden", slug="hidden"), course)
        inside = factories.quiz(hidden)
        assert set(refusal(draft_lesson(module, rule="test", test=inside))) == {"test"}

    def test_the_test_opens_before_the_lesson_is_done(self, course: CoursePage, module: ModulePage) -> None:
        CoursePage.objects.update(module_order="in_order")
        late = factories.quiz(course, slug="final")
        assert set(refusal(draft_lesson(module, rule="test", test=late))) == {"test"}

    def test_the_last_required_step_of_a_live_course_stays_required(self) -> None:
        course = factories.course(modules=1, lessons=1, with_test=False)
        lesson = factories.lessons_of(course)[0]
        lesson.is_required = False
        assert set(refusal(lesson)) == {"is_required"}

    def test_no_more_than_it_needs(self, course: CoursePage, module: ModulePage) -> None:
        quiz = factories.quiz_of(course)
        page = draft_lesson(module, rule="test", test=quiz)
        page.save_revision().publish()
        assert LessonPage.objects.get(pk=page.pk).live


class TestTests:
    def test_a_test_asks_something(self, module: ModulePage) -> None:
        assert set(refusal(draft_quiz(module, questions=[]))) == {"questions"}

    def test_a_question_has_a_right_answer(self, module: ModulePage) -> None:
        question = factories.single_choice()
        question["value"]["options"][0]["value"]["is_right"] = False
        assert refusal(draft_quiz(module, questions=[question])) == {
            "questions": ["Mark at least one answer as right."]
        }

    def test_the_pass_mark_can_be_reached(self, module: ModulePage) -> None:
        assert set(refusal(draft_quiz(module, pass_mark=101))) == {"pass_mark"}

    def test_the_bank_holds_enough_published_questions_in_its_language(self, module: ModulePage) -> None:
        factories.bank_question(["lighting"])
        factories.bank_question(["lighting"], language="de")
        hidden = factories.bank_question(["lighting"])
        hidden.unpublish()
        page = draft_quiz(module, questions=[factories.block("draw", tag="lighting", count=2)])
        assert "fewer published questions" in refusal(page)["questions"][0]
        hidden.save_revision().publish()
        page.save_revision().publish()
        assert QuizPage.objects.get(pk=page.pk).live

    def test_a_question_stands_in_it_once(self, module: ModulePage) -> None:
        twice = [factories.number()] * 2
        assert "stands here twice" in refusal(draft_quiz(module, questions=twice))["questions"][0]

    def test_the_only_test_of_an_achievement_stays_required(self, course: CoursePage) -> None:
        quiz = factories.quiz_of(course)
        quiz.is_required = False
        assert set(refusal(quiz)) == {"is_required"}


class TestSchedules:
    def test_what_cannot_work_when_its_time_comes_stops_no_other_page(
        self, course: CoursePage, module: ModulePage, caplog: pytest.LogCaptureFixture
    ) -> None:
        quiz = factories.quiz_of(course)
        waiting = draft_lesson(module, rule="test", test=quiz)
        other = draft(LessonPage(title="Other", slug="other", body=[factories.text()]), module)
        for page in (waiting, other):
            page.go_live_at = timezone.now() + timedelta(hours=1)
            page.save_revision().publish()
        quiz.unpublish()
        an_hour_ago = timezone.now() - timedelta(hours=1)
        for page in (waiting, other):
            revision = page.revisions.get()
            revision.approved_go_live_at, revision.content["go_live_at"] = (
                an_hour_ago,
                an_hour_ago.isoformat(),
            )
            revision.save()
        with caplog.at_level(logging.ERROR):
            call_command("publish_scheduled")
        assert [page.slug for page in LessonPage.objects.live().filter(pk__in=[waiting.pk, other.pk])] == [
            "other"
        ]
        assert "Not published as scheduled: Draft: Publish this test first" in caplog.text
