"""Pages cost the same number of queries however long a course is, signed in as a learner in the middle of it.

Measured on the second visit: the first one of a process fills what it then keeps (content types, addresses of the site,
the glossary, picture sizes), which no later visitor pays for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Raster
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale

from accounts.models import User
from certificates.models import Certificate
from courses.models import CourseMedia, CoursePage, GlossaryTerm, LessonPage
from learning import actions
from learning.margin import Passage
from learning.models import Enrolment, Note, ObjectType, Verb
from tests import factories
from tests.strategies import right_answer

from .queueing import Queue

pytestmark = pytest.mark.django_db

SIZES = [(1, 10), (5, 10), (20, 10)]
"""Modules, and lessons in each: 10, 50 and 200 lessons."""


@contextmanager
def at_most(limit: int) -> Iterator[CaptureQueriesContext]:
    """Fails, and prints the queries, when there are more than `limit`."""
    with CaptureQueriesContext(connection) as captured:
        yield captured
    found = (re.sub("SELECT .*? FROM", "SELECT … FROM", query["sql"]) for query in captured)
    queries = "\n".join(f"{number}. {sql}" for number, sql in enumerate(found, 1))
    assert len(captured) <= limit, f"{len(captured)} queries instead of {limit}:\n{queries}"


def signed_in(learner: User) -> Client:
    client = Client()
    client.force_login(learner)
    return client


def enrol(learner: User, course: CoursePage, *, undone: int) -> Enrolment:
    """Everything is done but the last `undone` lessons."""
    common = {"learner": learner, "course_key": course.translation_key}
    enrolment = actions.enrol(**common, certificate_name="Lena Lerner")
    lessons = factories.lessons_of(course)
    facts = [
        actions.Fact(Verb.COMPLETED, ObjectType.LESSON, lesson.translation_key)
        for lesson in lessons[: len(lessons) - undone]
    ]
    actions.record(**common, facts=facts)
    return enrolment


def annotate(enrolment: Enrolment, lesson: LessonPage) -> None:
    """A note, a bookmark and thirty highlights."""
    key = lesson.translation_key
    common = {"enrolment": enrolment, "lesson_key": key}
    Note.objects.create(**common, object_key=key, text="In the margin", is_bookmarked=True)
    for number in range(30):
        passage = Passage(language="en", exact=f"passage {number}").data
        Note.objects.create(**common, object_key=uuid4(), passage=passage)


def picture() -> Image:
    file = BytesIO()
    Raster.new("RGB", (1600, 900), "teal").save(file, "PNG")
    return Image.objects.create(title="A square", file=ContentFile(file.getvalue(), "square.png"))


def document(name: str) -> Document:
    return Document.objects.create(title=name, file=ContentFile(b"WEBVTT", name))


def rich_body() -> list[dict[str, Any]]:
    """Something of everything that a lesson shows, with two of what might ask for each of its kind anew."""
    film = CourseMedia.objects.create(
        title="Film", type="video", duration=10, file=ContentFile(b"webm", "film.webm")
    )
    for term in ("natural surveillance", "target hardening"):
        GlossaryTerm.objects.create(
            term=term, definition="What it means.", locale=Locale.objects.get(language_code="en")
        )
    pictures = [
        {
            "type": "picture",
            "value": {
                "image": {"image": picture().pk, "alt_text": "A square", "decorative": False},
                "caption": "",
            },
        }
        for _ in range(2)
    ]
    documents = [
        {
            "type": "document",
            "value": {"document": document("list.txt").pk, "title": f"List {number}", "description": ""},
        }
        for number in range(2)
    ]
    video = {
        "type": "video",
        "value": {
            "video": film.pk,
            "title": "Film",
            "captions": document("captions.vtt").pk,
            "transcript": "<p>Words.</p>",
        },
    }
    activities = [
        factories.knowledge_check(),
        factories.knowledge_check(),
        factories.checklist(items=5),
        factories.reflection(),
    ]
    texts = [factories.text("<p>Natural surveillance, target hardening.</p>") for _ in range(3)]
    return [*texts, *pictures, *documents, video, *activities]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0] * size[1]} lessons")
def course(db: None, request: pytest.FixtureRequest) -> CoursePage:
    modules, lessons = request.param
    return factories.course(modules=modules, lessons=lessons)


@pytest.fixture
def rich_lesson(course: CoursePage) -> LessonPage:
    lesson = factories.lessons_of(course)[-1]
    lesson.body = rich_body()
    lesson.save_revision().publish()
    return lesson


@pytest.fixture
def client(learner: User) -> Client:
    return signed_in(learner)


class TestTheCoursePage:
    def test_costs_ten_queries_at_most_before_and_after_enrolling(
        self, client: Client, learner: User, course: CoursePage
    ) -> None:
        client.get(course.url)
        with at_most(10):
            response = client.get(course.url)
        assert not response.context["request"].learning.is_enrolled
        enrol(learner, course, undone=3)
        with at_most(10):
            response = client.get(course.url)
        assert response.context["request"].learning.is_enrolled


class TestTheLessonPage:
    def test_costs_twelve_queries_at_most(
        self, client: Client, learner: User, course: CoursePage, rich_lesson: LessonPage
    ) -> None:
        enrolment = enrol(learner, course, undone=3)
        annotate(enrolment, rich_lesson)
        client.get(rich_lesson.url)
        with at_most(12):
            response = client.get(rich_lesson.url)
        for shown in (
            "In the margin",
            "passage 29",
            "A square",
            "List 1",
            "<track",
            "term-",
            "What it means.",
            "Which one?",
            "corner 4",
            "Think of",
        ):
            assert shown in response.content.decode()

    def test_and_two_more_with_h5p_packages_however_many(
        self, client: Client, learner: User, course: CoursePage, rich_lesson: LessonPage
    ) -> None:
        """One for the packages, one for how the learner left them."""
        packages = [factories.h5p_package(name) for name in ("dark-corner.en", "reading-a-square.en")]
        rich_lesson.body = [*rich_lesson.body.raw_data, *(factories.h5p(each) for each in packages)]
        rich_lesson.save_revision().publish()
        enrol(learner, course, undone=3)
        client.get(rich_lesson.url)
        with at_most(13):
            response = client.get(rich_lesson.url)
        assert response.content.decode().count('class="h5p-player"') == 2


class TestFinishing:
    """The request with which a course becomes complete costs fourteen queries at most: the statement, everything derived
    from it, and the certificate.

    SAVEPOINT and RELEASE are counted too; outside of tests the outer pair is BEGIN and COMMIT.
    """

    def finish(
        self,
        course: CoursePage,
        learner: User,
        other_learner: User,
        prepare: Callable[[User], tuple[Any, ...]],
    ) -> None:
        """`prepare` leads up to the last step, and says to which address what has to be sent."""
        first, then = prepare(other_learner), prepare(learner)
        signed_in(other_learner).post(*first)
        assert Certificate.objects.count() == 1
        client = signed_in(learner)
        with at_most(14):
            response = client.post(*then)
        assert response.status_code < 400
        assert Certificate.objects.count() == 2

    def pass_the_test(self, learner: User, course: CoursePage) -> None:
        test = factories.quiz_of(course)
        fact = actions.Fact(Verb.PASSED, ObjectType.TEST, test.translation_key, score=Decimal(1))
        actions.record(learner=learner, course_key=course.translation_key, facts=[fact])

    def test_with_a_lesson(self, learner: User, other_learner: User, course: CoursePage) -> None:
        last = factories.lessons_of(course)[-1]

        def prepare(who: User) -> tuple[str, dict[str, Any]]:
            enrol(who, course, undone=1)
            self.pass_the_test(who, course)
            return reverse("learning:done", args=[course.translation_key, last.translation_key]), {}

        self.finish(course, learner, other_learner, prepare)

    def test_with_an_activity_keeps_the_note_as_well(
        self, learner: User, other_learner: User, course: CoursePage
    ) -> None:
        last = factories.lessons_of(course)[-1]
        last.body, last.rule = [factories.reflection(is_required=True)], "activities"
        last.save_revision().publish()
        activity = last.body[0].id

        def prepare(who: User) -> tuple[str, dict[str, Any]]:
            enrol(who, course, undone=1)
            self.pass_the_test(who, course)
            address = reverse(
                "learning:activity", args=[course.translation_key, last.translation_key, activity]
            )
            return address, {"text": "A thought."}

        self.finish(course, learner, other_learner, prepare)

    def test_with_what_an_h5p_package_reports(
        self, learner: User, other_learner: User, course: CoursePage
    ) -> None:
        last = factories.lessons_of(course)[-1]
        last.body, last.rule = [factories.h5p(factories.h5p_package(), rule="passed")], "activities"
        last.save_revision().publish()

        def prepare(who: User) -> tuple[Any, ...]:
            enrol(who, course, undone=1)
            self.pass_the_test(who, course)
            queue = Queue(who, course)
            report = {"verb": "answered", "score": {"scaled": 1}}
            fact = queue.fact("h5p-result", last, activity=last.body[0].id, report=report)
            body = json.dumps({"learner": queue.tag, "facts": [fact]})
            return reverse("learning:ingest"), body, "application/json"

        self.finish(course, learner, other_learner, prepare)

    def test_with_a_test_marks_the_attempt_as_well(
        self, learner: User, other_learner: User, course: CoursePage
    ) -> None:
        test = factories.quiz_of(course)

        def prepare(who: User) -> tuple[str, dict[str, Any]]:
            enrol(who, course, undone=0)
            attempt = actions.start_attempt(learner=who, course_key=course.translation_key, test=test)
            given = {f"q-{question.key}": right_answer(question) for question in attempt.paper.questions}
            asked = {f"q-{question.key}-asked": "1" for question in attempt.paper.questions}
            return reverse("learning:attempt", args=[attempt.pk]), given | asked | {"action": "submit"}

        self.finish(course, learner, other_learner, prepare)


class TestMyLearning:
    def visit(self, client: Client) -> int:
        address = reverse("learning:mine")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def test_costs_the_same_for_one_course_and_for_many(self, client: Client, learner: User) -> None:
        courses = [factories.course(slug=f"course-{number}") for number in range(4)]
        enrol(learner, courses[0], undone=0)
        one = self.visit(client)
        for course in courses[1:]:
            enrol(learner, course, undone=1)
        with at_most(one):
            assert client.get(reverse("learning:mine")).content.decode().count("Safer squares") >= 4

    def test_costs_the_same_for_short_courses_and_for_long_ones(self, client: Client, learner: User) -> None:
        short = factories.course(slug="short", modules=1, lessons=2)
        enrol(learner, short, undone=1)
        few = self.visit(client)
        Enrolment.objects.get().items.all().delete()
        Enrolment.objects.all().delete()
        enrol(learner, factories.course(slug="long", modules=5, lessons=10), undone=1)
        assert self.visit(client) == few
