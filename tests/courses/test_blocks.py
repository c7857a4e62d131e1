"""What trainers fill in becomes plain values: activities, questions, and what the bank holds."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from wagtail.models import Locale

from courses import quiz
from courses.blocks import activities
from courses.blocks.questions import QUESTION_BLOCKS, to_question
from courses.models import BankQuestion, LessonPage, ModulePage, QuizPage
from courses.models.bank import bank
from courses.outline import Activity
from tests import factories

pytestmark = pytest.mark.django_db


def options(*texts: str) -> list[dict[str, Any]]:
    """Choices of which the first is right."""
    return [
        {"text": text, "is_right": not index, "feedback": f"On {text}"} for index, text in enumerate(texts)
    ]


FIELDS: dict[str, dict[str, Any]] = {
    "single_choice": {"options": options("A", "B")},
    "multiple_choice": {"options": options("A", "B", "C")},
    "true_false": {"answer": True, "feedback_true": "Yes.", "feedback_false": "No."},
    "ordering": {"items": ["first", "second"]},
    "matching": {"pairs": [{"left": "lamp", "right": "light"}, {"left": "bench", "right": "rest"}]},
    "number": {"answer": "4.20", "tolerance": "0.1", "unit": "m"},
    "short_text": {"accepted": ["lux", "Lux "]},
}


def expected(kind: str, key: str, read_again: str = "") -> quiz.Question:
    common: dict[str, Any] = {
        "key": key,
        "prompt": "<p>Which?</p>",
        "points": 3,
        "explanation": "<p>Because.</p>",
        "read_again": read_again,
    }

    def choices(count: int) -> tuple[quiz.Option, ...]:
        return tuple(quiz.Option(str(i), "ABC"[i], i == 0, f"On {'ABC'[i]}") for i in range(count))

    match kind:
        case "single_choice":
            return quiz.SingleChoice(options=choices(2), **common)
        case "multiple_choice":
            return quiz.MultipleChoice(options=choices(3), **common)
        case "true_false":
            return quiz.TrueFalse(answer=True, feedback_true="Yes.", feedback_false="No.", **common)
        case "ordering":
            items = (quiz.Option("0", "first"), quiz.Option("1", "second"))
            return quiz.Ordering(options=items, presented=("0", "1"), **common)
        case "matching":
            pairs = (
                quiz.Pair("left-0", "lamp", "right-0", "light"),
                quiz.Pair("left-1", "bench", "right-1", "rest"),
            )
            return quiz.Matching(pairs=pairs, presented=("right-0", "right-1"), **common)
        case "number":
            return quiz.Number(answer=Decimal("4.2"), tolerance=Decimal("0.1"), unit="m", **common)
        case _:
            return quiz.ShortText(accepted=("lux", "Lux "), **common)


def stored(kind: str, **more: Any) -> dict[str, Any]:
    fields = {"prompt": "<p>Which?</p>", "points": 3, "explanation": "<p>Because.</p>"}
    return factories.block(kind, **fields, **FIELDS[kind], **more)


@pytest.fixture
def module(db: None) -> ModulePage:
    return factories.module(factories.empty_course(certificate_kind="participation"), lessons=0)


def test_every_type_of_question_is_tried() -> None:
    assert set(FIELDS) == set(QUESTION_BLOCKS) == set(quiz.QUESTION_TYPES)


class TestQuestions:
    @pytest.mark.parametrize("kind", FIELDS)
    def test_of_a_test_come_back_from_the_database(self, module: ModulePage, kind: str) -> None:
        lesson, block = factories.lesson(module), stored(kind)
        block["value"]["read_again"] = lesson.pk
        pk = factories.quiz(module, questions=[block]).pk
        wanted = (expected(kind, block["id"], str(lesson.translation_key)),)
        assert QuizPage.objects.get(pk=pk).quiz.entries == wanted
        QuizPage.objects.get(pk=pk).save_revision().publish()
        assert QuizPage.objects.get(pk=pk).quiz.entries == wanted

    @pytest.mark.parametrize("kind", FIELDS)
    def test_of_the_bank_carry_the_key_of_their_row(self, kind: str) -> None:
        row = BankQuestion.objects.create(body=[stored(kind)], locale=Locale.get_default())
        assert BankQuestion.objects.get(pk=row.pk).question == expected(kind, str(row.translation_key))

    @pytest.mark.parametrize("kind", FIELDS)
    def test_of_a_knowledge_check_need_no_lesson_to_read_again(self, module: ModulePage, kind: str) -> None:
        inner = stored(kind)
        pk = factories.lesson(
            module, body=[factories.block("knowledge_check", question=[inner], is_required=True)]
        ).pk
        child = LessonPage.objects.get(pk=pk).body[0].value["question"][0]
        assert to_question(child, key="k") == expected(kind, "k")

    def test_a_lesson_to_read_again_may_be_gone(self, module: ModulePage) -> None:
        lesson, block = factories.lesson(module), stored("true_false")
        block["value"]["read_again"] = lesson.pk
        pk = factories.quiz(module, questions=[block]).pk
        lesson.delete()
        assert QuizPage.objects.get(pk=pk).quiz.entries == (expected("true_false", block["id"]),)

    def test_draws_stand_among_the_questions(self, module: ModulePage) -> None:
        block = stored("number")
        questions = [factories.block("draw", tag="light", count=2), block]
        page = QuizPage.objects.get(pk=factories.quiz(module, questions=questions).pk)
        assert page.quiz.entries == (quiz.Draw("light", 2), expected("number", block["id"]))


class TestActivities:
    def test_are_read_from_the_raw_data(self) -> None:
        key = uuid.uuid4()
        raw = [
            factories.text(),
            {"type": "checklist", "value": {"items": [], "is_required": True}, "id": str(key)},
            {"type": "reflection", "value": {}, "id": str(key)},
        ]
        assert activities(raw) == (Activity(key, "checklist", True), Activity(key, "reflection", False))

    def test_keep_their_keys_and_cost_no_query(
        self, module: ModulePage, django_assert_num_queries: Any
    ) -> None:
        body = [factories.knowledge_check(), factories.checklist(is_required=False), factories.text()]
        page = LessonPage.objects.get(pk=factories.lesson(module, body=body).pk)
        with django_assert_num_queries(0):
            found = page.outline.activities
        assert [str(activity.key) for activity in found] == [block["id"] for block in body[:2]]
        assert [activity.is_required for activity in found] == [True, False]

    def test_of_a_body_made_in_code_get_keys_that_stay(self, module: ModulePage) -> None:
        page = factories.lesson(module, body=[("reflection", {"prompt": "<p>Why?</p>", "is_required": True})])
        kept = LessonPage.objects.get(pk=page.pk).outline.activities
        assert LessonPage.objects.get(pk=page.pk).outline.activities == kept == page.outline.activities


class TestBank:
    def keys(self, language: str, *tags: str) -> dict[str, set[str]]:
        locale = Locale.objects.get(language_code=language)
        return {tag: {question.key for question in found} for tag, found in bank(set(tags), locale).items()}

    def test_questions_are_found_by_tag_and_language(self) -> None:
        both = str(factories.bank_question(["light", "sight"]).translation_key)
        one = str(factories.bank_question(["light"]).translation_key)
        german = str(factories.bank_question(["light"], language="de").translation_key)
        factories.bank_question(["noise"])
        assert self.keys("en", "light", "sight", "none") == {
            "light": {both, one},
            "sight": {both},
            "none": set(),
        }
        assert self.keys("de", "light") == {"light": {german}}

    def test_a_quiz_draws_in_its_own_language(self) -> None:
        factories.bank_question(["light"])
        german = factories.bank_question(["light"], language="de")
        course = factories.empty_course(language="de")
        page = factories.quiz(course, questions=[factories.block("draw", tag="light", count=1)])
        paper = quiz.set_paper(page.quiz, page.bank(), seed=1)
        assert [question.key for question in paper.questions] == [str(german.translation_key)]

    def test_drafts_are_not_drawn_and_live_questions_not_as_drafted(self) -> None:
        withdrawn, live = factories.bank_question(["light"]), factories.bank_question(["light"])
        withdrawn.unpublish()
        live.body = [factories.single_choice(prompt="<p>Not yet</p>")]
        live.save_revision()
        found = bank({"light"}, Locale.get_default())["light"]
        assert [question.prompt for question in found] == ["<p>Which one?</p>"]

    @pytest.mark.parametrize("count", [1, 5])
    def test_a_tag_costs_the_same_for_any_number_of_questions(
        self, count: int, module: ModulePage, django_assert_num_queries: Any
    ) -> None:
        lesson = factories.lesson(module)
        for _row in range(count):
            row = factories.bank_question(["light"])
            row.body.raw_data[0]["value"]["read_again"] = lesson.pk
            row.save()
        locale = Locale.get_default()
        with django_assert_num_queries(3):
            found = bank({"light"}, locale)["light"]
        assert [question.read_again for question in found] == [str(lesson.translation_key)] * count
