"""Notes, bookmarks and highlights: kept for their learner alone, within bounds, and gone when they shall be."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning import actions
from learning.margin import MOST_HIGHLIGHTS, MOST_QUOTE, MOST_TEXT, Highlighted, Noted, Passage
from learning.models import Enrolment, Note, Receipt, Statement
from learning.refusals import NotEnrolled, NotUnderstood, StepLocked, TextTooLong, TooManyHighlights
from tests import factories

from .annotating import fill, passage
from .queueing import RECORDED, Queue
from .test_teaching import text_of

pytestmark = pytest.mark.django_db


class TestTheMargin:
    def test_is_kept_without_a_trace_in_the_ledger(
        self, queue: Queue, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        before = Statement.objects.count()
        assert fill(queue, lesson) == [RECORDED] * 3
        own, highlight = Note.objects.order_by("pk")
        assert (own.object_key, own.text, own.is_bookmarked) == (
            lesson.translation_key,
            "Ask the market traders.",
            True,
        )
        assert (highlight.lesson_key, highlight.passage["exact"], highlight.text) == (
            lesson.translation_key,
            "Some text.",
            "Why?",
        )
        assert Statement.objects.count() == before
        assert Receipt.objects.count() == 3
        # Nor does it say where the learner is.
        enrolment.refresh_from_db()
        assert enrolment.last_step_key is None

    def test_sent_again_changes_nothing_and_what_comes_later_wins(
        self, queue: Queue, lesson: LessonPage
    ) -> None:
        first, second = (queue.fact("note", lesson, change={"text": text}) for text in ("First.", "Second."))
        queue.send(first, second)
        assert queue.send(first) == [RECORDED]
        assert Note.objects.get().text == "Second."

    def test_a_highlight_made_and_removed_in_one_batch_is_gone_and_may_come_back(
        self, queue: Queue, lesson: LessonPage
    ) -> None:
        change = passage()
        made = queue.fact("highlight", lesson, change=change)
        removed = queue.fact("removal", lesson, change={"highlight": change["highlight"]})
        again = queue.fact("highlight", lesson, change=change | {"text": "After all."})
        assert queue.send(made, removed) == [RECORDED] * 2
        assert not Note.objects.exists()
        assert queue.send(again) == [RECORDED]
        assert Note.objects.get().text == "After all."

    def test_removing_a_highlight_leaves_every_other_note_alone(
        self, queue: Queue, lesson: LessonPage
    ) -> None:
        fill(queue, lesson)
        keys = list(Note.objects.values_list("object_key", flat=True))
        queue.send(
            *(queue.fact("removal", lesson, change={"highlight": str(key)}) for key in (*keys, uuid4()))
        )
        assert Note.objects.get().object_key == lesson.translation_key

    def test_has_bounds_and_says_so(self, queue: Queue, lesson: LessonPage) -> None:
        many = [queue.fact("highlight", lesson, change=passage(f"Word {n}")) for n in range(MOST_HIGHLIGHTS)]
        for start in range(0, MOST_HIGHLIGHTS, 50):
            queue.send(*many[start : start + 50])
        known = many[0]["change"] | {"text": "A note"}
        other = factories.lessons_of(queue.course)[1]
        assert queue.reasons(
            queue.fact("highlight", lesson, change=passage()),
            queue.fact("highlight", lesson, change=known),
            queue.fact("highlight", other, change=passage()),
            queue.fact("highlight", other, change=passage("x" * (MOST_QUOTE + 1))),
            queue.fact("note", other, change={"text": "x" * (MOST_TEXT + 1)}),
            queue.fact("highlight", other, change=passage(language="tlh")),
            queue.fact("highlight", other, change=passage(highlight=str(other.translation_key))),
            queue.fact("note", other, change={"text": 7}),
        ) == [
            "TooManyHighlights",
            "",
            "",
            "TextTooLong",
            "TextTooLong",
            "NotUnderstood",
            "NotUnderstood",
            "NotUnderstood",
        ]

    def test_is_bounded_in_the_same_way_by_a_form(
        self, learner: User, course: CoursePage, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        correction: dict[str, Any] = {
            "learner": learner,
            "course_key": course.translation_key,
            "lesson_key": lesson.translation_key,
        }
        for _ in range(MOST_HIGHLIGHTS):
            key = uuid4()
            found = Passage(language="en", exact="A word")
            Note.objects.create(
                enrolment=enrolment, object_key=key, lesson_key=lesson.translation_key, passage=found.data
            )
        with pytest.raises(TooManyHighlights):
            actions.annotate(**correction, change=Highlighted(uuid4(), found, ""))
        actions.annotate(**correction, change=Highlighted(key, found, "Changed."))
        with pytest.raises(TextTooLong):
            actions.annotate(**correction, change=Noted("x" * (MOST_TEXT + 1)))
        with pytest.raises(NotUnderstood):
            actions.annotate(**correction, change=Highlighted(uuid4(), Passage(language="", exact="A"), ""))

    def test_is_for_the_enrolled_in_lessons_that_are_open(
        self, learner: User, other_learner: User, course: CoursePage, lesson: LessonPage, enrolment: Enrolment
    ) -> None:
        course.module_order = "in_order"
        course.save_revision().publish()
        last = factories.lessons_of(course)[-1]
        with pytest.raises(StepLocked):
            actions.annotate(
                learner=learner,
                course_key=course.translation_key,
                lesson_key=last.translation_key,
                change=Noted("Early."),
            )
        with pytest.raises(NotEnrolled):
            actions.annotate(
                learner=other_learner,
                course_key=course.translation_key,
                lesson_key=lesson.translation_key,
                change=Noted("Mine."),
            )
        assert not Note.objects.exists()

    def test_of_somebody_else_cannot_be_touched_with_its_key(
        self, queue: Queue, other_learner: User, course: CoursePage, lesson: LessonPage
    ) -> None:
        change = passage(text="Lena's")
        queue.send(queue.fact("highlight", lesson, change=change))
        actions.enrol(learner=other_learner, course_key=course.translation_key, certificate_name="Otto")
        other = Queue(other_learner, course)
        other.send(
            other.fact("removal", lesson, change={"highlight": change["highlight"]}),
            other.fact("highlight", lesson, change=change | {"text": "Otto's"}),
        )
        assert set(Note.objects.values_list("text", flat=True)) == {"Lena's", "Otto's"}
        assert "Otto" not in text_of(queue.client.get(lesson.url))

    def test_is_kept_within_bounds_by_the_database(self, enrolment: Enrolment, lesson: LessonPage) -> None:
        key = lesson.translation_key
        Note.objects.create(enrolment=enrolment, object_key=key, lesson_key=key, is_bookmarked=True)
        wrong: tuple[dict[str, Any], ...] = (
            {"object_key": key, "lesson_key": key},
            {"object_key": uuid4(), "is_bookmarked": True},
            {"object_key": uuid4(), "lesson_key": key, "is_bookmarked": True},
            {"object_key": uuid4(), "passage": {"exact": "x"}},
        )
        for fields in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                Note.objects.create(enrolment=enrolment, **fields)

    def test_goes_with_the_enrolment(self, queue: Queue, lesson: LessonPage, enrolment: Enrolment) -> None:
        fill(queue, lesson)
        enrolment.delete()
        assert not Note.objects.exists()

    def test_costs_the_same_for_few_facts_and_for_many(self, queue: Queue, lesson: LessonPage) -> None:
        def cost(count: int) -> int:
            facts = [queue.fact("highlight", lesson, change=passage(f"{count} {n}")) for n in range(count)]
            with CaptureQueriesContext(connection) as captured:
                assert queue.send(*facts) == [RECORDED] * count
            return len(captured)

        cost(1)
        assert cost(2) == cost(40)
