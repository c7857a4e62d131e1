"""What learners can see of a course is recorded whenever it changes, and only then."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from courses import outline
from courses.actions import as_one_edition, note_change, record_edition
from courses.contents import FACTS, LATER_FACTS, contents_of
from courses.models import CoursePage, Edition, Kind, ModulePage, SearchEntry
from tests import factories
from tests.editions import modules_of, newest, numbers

pytestmark = pytest.mark.django_db


def sha256(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@pytest.fixture
def course(db: None) -> CoursePage:
    """Two modules of one lesson each, and a test in the second."""
    return factories.course(lessons=1)


class TestWhatChangesAnEdition:
    def test_publishing_what_reads_otherwise(self, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.title = "Another title"
        lesson.save_revision().publish()
        assert numbers() == [1, 2]
        assert newest().title(lesson.translation_key, "en") == "Another title"

    def test_publishing_the_same_again_does_not(self, course: CoursePage) -> None:
        for page in Page.objects.descendant_of(course, inclusive=True).specific():
            page.save_revision().publish()
        assert numbers() == [1]

    def test_a_draft_does_not(self, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.title = "Not yet"
        lesson.save_revision()
        factories.lesson(modules_of(course)[0], 2, live=False)
        record_edition(course_key=course.translation_key)
        assert numbers() == [1]

    def test_unpublishing_and_publishing_again(self, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        first = newest()
        lesson.unpublish()
        assert newest().shape.step(lesson.translation_key) is None
        lesson.save_revision().publish()
        assert numbers() == [1, 2, 3]
        assert newest().digest == first.digest

    def test_moving_a_lesson_to_another_module(self, course: CoursePage) -> None:
        lesson, (_, second) = factories.lessons_of(course)[0], modules_of(course)
        lesson.slug = "moved"
        lesson.save()
        lesson.move(second, pos="last-child")
        assert newest().shape.module_of(lesson.translation_key).key == second.translation_key

    def test_moving_a_lesson_to_another_course_changes_both(self, course: CoursePage) -> None:
        other = factories.course(modules=1, lessons=1, with_test=False, slug="other")
        lesson = factories.lessons_of(course)[0]
        lesson.slug = "moved"
        lesson.save()
        lesson.move(modules_of(other)[0], pos="last-child")
        steps = {
            edition.course_key: {step.key for step in edition.shape.steps()}
            for edition in Edition.objects.current()
        }
        assert lesson.translation_key in steps[other.translation_key]
        assert lesson.translation_key not in steps[course.translation_key]

    @pytest.mark.parametrize("is_new_first", [True, False])
    def test_what_was_moved_is_found_in_its_new_course_whichever_is_recorded_first(
        self, course: CoursePage, is_new_first: bool
    ) -> None:
        other = factories.course(modules=1, lessons=1, with_test=False, slug="other")
        lesson = factories.lessons_of(course)[0]
        lesson.slug = "moved"
        lesson.save()
        with as_one_edition():
            # What is noted first is recorded first.
            for page in (other, course) if is_new_first else (course, other):
                note_change(course_key=page.translation_key)
            lesson.move(modules_of(other)[0], pos="last-child")
        found = SearchEntry.objects.get(kind=Kind.LESSON, key=lesson.translation_key)
        assert found.course_key == other.translation_key

    def test_reordering(self, course: CoursePage) -> None:
        first, second = modules_of(course)
        second.move(first, pos="left")
        assert [module.key for module in newest().shape.modules] == [
            second.translation_key,
            first.translation_key,
        ]

    def test_deleting_a_lesson_or_a_module(self, course: CoursePage) -> None:
        lesson = factories.lessons_of(course)[0]
        lesson.delete()
        assert newest().shape.step(lesson.translation_key) is None
        module = modules_of(course)[1]
        module.delete()
        assert module.translation_key not in {each.key for each in newest().shape.modules}
        assert len(newest().wording["en"]) == 2

    def test_a_copied_lesson_is_a_lesson_of_its_own(self, course: CoursePage) -> None:
        lesson, (module, _) = factories.lessons_of(course)[0], modules_of(course)
        lesson.copy(to=module, update_attrs={"slug": "copy"})
        assert len(newest().shape.modules[0].steps) == 2

    def test_withdrawing_the_whole_course_keeps_what_was_published_last(self, course: CoursePage) -> None:
        course.unpublish()
        modules_of(course)[0].unpublish()
        assert numbers() == [1]

    def test_deleting_the_whole_course_does_too(self, course: CoursePage) -> None:
        course.delete()
        assert numbers() == [1]

    def test_a_course_that_was_never_published_has_none(self) -> None:
        course = factories.empty_course(live=False)
        factories.module(course)
        assert record_edition(course_key=course.translation_key) is None


class TestDigest:
    def test_does_not_depend_on_optional_elements_that_are_not_given(self, course: CoursePage) -> None:
        """They came later: what was published before them is the same as ever."""
        facts = contents_of({"en": [course]}).contents.values()
        assert not any(name in content["facts"] for content in facts for name in LATER_FACTS)
        course.stackability = "Counts towards a diploma"
        course.save_revision().publish()
        assert numbers() == [1, 2]

    def test_is_made_of_keys_words_and_shape_only(self) -> None:
        """Computed here from fixed keys by the pure functions: the same on every database and machine."""
        keys = [UUID(int=number) for number in range(1, 4)]
        no_facts = dict.fromkeys(FACTS, "") | {"eqf_level": None, "awarding_body": "City of Musterstadt"}
        course = factories.empty_course(translation_key=keys[0], certificate_kind="participation", **no_facts)
        module = course.add_child(
            instance=ModulePage(title="M", slug="m", locale=course.locale, translation_key=keys[1])
        )
        factories.lesson(module, translation_key=keys[2], minutes=15)
        lesson = outline.Lesson(keys[2], 15, True, outline.Rule.READ)
        shape = outline.Outline(
            keys[0],
            outline.ModuleOrder.FREE,
            outline.CertificateKind.PARTICIPATION,
            (outline.Module(keys[1], (lesson,)),),
        )
        words = {
            str(keys[0]): {"title": "Safer squares", "summary": "How to see a square."},
            str(keys[1]): {"title": "M", "summary": ""},
            str(keys[2]): {"title": "Lesson 1", "summary": ""},
        }
        about = {"title": "Safer squares", "summary": "How to see a square.", "picture": None}
        outcomes = ["Read a place", "Propose measures"]
        contents = {
            str(keys[0]): about
            | {
                "type": "course",
                "facts": no_facts,
                "outcomes": [{"type": "outcome", "value": outcome} for outcome in outcomes],
            },
            str(keys[2]): {
                "type": "lesson",
                "title": "Lesson 1",
                "summary": "",
                "body": [{"type": "text", "value": "<p>Some text.</p>"}],
                "minutes": 15,
                "is_required": True,
                "rule": "read",
            },
        }
        everything = {
            "outline": outline.to_data(shape),
            "wording": {"en": words},
            "contents": {"en": {key: sha256(content) for key, content in contents.items()}},
        }
        edition = record_edition(course_key=keys[0])
        assert edition.digest == sha256(everything)
        assert edition.digest == "0979cd8291aa57214803b751677892df97d22d310997248605d4d9f38635c590"

    def test_does_not_depend_on_the_order_in_which_pages_were_made(self) -> None:
        def build(numbers: tuple[int, ...]) -> None:
            course = factories.empty_course(translation_key=UUID(int=9), certificate_kind="participation")
            for number in numbers:
                page = ModulePage(
                    title=f"Module {number}", translation_key=UUID(int=number), locale=course.locale
                )
                module = course.add_child(instance=page)
                factories.lesson(module, translation_key=UUID(int=10 + number))
            first, *others = modules_of(course)
            if first.title != "Module 1":
                others[0].move(first, pos="left")

        build((1, 2))
        first = record_edition(course_key=UUID(int=9))
        CoursePage.objects.get().delete()
        build((2, 1))
        assert record_edition(course_key=UUID(int=9)) == first


class TestWithdrawnPages:
    def test_a_lesson_does_not_wait_for_a_withdrawn_test(self, course: CoursePage) -> None:
        lesson, test = factories.lessons_of(course)[0], factories.quiz_of(course)
        lesson.rule, lesson.test = "test", test
        lesson.save_revision().publish()
        assert newest().shape.step(lesson.translation_key).test == test.translation_key
        test.unpublish()
        assert newest().shape.step(lesson.translation_key).test is None

    def test_nor_for_one_in_a_withdrawn_module(self, course: CoursePage) -> None:
        lesson, test = factories.lessons_of(course)[0], factories.quiz_of(course)
        lesson.rule, lesson.test = "test", test
        lesson.save_revision().publish()
        modules_of(course)[1].unpublish()
        assert newest().shape.step(lesson.translation_key).test is None

    def test_what_is_in_a_withdrawn_module_has_no_words_and_no_address(self, course: CoursePage) -> None:
        hidden = factories.quiz_of(course)
        modules_of(course)[1].unpublish()
        assert str(hidden.translation_key) not in newest().wording["en"]
        assert newest().url(hidden.translation_key, "en") == ""


def test_the_number_of_queries_does_not_grow_with_the_course() -> None:
    counts = []
    for lessons in (2, 12):
        course = factories.course(modules=1, lessons=lessons, slug=f"course-{lessons}")
        with CaptureQueriesContext(connection) as queries:
            record_edition(course_key=course.translation_key)
        counts.append(len(queries))
    assert counts[0] == counts[1]
