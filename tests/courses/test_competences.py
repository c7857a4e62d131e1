"""What learners rate themselves by: the same keys in every language, and advice where it could be better."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.models import Locale
from wagtail.test.utils.form_data import streamfield

from accounts.models import User
from courses.actions import record_edition
from courses.change_wording import sentences
from courses.competence_pages import default_scale, self_evaluation_of, statements_in
from courses.competences import LEVELS, Competence, Gap, gaps, scale
from courses.models import CoursePage, Edition, ModulePage
from tests import factories
from tests.admin_forms import edit_address, send
from tests.editions import newest

ONE, TWO = UUID(int=1), UUID(int=2)


class TestTheScale:
    def test_has_words_for_every_level_unless_a_course_gives_its_own(self) -> None:
        default = "abcde"
        assert [level.words for level in scale(["", "", ""], default)] == list(default)
        assert [level.words for level in scale(["x", "", "z"], default)] == list(default)
        assert [level.words for level in scale("xyz", default)] == ["x", "", "y", "", "z"]
        assert [level.number for level in scale("xyz", default)] == list(LEVELS)


class TestGaps:
    def test_are_few_statements_a_scale_by_halves_and_statements_without_a_module(self) -> None:
        there, elsewhere = Competence(ONE, "A", (ONE,)), Competence(TWO, "B", (TWO,))
        assert gaps([there] * 3, [ONE], ["", "", ""]) == []
        assert gaps([], [ONE], ["x", "", ""]) == []
        assert gaps([there, elsewhere], [ONE], ["x", "", ""]) == [
            (Gap.FEW_STATEMENTS, ""),
            (Gap.SCALE_INCOMPLETE, ""),
            (Gap.NO_MODULE, "B"),
        ]


@pytest.mark.django_db
class TestSeveralLanguages:
    @pytest.fixture
    def german(self, course: CoursePage) -> CoursePage:
        factories.ask_for_self_evaluation(course)
        page = course.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
        raw = [dict(each) for each in page.competences.raw_data]
        raw[0]["value"] = raw[0]["value"] | {"statement": "Ich kann das."}
        # A statement that is not translated yet, and one that the course does not have.
        page.competences = [raw[0], raw[1], factories.competence("Ich kann mehr.")]
        page.lowest_level, page.middle_level, page.highest_level = "nie", "oft", "immer"
        page.live = True
        page.save()
        record_edition(course_key=page.translation_key)
        return page

    def test_share_keys_order_and_modules(self, course: CoursePage, german: CoursePage) -> None:
        english, translated = (
            self_evaluation_of(course.translation_key, language) for language in ("en", "de")
        )
        assert [each.statement for each in translated.competences] == [
            "Ich kann das.",
            "I can do thing 1.",
            "I can do thing 2.",
        ]
        assert translated.keys == english.keys
        first, second = ModulePage.objects.child_of(course).order_by("path")
        assert [each.modules for each in translated.competences] == [
            (first.translation_key,),
            (second.translation_key,),
            (first.translation_key,),
        ]
        assert [level.words for level in translated.scale] == ["nie", "", "oft", "", "immer"]
        assert [level.words for level in english.scale] == list(default_scale())

    def test_an_edition_keeps_the_words_of_each(self, course: CoursePage, german: CoursePage) -> None:
        first, *_others = self_evaluation_of(course.translation_key, "en").keys
        edition = newest()
        before = Edition.objects.get(number=edition.number - 1)
        assert statements_in([edition])[edition.pk, first] == {
            "en": "I can do thing 0.",
            "de": "Ich kann das.",
        }
        assert (before.pk, first) in statements_in([before])

    def test_a_change_of_a_statement_is_told(self, course: CoursePage) -> None:
        factories.ask_for_self_evaluation(course)
        before = newest()
        raw = [dict(each) for each in course.competences.raw_data]
        raw[0]["value"] = raw[0]["value"] | {"statement": "I can do more."}
        course.competences = raw
        course.save_revision().publish()
        assert sentences(before, newest(), "en") == ["Course: statements of the self-evaluation changed"]


@pytest.mark.django_db
class TestInTheAdmin:
    def test_publishing_says_what_could_be_better_and_publishes(
        self, trainer: User, course: CoursePage
    ) -> None:
        client = Client()
        client.force_login(trainer)
        stream = [("competence", {"statement": "I can see.", "modules": {"count": "0"}})]
        fields: dict[str, Any] = {
            "outcomes": streamfield([("outcome", "Read a place")]),
            "competences": streamfield(stream),
            "highest_level": "always",
        }
        response = send(client, edit_address(course), fields, publish=True)
        said = [str(message) for message in get_messages(response.wsgi_request)]
        for words in ("fewer than three", "the usual scale", "“I can see.”"):
            assert any(words in sentence for sentence in said), said
        course.refresh_from_db()
        assert [each.value["statement"] for each in course.competences] == ["I can see."]
