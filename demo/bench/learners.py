"""Learners at every point of a course, and the requests that their browsers send from there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from accounts.models import User
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage, QuizPage
from courses.quiz import MultipleChoice, Question, SingleChoice, TrueFalse
from learning import actions
from learning.models import ObjectType, Verb

from .load import Request
from .scenario import COURSE_PAGE, FLOOR, LAST_STATEMENT, LESSON_PAGE, Scenario

READERS = 10
"""Learners whose pages are opened; each of them again and again."""


class Classroom:
    """Learners of one course, signed in."""

    def __init__(self, course: CoursePage) -> None:
        self.course_key, self.course_url = course.translation_key, course.url
        self.lessons = list(LessonPage.objects.descendant_of(course).order_by("path"))
        self.test = QuizPage.objects.descendant_of(course).get()
        self.count = 0

    def enrolled(self, *, undone: int) -> tuple[User, str]:
        """A new learner who has done all but the last `undone` lessons, and the key of their session."""
        self.count += 1
        learner = User(email=f"learner-{self.count}@example.org")
        learner.set_unusable_password()
        learner.save()
        actions.enrol(
            learner=learner, course_key=self.course_key, certificate_name=f"Lena Lerner {self.count}"
        )
        done = self.lessons[: len(self.lessons) - undone]
        facts = [actions.Fact(Verb.COMPLETED, ObjectType.LESSON, lesson.translation_key) for lesson in done]
        actions.record(learner=learner, course_key=self.course_key, facts=facts)
        return learner, session_of(learner)

    def reading(self, path: str) -> Request:
        _learner, session = self.enrolled(undone=len(self.lessons) // 2)
        return Request(path, session)

    def finishing(self) -> Request:
        """The test is passed; sent is the last lesson, which completes the course."""
        learner, session = self.enrolled(undone=1)
        self._pass_the_test(learner)
        last = self.lessons[-1].translation_key
        return Request(reverse("learning:done", args=[self.course_key, last]), session, form="")

    def handing_in(self) -> Request:
        """The attempt runs, nothing is saved; sent are all answers, all of them right."""
        learner, session = self.enrolled(undone=len(self.lessons))
        attempt = actions.start_attempt(learner=learner, course_key=self.course_key, test=self.test)
        fields: list[tuple[str, str]] = [("action", "submit")]
        for question in attempt.paper.questions:
            fields += [(f"q-{question.key}-asked", "1"), (f"q-{question.key}", right_answer(question))]
        return Request(reverse("learning:attempt", args=[attempt.pk]), session, form=urlencode(fields))

    def downloading(self) -> Request:
        learner, session = self.enrolled(undone=0)
        self._pass_the_test(learner)
        certificate = Certificate.objects.get(holder=learner)
        return Request(reverse("certificates:download", args=[certificate.code]), session)

    def _pass_the_test(self, learner: User) -> None:
        fact = actions.Fact(Verb.PASSED, ObjectType.TEST, self.test.translation_key, score=Decimal(1))
        actions.record(learner=learner, course_key=self.course_key, facts=[fact])


def scenarios(room: Classroom, forms: int) -> tuple[Scenario, list[Scenario]]:
    """The floor, and everything that is compared with it; `forms` of each kind that can be sent only once."""
    lesson = room.lessons[len(room.lessons) // 2]

    def made(name: str, make: Callable[[], Request], count: int, status: int = 200) -> Scenario:
        return Scenario(name, [make() for _ in range(count)], status)

    return made("bare signed-in view", lambda: room.reading(FLOOR), READERS), [
        made(COURSE_PAGE, lambda: room.reading(room.course_url), READERS),
        made(LESSON_PAGE, lambda: room.reading(lesson.url), READERS),
        made(LAST_STATEMENT, room.finishing, forms, 302),
        made("marking a test of 40 questions", room.handing_in, forms, 302),
        made("certificate as PDF", room.downloading, READERS),
    ]


def session_of(learner: User) -> str:
    """The key of a new session, as if `learner` had signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(learner.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = learner.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def right_answer(question: Question) -> str:
    if isinstance(question, SingleChoice | MultipleChoice):
        return next(option.key for option in question.options if option.is_right)
    return "true" if isinstance(question, TrueFalse) else "4.2"
