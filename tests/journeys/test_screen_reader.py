"""docs/screen-reader.md says what a screen reader is told; here the browser says the same."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from tests import factories

from . import content
from .answering import RIGHT, WRONG, give
from .conftest import OpenWindow
from .listening import messages, read_out, tree

PROMPT = "How is a street read?"
WALK = Path(__file__).parents[2] / "docs" / "screen-reader.md"


def said() -> dict[str, list[str]]:
    """The blocks of the document by their names, each as `heard`."""
    blocks = re.findall(r"^```text (\S+)\n(.*?)\n```$", WALK.read_text(), re.DOTALL | re.MULTILINE)
    return {name: heard(block) for name, block in blocks}


def heard(block: str) -> list[str]:
    """The lines of a block. What is to be put in order or matched comes in an order of its own in each attempt."""
    first, *others = block.splitlines()
    return [first, *(sorted(others) if "combobox" in block else others)]


def start(open_window: OpenWindow, learner: User, course: CoursePage) -> Page:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    return open_window(learner)


def test_a_test_is_read_out_as_the_document_says(open_window: OpenWindow, learner: User) -> None:
    course = content.course()
    page = start(open_window, learner, course)
    attempt = actions.start_attempt(
        learner=learner, course_key=course.translation_key, test=factories.quiz_of(course)
    )
    page.goto(reverse("learning:attempt", args=[attempt.pk]))
    nodes = tree(page)
    found = {}
    for question in content.every_question():
        prompt = re.sub("<.*?>", "", question["value"]["prompt"])
        found[question["type"].replace("_", "-")] = read_out(nodes, "group", prompt)
    give(page, {PROMPT: RIGHT[PROMPT]})
    expect(page.locator("[data-save-state]")).to_have_text("Saved")
    nodes = tree(page)
    found["chosen"] = "\n".join([read_out(nodes, "group", PROMPT), *messages(nodes)])
    expected = said()
    assert {name: heard(block) for name, block in found.items()} == {name: expected[name] for name in found}


def test_a_knowledge_check_is_read_out_as_the_document_says(open_window: OpenWindow, learner: User) -> None:
    course = content.course()
    page = start(open_window, learner, course)
    page.goto(factories.lessons_of(course)[0].url)
    expected = said()
    assert heard(read_out(tree(page), "group", PROMPT)) == expected["check"]
    give(page, {PROMPT: WRONG[PROMPT]})
    check = page.locator("form", has=page.get_by_role("group", name=PROMPT))
    check.get_by_role("button", name="Check my answer").click()
    expect(check.get_by_role("button", name="Answer again")).to_be_visible()
    assert heard(read_out(tree(page), "group", PROMPT)) == expected["checked"]
