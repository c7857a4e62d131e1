"""Answers to the questions of `content.every_question`, given with the mouse."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

Give = Callable[[Locator], None]


def _check(*labels: str) -> Give:
    def give(question: Locator) -> None:
        for label in labels:
            question.get_by_label(label, exact=True).check()

    return give


def _select(**options: str) -> Give:
    def give(question: Locator) -> None:
        for label, option in options.items():
            question.get_by_label(label, exact=True).select_option(label=option)

    return give


def _write(text: str) -> Give:
    return lambda question: question.get_by_label("Your answer").fill(text)


RIGHT: dict[str, Give] = {
    "How is a street read?": _check("On foot"),
    "What can one sit on?": _check("Sills", "Steps"),
    "Light alone is enough.": _check("False"),
    "In which order?": _select(Look="1", Count="2", Propose="3"),
    "What is for what?": _select(Bench="Sitting", Lamp="Seeing"),
    "How wide is a lane?": _write("3,1"),
    "Who owns the square?": _write("The City"),
}
WRONG: dict[str, Give] = {
    "How is a street read?": _check("By car"),
    "What can one sit on?": _check("Sills"),
    "Light alone is enough.": _check("True"),
    "In which order?": _select(Look="3", Count="2", Propose="1"),
    "What is for what?": _select(Bench="Seeing", Lamp="Sitting"),
    "How wide is a lane?": _write("30"),
    "Who owns the square?": _write("nobody"),
}


def give(page: Page, answers: dict[str, Give]) -> None:
    for prompt, answer in answers.items():
        answer(page.get_by_role("group", name=prompt))
