"""axe, reflow, titles and headings on every page of the courses, in every state that a visitor or learner can see."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from certificates import actions as certificates
from certificates.actions.reminding import stop_key
from certificates.demo_seal import make_demo_seal
from certificates.keys import new_key_file
from certificates.models import Certificate, Terms
from certificates.pdf import render
from certificates.seal import seal
from courses.actions import record_edition
from courses.models import CoursePage, LessonPage
from home.models import InfoPage
from learning import actions
from learning.actions.reminding import stop_key as stop_key_of_enrolment
from learning.margin import Bookmarked, Highlighted, Noted, Passage
from learning.models import Attempt, Enrolment
from learning.self_evaluation import Occasion
from tests import factories

from . import content
from .answering import RIGHT, WRONG, give
from .conftest import OpenWindow
from .looking import PHONE, Tour
from .watching import Watch


def enrol(learner: User, course: CoursePage) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def test_pages_that_everybody_sees(page: Page, tour: Tour, watch: Watch) -> None:
    watch.statuses |= {404}
    course = content.course()
    privacy = InfoPage.objects.filter(locale=course.locale).first()
    privacy.body = "<h2>What we keep</h2><p>Little.</p>"
    privacy.save_revision().publish()
    tour.visit(page, "home", "/en/")
    tour.visit(page, "home", "/en/")
    tour.visit(page, "catalogue", factories.catalogue().url, language="en")
    tour.visit(page, "catalogue", factories.catalogue("de").url, "without a course", language="de")
    tour.visit(page, "information", privacy.url, language="en")
    look_at_contact_form(page, tour)
    tour.visit(page, "course", course, "of a stranger")
    tour.visit(page, "module", course.get_first_child(), "of a stranger")
    tour.visit(page, "search", "/en/search/?q=square", "with results")
    tour.visit(page, "glossary", "/de/glossary/", "without a word", language="de")
    tour.visit(page, "not found", "/en/nowhere/")
    tour.visit(page, "not found", "/en/nowhere/")


def look_at_contact_form(page: Page, tour: Tour) -> None:
    statement = InfoPage.objects.get(locale__language_code="en", has_contact_form=True)
    statement.body = "<h2>Our aim</h2><p>All can learn here.</p>"
    statement.save_revision().publish()
    tour.visit(page, "accessibility statement", f"{statement.url}?page=/en/", language="en")
    page.get_by_label("Your e-mail address").fill("vera@example.org")
    page.get_by_role("button", name="Send").evaluate("button => { button.form.noValidate = true; }")
    page.get_by_role("button", name="Send").click()
    tour.look(page, "accessibility statement", state="with an error")
    page.get_by_label("What got in your way").fill("The map has no description.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your message is with us")).to_be_visible()
    tour.look(page, "accessibility statement", state="sent")


def test_pages_of_a_course(
    open_window: OpenWindow, learner: User, trainer: User, tour: Tour, watch: Watch
) -> None:
    watch.statuses |= {403}
    course = content.course(module_order="in_order")
    later = factories.module(course, 2)
    record_edition(course_key=course.translation_key)
    lesson = factories.lessons_of(course)[0]
    page = open_window(learner, **PHONE)
    tour.visit(page, "my learning", reverse("learning:mine"), "empty")
    tour.visit(page, "my notes", reverse("learning:notes"), "empty")
    tour.visit(page, "search", "/en/search/?q=nowhere", "without results")
    tour.visit(page, "enrol", reverse("learning:enrol", args=[course.translation_key]), language="en")
    page.get_by_label("Your name").fill(" ")
    page.get_by_role("button", name="Enrol").click()
    tour.look(page, "enrol", state="with an error")
    page.get_by_label("Your name").fill("Lena Lerner")
    page.get_by_role("button", name="Enrol").click()
    tour.look(page, "course", state="just enrolled")
    tour.visit(page, "module", course.get_first_child(), "of a learner")
    tour.visit(page, "lesson", factories.lessons_of(later)[0], "locked")
    tour.visit(page, "lesson", lesson, "not answered", language="en")
    answer_checks(page)
    tour.look(page, "lesson", state="answered")
    annotate(learner, course, lesson)
    tour.visit(page, "lesson", lesson, "with notes", language="en")
    tour.visit(page, "my notes of a course", reverse("learning:course_notes", args=[course.translation_key]))
    tour.visit(page, "my notes", reverse("learning:notes"))
    tour.visit(page, "course", course, "in progress")
    tour.visit(page, "tools", reverse("learning:tools", args=[course.translation_key]))
    first, second = (
        reverse("learning:print", args=[course.translation_key, module.translation_key])
        for module in (course.get_first_child(), later)
    )
    tour.visit(page, "module to print", first)
    tour.visit(page, "module to print", second, "locked")
    key = stop_key_of_enrolment(Enrolment.objects.get())
    tour.visit(page, "reminders of a course", reverse("learning:no_reminders", args=[key]))
    tour.visit(page, "my learning", reverse("learning:mine"), "in progress")
    author = open_window(trainer, **PHONE)
    tour.visit(author, "lesson", lesson, "of its trainer")
    tour.visit(author, "test", factories.quiz_of(course), "of its trainer")


def annotate(learner: User, course: CoursePage, lesson: LessonPage) -> None:
    """A note, a bookmark, and highlights: one that is found, one that is not, one in another language."""
    passages = (
        Passage(language="en", exact="shows it", block=lesson.body[0].id),
        Passage(language="en", exact="gone"),
        Passage(language="de", exact="zeigt es"),
    )
    highlights = [Highlighted(uuid4(), passage, "Where?") for passage in passages]
    for change in (Noted("Ask the traders."), Bookmarked(True), *highlights):
        actions.annotate(
            learner=learner,
            course_key=course.translation_key,
            lesson_key=lesson.translation_key,
            change=change,
        )


def answer_checks(page: Page) -> None:
    for prompt, answers in {
        "How is a street read?": RIGHT,
        "What can one sit on?": WRONG,
        "In which order?": WRONG,
        "What is for what?": RIGHT,
        "How wide is a lane?": WRONG,
    }.items():
        give(page, {prompt: answers[prompt]})
        check = page.locator("form", has=page.get_by_role("group", name=prompt))
        check.get_by_role("button", name="Check my answer").click()
        expect(check.get_by_role("button", name="Answer again")).to_be_visible()
    page.get_by_label("Look at corner 1").check()
    page.get_by_label("Your notes").fill("A hole in the fence.")
    page.get_by_role("button", name="Save ticks and notes").click()
    expect(page.locator(".notices")).to_contain_text("ticks and notes are saved")
    page.get_by_label("Your thoughts").fill("The market.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".notices")).to_contain_text("reflection is saved")


def test_pages_of_a_test(open_window: OpenWindow, learner: User, tour: Tour, watch: Watch) -> None:
    watch.statuses |= {409}
    course = content.course()
    enrol(learner, course)
    quiz = factories.quiz_of(course)
    quiz.attempts, quiz.time_limit, quiz.feedback = 2, 30, "each"
    quiz.introduction = "<p>Take your time.</p>"
    quiz.save()
    page, other = open_window(learner, **PHONE), open_window(learner, **PHONE)
    tour.visit(page, "test", quiz, "not begun", language="en")
    page.get_by_role("button", name="Start the test").click()
    tour.look(page, "attempt", state="empty")
    give(page, WRONG)
    page.get_by_role("button", name="Check this answer").first.click()
    expect(page.locator(".feedback")).to_have_count(1)
    tour.look(page, "attempt", state="with feedback")
    tour.visit(page, "test", quiz, "begun", language="en")
    page.get_by_role("button", name="Go on with the test").click()
    page.get_by_label("Your answer").first.fill("")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("link", name="Go back and answer")).to_be_visible()
    tour.look(page, "unanswered questions")
    page.get_by_role("button", name="Hand in all the same").click()
    expect(page.get_by_role("region", name="Your result", exact=True)).to_be_visible()
    tour.look(page, "result", state="failed")
    other.goto(quiz.url)
    tour.visit(page, "test", quiz, "failed once", language="en")
    page.get_by_role("button", name="Start another attempt").click()
    actions.submit_attempt(learner=learner, attempt_id=Attempt.objects.open().get().pk)
    page.reload()
    tour.look(page, "result", state="without another attempt")
    tour.visit(page, "test", quiz, "without another attempt")
    other.get_by_role("button", name="Start another attempt").click()
    tour.look(other, "refusal")


def test_pages_of_somebody_who_finishes(open_window: OpenWindow, learner: User, tour: Tour) -> None:
    course = factories.course()
    keys = factories.ask_for_self_evaluation(course)
    enrol(learner, course)
    actions.rate_oneself(
        learner=learner,
        course_key=course.translation_key,
        occasion=Occasion.BEFORE,
        levels=dict(zip(keys, (1, 5, 3), strict=True)),
    )
    course.competences = [*course.competences.raw_data, factories.competence("I can do thing 3.")]
    course.save_revision().publish()
    for lesson in factories.lessons_of(course):
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )
    quiz = factories.quiz_of(course)
    page = open_window(learner, **PHONE)
    for feedback, state in (("never", "passed in silence"), ("end", "passed")):
        quiz.feedback = feedback
        quiz.save()
        page.goto(quiz.url)
        page.get_by_role("button", name="Start").click()
        page.get_by_label("Right").check()
        page.get_by_label("Your answer").fill("4.2")
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("region", name="Your result", exact=True)).to_be_visible()
        tour.look(page, "result", state=state)
    tour.visit(page, "test", quiz, "passed")
    look_at_self_evaluation(page, course, tour)
    tour.visit(page, "finished", course)
    tour.visit(page, "course", course, "complete")
    tour.visit(page, "lesson", factories.lessons_of(course)[0], "done")
    tour.visit(page, "module", course.get_first_child(), "done")
    tour.visit(page, "my learning", reverse("learning:mine"), "with a certificate")
    certificate = learner.certificates.get()
    stranger = open_window(**PHONE)
    tour.visit(stranger, "verification", reverse("certificates:verify", args=[certificate.code]))


def look_at_self_evaluation(page: Page, course: CoursePage, tour: Tour) -> None:
    """The change in a picture: up, down, as before, and not rated at the beginning."""
    tour.visit(page, "rate oneself", reverse("learning:rate", args=[course.translation_key]), language="en")
    for level in ("I can do it on my own", "I can do it with some help", "I can do it with some help"):
        page.get_by_role("group", name=re.compile("can do thing")).filter(
            has_not=page.locator(":checked")
        ).first.get_by_label(level).check()
    page.get_by_role("button", name="Save my self-evaluation").click()
    expect(page.locator(".error-summary").get_by_role("link")).to_have_text("I can do thing 3.")
    tour.look(page, "rate oneself", state="with an error")
    page.locator(".error-summary").get_by_role("link").click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save my self-evaluation").click()
    expect(page.get_by_role("heading", name="Before and after")).to_be_visible()
    tour.look(page, "self-evaluation")


def test_pages_of_certificates(
    open_window: OpenWindow,
    learner: User,
    administrator: User,
    tour: Tour,
    watch: Watch,
    settings: Any,
    tmp_path: Path,
) -> None:
    watch.statuses |= {404}
    settings.CREDENTIAL_KEYS = tmp_path / "keys.json"
    settings.CREDENTIAL_KEYS.write_text(new_key_file())
    settings.SEAL_CERTIFICATES = str(tmp_path / "seal")
    settings.SEAL_KEY = str(make_demo_seal(tmp_path / "seal", "City of Musterstadt"))
    course = factories.course()
    Terms.objects.create(course_key=course.translation_key, valid_years=1, participation_share=50)
    enrol(learner, course)
    page, stranger = open_window(learner, **PHONE), open_window(**PHONE)
    for lesson in factories.lessons_of(course)[:2]:
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )
    tour.visit(page, "my learning", reverse("learning:mine"), "with an offer", language="en")
    page.get_by_role("button", name="Get the certificate of participation").click()
    tour.look(page, "my certificate")
    page.get_by_role("button", name="Copy the link").wait_for()
    certificate = learner.certificates.get()
    tour.visit(page, "transcript", reverse("certificates:transcript", args=[certificate.code]))
    tour.visit(page, "reminder", reverse("certificates:no_reminder", args=[stop_key(certificate)]))
    verification = reverse("certificates:verify", args=[certificate.code])
    tour.visit(stranger, "look up", reverse("certificates:look_up"), language="en")
    stranger.get_by_role("button", name="Verify").click()
    tour.look(stranger, "look up", state="with an error")
    tour.visit(stranger, "look up", f"{verification}x", "unknown")
    stranger.goto(verification)
    stranger.get_by_text("Transcript: every lesson and test").click()
    tour.look(stranger, "verification", state="with its transcript")
    for name, state in (("Lena Lerner", "right name"), ("Somebody Else", "wrong name")):
        stranger.get_by_label("Name on the certificate").fill(name)
        stranger.get_by_role("button", name="Compare").click()
        tour.look(stranger, "verification", state=state)
    certificates.choose(certificate=certificate, shows_name=True)
    certificate.refresh_from_db()
    tour.visit(stranger, "verification", verification, "with the name")
    look_at_examined_files(stranger, certificate, tour)
    certificates.reissue(by=administrator, certificate=certificate, name="Len Lerner", reason="Why")
    tour.visit(stranger, "verification", verification, "replaced")
    tour.visit(page, "my certificate", certificate.own_url, "replaced")
    new = learner.certificates.current().get()
    learner.certificates.current().update(valid_until=date(2020, 1, 1))
    tour.visit(stranger, "verification", new.verify_url, "expired")
    tour.visit(page, "my certificate", new.own_url, "expired")
    certificates.revoke(by=administrator, certificate=new, reason="A mistake")
    tour.visit(stranger, "verification", new.verify_url, "revoked")
    tour.visit(page, "my certificate", new.own_url, "revoked")


def look_at_examined_files(page: Page, certificate: Certificate, tour: Tour) -> None:
    # pyHanko runs a loop of its own, and in this thread there is Playwright's
    with ThreadPoolExecutor() as threads:
        sealed = threads.submit(seal, render(certificate, has_seal_field=True)).result()
    files = {
        "unchanged": sealed,
        "changed": sealed.replace(b"/Type /Page", b"/Type /page", 1),
        "unsealed": render(certificate),
        "no PDF": b"something else",
    }
    for state, file in files.items():
        page.goto(reverse("certificates:look_up"))
        page.get_by_label("The PDF of the certificate").set_input_files(
            {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": file}
        )
        page.get_by_role("button", name="Examine the file").click()
        tour.look(page, "examined file", state=state)
