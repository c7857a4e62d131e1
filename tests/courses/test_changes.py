"""Two editions side by side: what differs is said, as little as possible, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.actions import publish
from courses.change_wording import SENTENCES, sentences
from courses.changes import Change, Snapshot, What, compare, number_of
from courses.models import CoursePage, Edition, LessonPage
from courses.outline import CertificateKind, Lesson, Module, ModuleOrder, Outline, Rule
from tests import factories, strategies
from tests.editions import modules_of, newest

KEYS = st.integers(1, 6).map(lambda number: str(UUID(int=number)))
WORDS = st.fixed_dictionaries({"title": st.sampled_from("AB"), "summary": st.sampled_from("AB")})
PARTS = st.fixed_dictionaries(
    {"content": st.just("x"), "files": st.lists(st.sampled_from("ab"), max_size=2)},
    optional={
        "text": st.sampled_from("ab"),
        "competences": st.sampled_from("ab"),
        "rules": st.fixed_dictionaries({"attempts": st.none() | st.just(1)}),
    },
)
LANGUAGES = st.sampled_from(["en", "de"])


def by_language(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(LANGUAGES, st.dictionaries(KEYS, values, max_size=4), max_size=2)


snapshots = st.builds(Snapshot, strategies.outlines(), by_language(WORDS), st.none() | by_language(PARTS))


@given(snapshots)
def test_an_edition_does_not_differ_from_itself(one: Snapshot) -> None:
    assert compare(one, one) == []


@given(snapshots, snapshots)
def test_a_difference_of_shape_or_words_is_always_said(one: Snapshot, other: Snapshot) -> None:
    differs = (one.outline, one.wording) != (other.outline, other.wording)
    other = replace(other, entries=one.entries)
    assert bool(compare(one, other)) == differs


@given(strategies.outlines(), strategies.outlines())
def test_what_is_added_on_the_way_there_is_withdrawn_on_the_way_back(one: Outline, other: Outline) -> None:
    def about(what: What, changes: list[Change]) -> set[UUID]:
        return {change.about for change in changes if change.what is what}

    there, back = compare(Snapshot(one), Snapshot(other)), compare(Snapshot(other), Snapshot(one))
    assert about(What.ADDED, there) == about(What.WITHDRAWN, back)
    assert about(What.WITHDRAWN, there) == about(What.ADDED, back)


@given(st.permutations(range(1, 8)), st.data())
def test_taking_one_lesson_to_another_place_moves_one(order: list[int], data: st.DataObject) -> None:
    taken = data.draw(st.sampled_from(order))
    rest = [number for number in order if number != taken]
    place = data.draw(st.integers(0, len(rest)))
    changes = compare(of(order), of([*rest[:place], taken, *rest[place:]]))
    assert {change.what for change in changes} <= {What.MOVED}
    assert len(changes) <= 1


@given(strategies.outlines())
def test_every_module_and_step_of_a_module_has_its_number(outline: Outline) -> None:
    for index, module in enumerate(outline.modules, 1):
        assert number_of(outline, module.key) == str(index)
        for place, step in enumerate(module.steps, 1):
            assert number_of(outline, step.key) == f"{index}.{place}"


def of(numbers: list[int]) -> Snapshot:
    lessons = tuple(Lesson(UUID(int=number), 10, True, Rule.READ) for number in numbers)
    modules = (Module(UUID(int=100), lessons),)
    return Snapshot(Outline(UUID(int=99), ModuleOrder.FREE, CertificateKind.NONE, modules))


@pytest.mark.django_db
class TestInWords:
    @pytest.fixture
    def course(self) -> CoursePage:
        return factories.course()

    def said(self) -> list[str]:
        after = newest()
        before = Edition.objects.get(course_key=after.course_key, number=after.number - 1)
        return sentences(before, after, "en")

    def test_of_the_first_edition(self, course: CoursePage) -> None:
        assert sentences(None, newest(), "en") == ["Published for the first time."]

    def test_of_lessons_that_come_go_and_change(self, course: CoursePage) -> None:
        _, second = modules_of(course)
        new = factories.lesson(second, 3, live=False)
        publish(page=new)
        assert self.said() == ["Lesson 2.4 “Lesson 3” added"]
        new.title, new.is_required, new.minutes = "Light", False, 25
        new.body = [*new.body.raw_data, factories.reflection(is_required=True)]
        publish(page=new)
        assert self.said() == [
            "Lesson 2.4 “Light”: now optional",
            "Lesson 2.4 “Light”: from 10 to 25 minutes",
            "Lesson 2.4 “Light”: activity added (reflection)",
            "Lesson 2.4 “Light”: renamed, before “Lesson 3”",
            "Lesson 2.4 “Light”: text changed",
        ]
        new.rule = "activities"
        publish(page=new)
        assert self.said() == [
            "Lesson 2.4 “Light”: done by another rule, from “Read to the end and marked as done” to “All required activities done”"
        ]
        LessonPage.objects.get(pk=new.pk).unpublish()
        assert self.said() == ["Lesson 2.4 “Light” withdrawn"]

    def test_of_tests(self, course: CoursePage) -> None:
        test = factories.quiz_of(course)
        test.pass_mark, test.attempts, test.feedback = 70, 3, "never"
        test.questions = [factories.single_choice()]
        publish(page=test)
        name = "Test 2.3 “Test of Module 2”"
        assert self.said() == [
            f"{name}: pass mark from 60 to 70 %",
            f"{name}: questions changed",
            f"{name}: attempts from no limit to 3",
            f"{name}: feedback from “At the end” to “Never: only the result”",
        ]

    def test_of_the_order(self, course: CoursePage) -> None:
        first, second = modules_of(course)
        second.move(first, pos="left")
        assert self.said() == ["Module 1 “Module 2” moved"]

    def test_name_the_language_where_there_are_several(self, course: CoursePage) -> None:
        after = newest()
        words = {key: dict(texts) for key, texts in after.wording["en"].items()}
        key = str(factories.lessons_of(course)[0].translation_key)
        words[key]["summary"] = "Neu"
        german = Edition(
            course_key=after.course_key,
            number=2,
            outline=after.outline,
            wording=after.wording | {"de": words},
        )
        assert sentences(after, german, "en") == ["Course: now in this language too (German)"]

    def test_of_an_edition_from_before_contents_were_recorded(self, course: CoursePage) -> None:
        first = newest()
        first.manifest.delete()
        lesson = factories.lessons_of(course)[0]
        lesson.body = [factories.text("<p>Other.</p>")]
        publish(page=lesson)
        assert self.said() == ["From here on, texts, questions and files are recorded as well."]

    def test_there_is_a_sentence_for_every_change(self) -> None:
        assert set(What) == {*SENTENCES, What.RULES_OF_TEST}
