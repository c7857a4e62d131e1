"""Packages of trainers: uploaded, used, replaced and deleted."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from wagtail.models import Locale, ReferenceIndex

from accounts.models import User
from courses.actions import delete_package, publish, rename_package, replace_package, upload_package
from courses.change_wording import sentences
from courses.models import CoursePage, Edition, H5PPackage, LessonPage, PublishedContent
from courses.packages import uses_of
from courses.refusals import PackageInUse, RuleOutOfReach, SamePackage, StatesDoNotFit
from courses.restoring import restored_page
from h5p.actions import import_package, remove_libraries
from h5p.models import Content, Library
from h5p.refusals import LibraryInUse
from tests import factories
from tests.drafts import refusal
from tests.editions import newest, numbers

pytestmark = pytest.mark.django_db

CHOICE, READER = "dark-corner", "reading-a-square"


@pytest.fixture
def package(db: None) -> H5PPackage:
    return factories.h5p_package(f"{CHOICE}.en")


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return factories.lessons_of(course)[0]


def put(lesson: LessonPage, *blocks: dict[str, Any]) -> None:
    lesson.body = list(blocks)
    publish(page=lesson)
    # Wagtail keeps its index after the transaction, which in a test never ends.
    ReferenceIndex.create_or_update_for_object(lesson)


def content(name: str) -> Content:
    return import_package(file=BytesIO(factories.packed(name)), may_install=True).content


class TestUploading:
    def test_gives_the_title_of_the_package_unless_the_trainer_has_another(self, trainer: User) -> None:
        titles = []
        for title in ("", "The corner"):
            file = BytesIO(factories.packed(f"{CHOICE}.en"))
            titles.append(upload_package(file=file, title=title, may_install=True, by=trainer).package.title)
        assert titles == ["The dark corner", "The corner"]
        assert Content.objects.count() == 1

    def test_what_is_used_keeps_its_libraries(self, package: H5PPackage) -> None:
        with pytest.raises(LibraryInUse):
            remove_libraries(names=[library.name for library in Library.objects.all()])


class TestUses:
    def test_are_found_in_lessons_with_their_rules(self, lesson: LessonPage, package: H5PPackage) -> None:
        other = factories.h5p_package(f"{READER}.en")
        put(lesson, factories.h5p(other), factories.h5p(package, rule="passed", pass_mark=80))
        (use,) = uses_of(package)
        assert (use.lesson, use.activity.rule, use.activity.pass_mark) == (lesson, "passed", 80)

    def test_keep_a_package_from_being_deleted(self, lesson: LessonPage, package: H5PPackage) -> None:
        put(lesson, factories.h5p(package))
        with pytest.raises(PackageInUse):
            delete_package(package=package)
        put(lesson, factories.text())
        delete_package(package=package)
        assert not H5PPackage.objects.exists()
        # Earlier editions name it.
        assert Content.objects.exists()


class TestReplacing:
    def test_where_states_fit_learners_go_on(self, lesson: LessonPage, package: H5PPackage) -> None:
        put(lesson, factories.h5p(package))
        package = replace_package(package=package, content=content(f"{CHOICE}.de"), keeps_states=True)
        assert (package.content.language, package.generation) == ("de", 1)

    def test_learners_begin_anew_where_the_trainer_says_so(self, package: H5PPackage) -> None:
        assert (
            replace_package(package=package, content=content(f"{CHOICE}.de"), keeps_states=False).generation
            == 2
        )

    def test_a_state_that_does_not_fit_is_never_kept(self, package: H5PPackage) -> None:
        other = content(f"{READER}.en")
        with pytest.raises(StatesDoNotFit):
            replace_package(package=package, content=other, keeps_states=True)
        assert replace_package(package=package, content=other, keeps_states=False).generation == 2

    def test_by_the_same_is_refused(self, package: H5PPackage) -> None:
        with pytest.raises(SamePackage):
            replace_package(package=package, content=package.content, keeps_states=False)

    def test_by_what_cannot_fulfil_the_rule_of_a_lesson_is_refused(
        self, lesson: LessonPage, package: H5PPackage
    ) -> None:
        put(lesson, factories.h5p(package, rule="passed"))
        with pytest.raises(RuleOutOfReach):
            replace_package(package=package, content=content(f"{READER}.en"), keeps_states=False)
        put(lesson, factories.h5p(package, rule="finished"))
        replace_package(package=package, content=content(f"{READER}.en"), keeps_states=False)

    def test_makes_an_edition_that_says_so_and_leaves_the_one_before_readable(
        self, lesson: LessonPage, package: H5PPackage, trainer: User
    ) -> None:
        put(lesson, factories.text(), factories.h5p(package))
        before, old = newest(), package.content.digest
        replace_package(package=package, content=content(f"{CHOICE}.de"), keeps_states=True, by=trainer)
        after = newest()
        assert (after.number, after.created_by) == (before.number + 1, trainer)
        assert sentences(before, after, "en") == ["Lesson 1.1 “Lesson 1”: H5P package replaced"]
        assert [shown(edition, lesson).content.digest for edition in (before, after)] == [old, digest_now()]

    def test_another_title_makes_an_edition_too(self, lesson: LessonPage, package: H5PPackage) -> None:
        put(lesson, factories.h5p(package))
        before = newest()
        rename_package(package=package, title="The bright corner")
        assert [shown(edition, lesson).title for edition in (before, newest())] == [
            "The dark corner",
            "The bright corner",
        ]

    def test_an_unused_package_makes_no_edition(self, course: CoursePage, package: H5PPackage) -> None:
        replace_package(package=package, content=content(f"{CHOICE}.de"), keeps_states=True)
        assert numbers() == [1]


def digest_now() -> str:
    return H5PPackage.objects.get().content.digest


def shown(edition: Edition, lesson: LessonPage) -> H5PPackage:
    """The package that the lesson had in `edition`."""
    edition = Edition.objects.get(pk=edition.pk)
    entry = edition.manifest.entries["en"][str(lesson.translation_key)]
    kept = PublishedContent.objects.get(digest=entry["content"]).content
    page = restored_page(kept, key=lesson.translation_key, locale=lesson.locale)
    return next(block.value["package"] for block in page.body if block.block_type == "h5p")


class TestPublishing:
    @pytest.mark.parametrize(
        ("name", "rule", "sentence"),
        [
            (READER, "passed", "reports its end, but no score"),
            ("silent", "finished", "never reports anything"),
            ("silent", "passed", "never reports anything"),
        ],
    )
    def test_refuses_a_rule_that_nobody_can_fulfil(
        self, lesson: LessonPage, name: str, rule: str, sentence: str
    ) -> None:
        package = factories.h5p_package(f"{READER}.en")
        if name == "silent":
            Library.objects.filter(machine_name="Agora.Reader").update(machine_name="H5P.Accordion")
        lesson.body = [factories.h5p(package, rule=rule)]
        assert sentence in refusal(lesson)["body"][0]

    def test_refuses_a_pass_mark_that_is_missing(self, lesson: LessonPage, package: H5PPackage) -> None:
        lesson.body = [factories.h5p(package, rule="passed", pass_mark=None)]
        assert refusal(lesson)["body"] == ["Say how many per cent are needed."]

    def test_refuses_a_package_that_is_gone(self, lesson: LessonPage, package: H5PPackage) -> None:
        lesson.body = [factories.h5p(package)]
        package.delete()
        assert refusal(lesson)["body"] == ["This field is required."]

    def test_a_draft_may_be_incomplete(self, lesson: LessonPage) -> None:
        lesson.body = [factories.block("h5p", package=None, rule="passed", pass_mark=None, is_required=True)]
        lesson.save_revision()
        assert lesson.outline.activities[0].pass_mark == 0

    def test_a_translation_keeps_to_the_rule_of_the_first_language(
        self, course: CoursePage, lesson: LessonPage, package: H5PPackage
    ) -> None:
        block = factories.h5p(package, rule="passed")
        put(lesson, block)
        reader = factories.h5p_package(f"{READER}.de")
        german = Locale.objects.get(language_code="de")
        for page in (course, lesson.get_parent().specific):
            page.copy_for_translation(german)
        twin = lesson.copy_for_translation(german)
        twin.body = [block | {"value": block["value"] | {"package": reader.pk, "rule": "viewed"}}]
        assert "written first" in refusal(twin)["body"][0]
        put(twin, block | {"value": block["value"] | {"rule": "viewed"}})
        # The package of both languages: what replaces it must fulfil the rule that counts.
        put(lesson, factories.text())
        put(lesson, block)
        with pytest.raises(RuleOutOfReach):
            replace_package(package=package, content=reader.content, keeps_states=False)
