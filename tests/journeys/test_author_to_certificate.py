"""The whole job, in the browser: write a course, publish it, learn it, and have the certificate checked."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import factories

from .conftest import OpenWindow
from .editing import Editor
from .people import confirm_address, sign_in, sign_up
from .watching import Watch

COURSE, MODULE, LESSON, TEST = "Calm streets", "One street", "Looking", "What you saw"
NAME = "Amélie Łukasz-Šárka"


@pytest.mark.slow
@pytest.mark.usefixtures("admin_indexes")
def test_from_an_empty_page_to_a_certificate_that_a_stranger_checks(
    open_window: OpenWindow, trainer: User, mailoutbox: list[Any], watch: Watch, tmp_path: Path
) -> None:
    confirm_address(trainer)
    # Wagtail saves drafts by itself, and is refused while one is half written.
    watch.refusals.add(400)
    author = open_window()
    author.goto("/admin/")
    sign_in(author, trainer)
    expect(author).to_have_url(re.compile("/admin/$"))
    course_url = write_course(Editor(author))

    learner = open_window()
    learner.goto(course_url)
    learner.get_by_role("link", name="Start this course").click()
    learner.get_by_role("link", name="Create an account").click()
    sign_up(learner, "amelie@example.org", mailoutbox)
    learner.get_by_label("Your name").fill(NAME)
    learner.get_by_role("button", name="Enrol").click()
    expect(learner.get_by_role("status").first).to_contain_text("You are enrolled")

    learn(learner)
    fail_the_test(learner)
    see_why_it_is_not_done(learner, course_url)
    pass_the_test(learner)

    learner.goto(course_url)
    code = download(learner, tmp_path / "certificate.pdf")
    check(open_window(), code, watch)


def write_course(editor: Editor) -> str:
    """Returns the address of the published course."""
    page = editor.page
    editor.add("Course", COURSE, below=factories.catalogue().pk)
    editor.fill({"summary": "How to calm a street."})
    editor.insert("outcomes")
    editor.fill({"outcomes-0-value": "Read a street"})
    editor.tab("Certificate")
    editor.choose("certificate_kind", "Certificate of achievement (its tests are passed)")
    editor.fill({name: str(value) for name, value in factories.ELEMENTS.items()})
    course = editor.save()

    editor.press_publish()
    expect(page.get_by_role("status").first).to_contain_text(
        "Nobody could complete this course: it has no published, required lesson or test."
    )
    expect(page.get_by_role("main")).to_contain_text("needs at least one published, required test")

    editor.add("Module", MODULE, below=course)
    module = editor.save()
    write_lesson(editor, module)
    write_test(editor, module)
    for draft in (module, course):
        editor.open(draft)
        editor.publish()
    page.get_by_role("status").get_by_role("link", name="View live").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COURSE)
    return page.url


def write_lesson(editor: Editor, module: int) -> None:
    editor.add("Lesson", LESSON, below=module)
    editor.insert("body", "Text")
    editor.fill({"body-0-value": "Stand still for five minutes."})
    editor.insert("body", "Knowledge check")
    editor.insert("body-1-value-question", "True or false")
    question = "body-1-value-question-0-value"
    editor.fill({f"{question}-prompt": "A wide street is a fast street."})
    editor.tick(f"{question}-answer")
    editor.choose("rule", "All required activities done")
    editor.publish()


def write_test(editor: Editor, module: int) -> None:
    editor.add("Test", TEST, below=module)
    editor.insert("questions", "Single choice")
    choice = "questions-0-value"
    editor.add_item(f"{choice}-options")
    editor.fill(
        {
            f"{choice}-prompt": "How is a street read?",
            f"{choice}-explanation": "Streets are read on foot.",
            f"{choice}-options-0-value-text": "On foot",
            f"{choice}-options-1-value-text": "By car",
            f"{choice}-options-1-value-feedback": "Too fast.",
        }
    )
    editor.tick(f"{choice}-options-0-value-is_right")
    editor.choose_page(f"{choice}-read_again", LESSON)
    editor.insert("questions", "Number")
    width = "questions-1-value"
    editor.fill(
        {
            f"{width}-prompt": "How wide is a calm lane?",
            f"{width}-answer": "3",
            f"{width}-tolerance": "0.25",
            f"{width}-unit": "m",
        }
    )
    editor.publish()


def learn(page: Page) -> None:
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSON)
    page.get_by_label("True").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_role("main")).to_contain_text("Right")
    expect(page.get_by_role("main")).to_contain_text("This lesson is done")
    page.get_by_role("region", name="This lesson is done").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TEST)


def fail_the_test(page: Page) -> None:
    page.get_by_role("button", name="Start the test").click()
    page.get_by_label("By car").check()
    page.get_by_label("Your answer").fill("7")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not passed yet")
    answers = page.get_by_role("region", name="Your answers, one by one")
    for words in ("By car", "Too fast.", "On foot", "Streets are read on foot.", "3 m"):
        expect(answers).to_contain_text(words)
    expect(answers.get_by_role("link", name=LESSON)).to_be_visible()


def see_why_it_is_not_done(page: Page, course_url: str) -> None:
    page.goto(course_url)
    page.get_by_text("Why is this not done yet?").click()
    expect(page.get_by_text("Your best result is 0 per cent; 60 per cent are needed.")).to_be_visible()


def pass_the_test(page: Page) -> None:
    page.get_by_role("link", name="Continue").click()
    page.get_by_role("button", name="Start another attempt").click()
    page.get_by_label("On foot").check()
    page.get_by_label("Your answer").fill("3,2")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have passed")


def download(page: Page, target: Path) -> str:
    """Download the certificate and read it. Returns its code."""
    expect(page.get_by_role("heading", name="You have finished this course")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the certificate (PDF)").click()
    downloading.value.save_as(target)
    document = target.read_bytes()
    assert document.startswith(b"%PDF-")
    assert 10_000 < len(document) < 500_000
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True, text=True)
    for words in (NAME, COURSE, MODULE, "City of Musterstadt"):
        assert words in text.stdout
    link = page.get_by_role("link", name="See how others verify it").get_attribute("href")
    code = link.rstrip("/").rpartition("/")[2]
    assert code in text.stdout
    return code


def check(stranger: Page, code: str, watch: Watch) -> None:
    """Look the certificate up as somebody who holds it on paper; then a code that nobody was given."""
    main = stranger.get_by_role("main")
    stranger.goto("/en/certificates/verify/")
    stranger.get_by_role("textbox", name="Code").fill(code.lower().replace("-", " "))
    stranger.get_by_role("button", name="Verify").click()
    for words in ("This certificate is genuine", COURSE, code):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text(NAME)
    stranger.goto(f"/v/{code}/")
    for name, answer in (
        (NAME.upper(), "is the name that was certified"),
        ("Somebody Else", "is not the name"),
    ):
        stranger.get_by_label("Name on the certificate").fill(name)
        stranger.get_by_role("button", name="Compare").click()
        expect(stranger.get_by_role("alert")).to_contain_text(answer)
    expect(stranger.locator("meta[name=robots]")).to_have_attribute("content", re.compile("noindex"))

    watch.statuses.add(404)
    answer = stranger.goto(f"/v/{code[::-1]}/")
    assert answer.status == 404
    expect(stranger.get_by_role("heading", level=1)).to_have_text("No certificate has this code")
    expect(stranger.get_by_label("Code")).to_be_visible()
