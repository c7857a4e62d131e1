"""An edition has the words and addresses of its pages in each language; addresses follow the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, Page, Revision

from courses.actions import record_edition
from courses.models import CoursePage
from home.models import CataloguePage
from tests import factories
from tests.editions import modules_of, newest, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> CoursePage:
    """Two modules of one lesson each, and a test in the second."""
    return factories.course(lessons=1)


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """New addresses are announced when they are committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def translate(page: Page, title: str) -> Any:
    twin = page.copy_for_translation(Locale.objects.get(language_code="de"))
    twin.title, twin.slug = title, f"{page.slug}-de"
    twin.save_revision()
    return twin


class TestAddresses:
    """They follow the pages, without an edition of their own."""

    def urls(self, language: str = "en") -> set[str]:
        return set(newest().urls[language].values())

    def test_of_a_renamed_course(self, course: CoursePage, commit: Callable[[], Any]) -> None:
        course.slug = "renamed"
        with commit():
            course.save_revision().publish()
        assert "/en/courses/renamed/module-1/lesson-1/" in self.urls()
        assert all(url.startswith("/en/courses/renamed/") for url in self.urls())
        assert numbers() == [1]

    def test_of_a_renamed_module(self, course: CoursePage, commit: Callable[[], Any]) -> None:
        module = modules_of(course)[0]
        module.slug = "renamed"
        with commit():
            module.save_revision().publish()
        assert "/en/courses/course/renamed/lesson-1/" in self.urls()
        assert numbers() == [1]

    def test_of_a_renamed_catalogue(self, course: CoursePage, commit: Callable[[], Any]) -> None:
        catalogue = factories.catalogue()
        catalogue.slug = "academy"
        with commit():
            catalogue.save_revision().publish()
        assert all(url.startswith("/en/academy/course/") for url in self.urls())
        assert numbers() == [1]

    def test_of_a_course_that_moved(self, course: CoursePage) -> None:
        home = factories.catalogue().get_parent()
        page = CataloguePage(title="Other", slug="other", locale=home.locale)
        course.move(home.add_child(instance=page), pos="last-child")
        assert all(url.startswith("/en/other/course/") for url in self.urls())
        assert numbers() == [1]


class TestLanguages:
    @pytest.fixture
    def german(self, course: CoursePage) -> CoursePage:
        """The course with its first module in German; the rest is not translated."""
        CoursePage.objects.update(certificate_kind="participation")
        course.refresh_from_db()
        page = translate(course, "Sichere Plätze")
        module = translate(modules_of(course)[0], "Erster Teil")
        lesson = translate(factories.lessons_of(course)[0], "Lektion 1")
        for twin in (lesson, module, page):
            Revision.objects.for_instance(twin).latest("pk").publish()
        page.refresh_from_db()
        return page

    def test_each_has_its_words_and_addresses(self, course: CoursePage, german: CoursePage) -> None:
        edition, (first, second) = newest(), modules_of(course)
        assert edition.title(course.translation_key, "de") == "Sichere Plätze"
        assert edition.title(course.translation_key, "en") == "Safer squares"
        assert edition.title(second.translation_key, "de") == "Module 2"
        assert edition.languages(first.translation_key) == {
            "en": "/en/courses/course/module-1/",
            "de": f"{german.url}module-1-de/",
        }

    def test_the_one_written_first_gives_the_shape(self, course: CoursePage, german: CoursePage) -> None:
        extra = factories.module(german, 7)
        record_edition(course_key=course.translation_key)
        assert extra.translation_key not in {module.key for module in newest().shape.modules}
        assert len(newest().shape.modules) == 2

    def test_a_withdrawn_one_is_no_longer_offered(self, course: CoursePage, german: CoursePage) -> None:
        german.unpublish()
        assert set(newest().languages(course.translation_key)) == {"en"}

    def test_neither_is_a_deleted_one(self, course: CoursePage, german: CoursePage) -> None:
        german.delete()
        assert set(newest().languages(course.translation_key)) == {"en"}

    def test_when_the_first_is_withdrawn_another_gives_the_shape(
        self, course: CoursePage, german: CoursePage
    ) -> None:
        course.unpublish()
        assert set(newest().wording) == {"de"}
        assert len(newest().shape.modules) == 1
