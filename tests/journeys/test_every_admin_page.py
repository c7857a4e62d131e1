"""axe, reflow, titles and headings on the pages that we add to the admin."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from courses.actions import publish
from courses.h5p_admin.views import ticket_for
from courses.models import CoursePage
from learning import actions
from learning.models import Enrolment, SelfRating, Statement
from learning.self_evaluation import GROUP
from tests import editions, factories
from tests.learning.people import Learner, change

from . import content
from .admin_tour import PHONE, AdminTour
from .colours import Contrast
from .conftest import OpenWindow

WHY = {"reason": "The line was down."}


@pytest.fixture
def tour(open_window: OpenWindow, administrator: User, subtests: Any, contrast: Contrast) -> AdminTour:
    """An administrator sees every button there is."""
    return AdminTour(open_window(administrator, **PHONE), administrator, subtests, contrast)


def finished(learner: User, course: CoursePage) -> Learner:
    """A learner with everything that evidence can hold: a weak result, a good one, corrections, a completion."""
    one = Learner(learner, course.translation_key)
    one.begin(factories.quiz_of(course))
    one.hand_in(well=False)
    for _ in range(2 * len(list(editions.newest().shape.steps()))):
        one.continue_()
    return one


def with_another_key(course: CoursePage) -> uuid.UUID:
    """Another answer to the first question of the test turns out to be right: who gave it gains. Returns the key of the test."""
    test = factories.quiz_of(course)
    questions = list(test.questions.raw_data)
    for option in questions[0]["value"]["options"]:
        option["value"]["is_right"] = not option["value"]["is_right"]
    change(test, questions=questions)
    return test.translation_key


def give_figures(course: CoursePage) -> None:
    """Ten people who rated themselves by one of three statements both times."""
    first, *_others = factories.ask_for_self_evaluation(course)
    edition = editions.newest()
    for number in range(GROUP):
        enrolment = Enrolment.objects.create(
            learner=factories.user(f"member-{number}@example.org"),
            course_key=course.translation_key,
            certificate_name="Somebody",
        )
        for occasion, level in (("before", 2), ("after", 4)):
            SelfRating.objects.create(
                enrolment=enrolment,
                occasion=occasion,
                competence_key=first,
                level=level,
                edition=edition,
                rated_at=timezone.now(),
            )


def test_pages_about_learners(tour: AdminTour, learner: User, other_learner: User, trainer: User) -> None:
    course = content.course()
    key = course.translation_key
    enrolment = finished(learner, course).enrolment
    give_figures(course)
    other = Learner(other_learner, key)
    other.begin(factories.quiz_of(course))
    other.hand_in(well=False)
    statement = Statement.objects.filter(learner_key=learner.learner_key, object_type="test").first()
    about = {"by": trainer, "learner": learner, "course_key": key, **WHY}
    actions.void_statement(**about, statement_id=statement.pk)
    test = with_another_key(course)
    lesson = factories.lessons_of(course)[0].translation_key
    tour.visit("courses", reverse("learners:courses"))
    tour.visit("learners", reverse("learners:learners", args=[key]))
    tour.visit("self-evaluation", reverse("learners:self_evaluation", args=[key]))
    tour.visit("learner", reverse("learners:learner", args=[key, enrolment.pk]))
    tour.visit("mark as done", reverse("learners:mark_as_done", args=[key, enrolment.pk, lesson]))
    opened = Statement.objects.filter(learner_key=learner.learner_key, object_type="lesson").first()
    tour.visit("void", reverse("learners:void", args=[key, enrolment.pk, opened.pk]))
    tour.visit("withdraw", reverse("learners:withdraw", args=[key, enrolment.pk]))
    tour.visit("mark again", reverse("learners:re_mark", args=[key, test]), language="en")
    tour.page.get_by_label("Reason").fill("The other one is right.")
    tour.page.get_by_role("button", name="Mark again").click()
    expect(tour.page.get_by_role("table")).to_contain_text("other@example.org")
    # Without the message that fades in.
    tour.visit("mark again, with who gained", tour.page.url)


def test_pages_about_packages(tour: AdminTour, course: CoursePage) -> None:
    package = factories.h5p_package("dark-corner.en")
    other = factories.h5p_package("reading-a-square.en")
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.h5p(package, rule="passed")]
    publish(page=lesson)
    tour.visit("upload", reverse("h5p_packages:add"), language="en")
    tour.page.get_by_label("Package").set_input_files(
        [{"name": "a.h5p", "mimeType": "application/zip", "buffer": b"no archive"}]
    )
    tour.page.get_by_role("button", name="Upload").click()
    expect(tour.page.get_by_role("alert")).to_contain_text("Nothing of it was kept")
    tour.look("upload, with a report")
    tour.visit("package", reverse("h5p_packages:edit", args=[package.pk]))
    tour.visit("replace", reverse("h5p_packages:replace", args=[package.pk]))
    ticket = ticket_for(package, other.content)
    tour.visit("replace by what does not fit", reverse("h5p_packages:compare", args=[package.pk, ticket]))
    german = factories.h5p_package("dark-corner.de").content
    ticket = ticket_for(other, german)
    tour.visit("replace by another type", reverse("h5p_packages:compare", args=[other.pk, ticket]))
    tour.visit("libraries", reverse("h5p_libraries:index"))
    tour.visit("preview", reverse("h5p_packages:preview", args=[package.pk]))


def test_pages_about_editions(tour: AdminTour) -> None:
    course = content.course()
    key = course.translation_key
    lesson = factories.lessons_of(course)[0]
    lesson.title = "Reading a street"
    lesson.save_revision().publish()
    number = editions.newest().number
    tour.visit("editions", reverse("editions:index", args=[key]))
    tour.visit("edition", reverse("editions:detail", args=[key, number]))
    for step in (lesson, factories.quiz_of(course)):
        as_it_was = reverse("editions:content", args=[key, number, "en", step.translation_key])
        tour.visit(f"{step.title} as it was", as_it_was)


def test_pages_about_accessibility(tour: AdminTour) -> None:
    course = content.course()
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.text('<h3>Deep</h3><p>Read <a href="/a">more</a>.</p>')]
    lesson.save_revision(clean=False)
    tour.visit("accessibility", reverse("accessibility:index", args=[course.translation_key]))
