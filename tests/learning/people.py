"""An author who changes a live course and a learner who works in it from several devices, for tests of what happens over time.

Whatever the site refuses changes nothing and is not an error here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from courses.actions import publish, record_edition
from courses.models import CoursePage, H5PPackage, LessonPage, ModulePage, QuizPage
from courses.outline import Lesson
from courses.quiz import Question, SingleChoice
from learning import actions, sent
from learning.activities import items_of, question_of
from learning.models import Attempt, Enrolment, ObjectType
from learning.progress import Progress, evaluate
from learning.refusals import Refusal
from learning.reported import Report
from tests import editions, factories
from tests.strategies import right_answer

BLOCKS = {"check": "knowledge_check", "checklist": "checklist", "reflection": "reflection"}
PLAYS = ("viewed", "state", "part", "result")
DEEDS = ("opened", "done", *BLOCKS, *PLAYS)


def varied_course() -> CoursePage:
    """A lesson to read, one with activities; then a lesson that waits for the test behind it."""
    course = factories.empty_course()
    first, second = (factories.module(course, number, lessons=0) for number in (1, 2))
    factories.lesson(first, 1)
    factories.lesson(first, 2, rule="activities", body=activities())
    test = factories.quiz(second)
    factories.lesson(second, 3, rule="test", test=test)
    record_edition(course_key=course.translation_key)
    return CoursePage.objects.get(pk=course.pk)


def activities() -> list[dict[str, Any]]:
    package = H5PPackage.objects.first() or factories.h5p_package()
    return [
        factories.knowledge_check(),
        factories.checklist(),
        factories.reflection(is_required=True),
        factories.h5p(package, rule="finished"),
    ]


class Author:
    """`which` and `where` are numbers that pick a lesson or a module, whatever there is."""

    def __init__(self, course: CoursePage) -> None:
        self.course_pk = course.pk
        self.lessons_made = 3

    @property
    def course(self) -> CoursePage:
        return CoursePage.objects.get(pk=self.course_pk)

    @property
    def test(self) -> QuizPage:
        return QuizPage.objects.descendant_of(self.course).get()

    def lesson(self, which: int) -> LessonPage | None:
        lessons = list(LessonPage.objects.descendant_of(self.course).order_by("pk"))
        return lessons[which % len(lessons)] if lessons else None

    def module(self, where: int) -> ModulePage:
        modules = editions.modules_of(self.course)
        return modules[where % len(modules)]

    def add(self, where: int, **fields: Any) -> None:
        self.lessons_made += 1
        with suppress(ValidationError), transaction.atomic():
            publish(page=factories.lesson(self.module(where), self.lessons_made, live=False, **fields))

    def split(self, which: int) -> None:
        """The second half of a lesson becomes a lesson of its own, behind it."""
        lesson = self.lesson(which)
        if lesson is None:
            return
        self.lessons_made += 1
        blocks = list(lesson.body.raw_data)
        half = [dict(block) | {"id": str(uuid4())} for block in blocks[len(blocks) // 2 :]]
        with suppress(ValidationError), transaction.atomic():
            number = self.lessons_made
            page = LessonPage(
                title=f"Lesson {number}", slug=f"lesson-{number}", locale=lesson.locale, body=half
            )
            page.live = False
            lesson.add_sibling(pos="right", instance=page)
            publish(page=page)
            change(LessonPage.objects.get(pk=lesson.pk), body=blocks[: len(blocks) // 2] or blocks)

    def move(self, which: int, where: int, *, first: bool) -> None:
        if lesson := self.lesson(which):
            lesson.move(self.module(where), pos="first-child" if first else "last-child")

    def change_lesson(self, which: int, **fields: Any) -> None:
        if lesson := self.lesson(which):
            change(lesson, **({"test": self.test} if fields.get("rule") == "test" else {}) | fields)

    def change_package(self, which: int, *, is_new: bool, **asked: Any) -> None:
        """What a lesson asks of its package; or there is another one, with which everybody begins anew."""
        if is_new:
            H5PPackage.objects.update(generation=F("generation") + 1)
        if lesson := self.lesson(which):
            blocks = [dict(block) for block in lesson.body.raw_data]
            for block in blocks:
                if block["type"] == "h5p":
                    block["value"] = block["value"] | asked
            change(lesson, body=blocks)

    def delete(self, which: int) -> None:
        if lesson := self.lesson(which):
            lesson.delete()

    def withdraw(self, page: Any) -> None:
        if page and page.live:
            page.unpublish()

    def bring_back(self, page: Any) -> None:
        if page and not page.live:
            change(page)


def change(page: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    with suppress(ValidationError), transaction.atomic():
        publish(page=page)


class Learner:
    """`queues` holds what a device has not sent yet, `sent` what one of them has sent before."""

    def __init__(self, user: User, course_key: UUID) -> None:
        self.user, self.course_key = user, course_key
        self.common: dict[str, Any] = {"learner": user, "course_key": course_key}
        self.queues: dict[str, list[sent.Sent]] = defaultdict(list)
        self.sent: list[sent.Sent] = []
        actions.enrol(**self.common, certificate_name="Lena Lerner")

    @property
    def enrolment(self) -> Enrolment:
        return Enrolment.objects.get(learner=self.user, course_key=self.course_key)

    @property
    def progress(self) -> Progress:
        return evaluate(editions.newest().shape, self.enrolment.evidence)

    def do(self, deed: str, lesson: LessonPage, *, well: bool) -> None:
        """At once, as a click does."""
        about = self.common | {"lesson_key": lesson.translation_key}
        with suppress(Refusal):
            if deed == "opened":
                key = lesson.translation_key
                actions.open_step(**self.common, step_key=key, object_type=ObjectType.LESSON)
            elif deed == "done":
                actions.mark_as_done(**about)
            if deed in PLAYS:
                self.keep("at once", deed, lesson, well=well)
                self.send(self.queues.pop("at once", []))
                return
            for block in blocks_in(lesson, deed):
                self._do_activity(deed, block, about | {"activity_key": UUID(block.id)}, well)

    def _do_activity(self, deed: str, block: Any, about: dict[str, Any], well: bool) -> None:
        if deed == "check":
            question = question_of(block, self.user)
            actions.answer_check(**about, question=question, answer=answer_to(question, well))
        elif deed == "checklist":
            items = items_of(block)
            actions.save_checklist(**about, items=items, ticks=items if well else items[:1], text="")
        else:
            actions.save_reflection(**about, text="A thought." if well else "")

    def keep(self, device: str, deed: str, lesson: LessonPage, *, well: bool) -> None:
        """On a device that has no line just now."""
        at = timezone.now() - timedelta(hours=len(self.sent))
        common: Any = {"id": uuid4(), "course": self.course_key, "step": lesson.translation_key, "at": at}
        block = next(iter(blocks_in(lesson, deed)), None)
        match deed:
            case "opened":
                fact: sent.Sent = sent.Opened(**common)
            case "done":
                fact = sent.Done(**common)
            case _ if block is None:
                return
            case "check":
                answer = answer_to(question_of(block, self.user), well)
                fact = sent.Check(**common, activity=UUID(block.id), answer=answer)
            case "checklist":
                ticks = tuple(items_of(block)[: None if well else 1])
                fact = sent.Checklist(**common, activity=UUID(block.id), ticks=ticks, text="")
            case "viewed":
                fact = sent.H5PViewed(**common, activity=UUID(block.id))
            case "state":
                state, generation = '{"page": 1}' if well else "", block.value["package"].generation
                fact = sent.H5PState(**common, activity=UUID(block.id), state=state, generation=generation)
            case "part" | "result":
                report = Report(
                    verb="answered" if well else "failed",
                    points={"raw": 9 if well else 3, "max": 10},
                    part="first" if deed == "part" else "",
                )
                fact = sent.H5PResult(**common, activity=UUID(block.id), report=report)
            case _:
                fact = sent.Reflection(**common, activity=UUID(block.id), text="A thought." if well else "")
        self.queues[device].append(fact)

    def send(self, facts: Iterable[sent.Sent]) -> None:
        batch = list(facts)
        actions.ingest(**self.common, facts=batch, language="en")
        self.sent += [fact for fact in batch if fact not in self.sent]

    def begin(self, test: QuizPage) -> Attempt | None:
        with suppress(Refusal):
            return actions.start_attempt(**self.common, test=test)
        return None

    def hand_in(self, *, well: bool) -> None:
        attempt = self.enrolment.attempts.open().first()
        if attempt:
            answers = {question.key: answer_to(question, well) for question in attempt.paper.questions}
            actions.submit_attempt(learner=self.user, attempt_id=attempt.pk, answers=answers)

    def continue_(self) -> None:
        """Follow “Continue”, and do there what is asked for."""
        key = self.progress.next_step
        state = self.progress.step(key) if key else None
        if state is None:
            return
        if not isinstance(state.step, Lesson):
            self.begin(QuizPage.objects.get(translation_key=key))
            self.hand_in(well=True)
            return
        lesson = LessonPage.objects.get(translation_key=key)
        for deed in DEEDS if state.step.basis else ("opened", "done"):
            self.do(deed, lesson, well=True)


def blocks_in(lesson: LessonPage, deed: str) -> list[Any]:
    kind = "h5p" if deed in PLAYS else BLOCKS.get(deed)
    return [block for block in lesson.body if block.block_type == kind]


def answer_to(question: Question, well: bool) -> Any:
    if well:
        return right_answer(question)
    if isinstance(question, SingleChoice):
        return next(option.key for option in question.options if not option.is_right)
    return "something else"
