"""A demo learner works through a course, by the same actions as a real one."""

from dataclasses import dataclass
from math import ceil
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from accounts.models import User
from courses.blocks.questions import to_question
from courses.competence_pages import self_evaluation_of
from courses.models import LessonPage, QuizPage
from courses.outline import Activity, ActivityRule, Lesson, Rule, Step
from learning import actions
from learning.actions.record import current_edition
from learning.models import ObjectType
from learning.question_rows import shuffled_for
from learning.reported import Report
from learning.self_evaluation import Occasion
from learning.sent import H5PResult, H5PViewed

from .answers import right, wrong
from .keys import key

THOUGHTS = {
    "en": "The station forecourt: many wait there, and hardly anybody likes to stay.",
    "de": "Der Bahnhofsvorplatz: Viele warten dort, und kaum jemand bleibt gern.",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """How far somebody has come in a course.

    `steps` counts the lessons and tests that are behind them, in the order of the course (None: all); the next one is
    open on their desk. `results` are the shares of right answers, from 0 to 1, in the attempts of each test: for a test
    that was failed the next share is the one of the next attempt. `before` and `after` are the levels at which they rate
    themselves, in the order of the statements; empty where they do not.
    """

    course: str
    steps: int | None
    results: tuple[float, ...]
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


class Bookshelf:
    """The pages of lessons and tests in their languages, each read from the database once for all learners."""

    def __init__(self) -> None:
        self._tests: dict[tuple[UUID, str], QuizPage] = {}
        self._lessons: dict[tuple[UUID, str], dict[str, Any]] = {}

    def test(self, key: UUID, language: str) -> QuizPage:
        if (key, language) not in self._tests:
            self._tests[key, language] = _page(QuizPage, key, language)
        return self._tests[key, language]

    def blocks(self, lesson_key: UUID, language: str) -> dict[str, Any]:
        """The blocks of a lesson by their ids."""
        if (lesson_key, language) not in self._lessons:
            body = _page(LessonPage, lesson_key, language).body
            self._lessons[lesson_key, language] = {block.id: block for block in body}
        return self._lessons[lesson_key, language]


def _page(model: type[Page], key: UUID, language: str) -> Any:
    return model.objects.select_related("locale").get(translation_key=key, locale__language_code=language)


def study(learner: User, visit: Visit, *, language: str, bookshelf: Bookshelf) -> None:
    """Enrol `learner` and do what `visit` says, in `language`. The course must be published."""
    course_key = key(visit.course)
    with override(language):
        actions.enrol(learner=learner, course_key=course_key, certificate_name=learner.get_full_name())
        edition = current_edition(course_key)
        steps = list(edition.shape.steps()) if edition else []
        desk = _Desk(learner, course_key, language, visit, bookshelf)
        desk.rate(Occasion.BEFORE, visit.before)
        for step in steps[: visit.steps]:
            desk.open(step)
            desk.work_through(step)
        if visit.steps and visit.steps < len(steps):
            desk.open(steps[visit.steps])
        desk.rate(Occasion.AFTER, visit.after)


class _Desk:
    def __init__(
        self, learner: User, course_key: UUID, language: str, visit: Visit, bookshelf: Bookshelf
    ) -> None:
        self._learner = learner
        self._bookshelf = bookshelf
        self._course: dict[str, Any] = {"learner": learner, "course_key": course_key}
        self._language = language
        self._results = visit.results
        self._chance = Random(f"{learner.email}/{visit.course}")

    def rate(self, occasion: Occasion, levels: tuple[int, ...]) -> None:
        if levels:
            keys = self_evaluation_of(self._course["course_key"], self._language).keys
            actions.rate_oneself(
                **self._course, occasion=occasion, levels=dict(zip(keys, levels, strict=True))
            )

    def open(self, step: Step) -> None:
        kind = ObjectType.LESSON if isinstance(step, Lesson) else ObjectType.TEST
        actions.open_step(
            **self._course, step_key=step.key, object_type=kind, fact_id=self._fact(step.key, "opened")
        )

    def work_through(self, step: Step) -> None:
        if not isinstance(step, Lesson):
            self._sit(self._bookshelf.test(step.key, self._language))
            return
        blocks = self._bookshelf.blocks(step.key, self._language)
        for activity in step.required_activities:
            self._do(activity, blocks[str(activity.key)], step.key)
        if step.rule is Rule.READ:
            actions.mark_as_done(**self._course, lesson_key=step.key, fact_id=self._fact(step.key, "done"))

    def _do(self, activity: Activity, block: Any, lesson_key: UUID) -> None:
        common: dict[str, Any] = {
            **self._course,
            "lesson_key": lesson_key,
            "activity_key": activity.key,
            "fact_id": self._fact(activity.key, "done"),
        }
        match activity.kind:
            case "knowledge_check":
                plain = to_question(block.value["question"][0], key=block.id)
                question = shuffled_for(plain, self._learner.learner_key)
                answer = right(question) if self._chance.random() < 0.7 else wrong(question)
                actions.answer_check(**common, question=question, answer=answer)
            case "checklist":
                items = [item.id for item in block.value["items"].bound_blocks]
                actions.save_checklist(**common, items=items, ticks=items, text="")
            case "reflection":
                actions.save_reflection(**common, text=THOUGHTS[self._language])
            case "h5p":
                self._play(activity, lesson_key)

    def _play(self, activity: Activity, lesson_key: UUID) -> None:
        """As the browser tells it: the package was seen, and worked through without a mistake."""
        about: dict[str, Any] = {
            "course": self._course["course_key"],
            "step": lesson_key,
            "activity": activity.key,
            "at": timezone.now(),
        }
        points = {"raw": 1, "max": 1} if activity.rule is ActivityRule.PASSED else {}
        report = Report(verb="completed", points=points, completion=True)
        facts = [
            H5PViewed(id=self._fact(activity.key, "viewed"), **about),
            H5PResult(id=self._fact(activity.key, "done"), report=report, **about),
        ]
        actions.ingest(**self._course, facts=facts, language=self._language)

    def _sit(self, test: QuizPage) -> None:
        """Sit a test until it is passed or the results are used up."""
        for share in self._results:
            attempt = actions.start_attempt(**self._course, test=test)
            questions = attempt.paper.questions
            known = ceil(share * len(questions))
            answers = {
                question.key: right(question) if number < known else wrong(question)
                for number, question in enumerate(questions)
            }
            if actions.submit_attempt(
                learner=self._learner, attempt_id=attempt.pk, answers=answers
            ).is_passed:
                return

    def _fact(self, object_key: UUID, what: str) -> UUID:
        return uuid5(self._learner.learner_key, f"{object_key}/{what}")
