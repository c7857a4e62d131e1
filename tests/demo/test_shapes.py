"""What `demo/content/README.md` asks for."""

from pathlib import Path

import pytest

from demo import shapes
from demo.reading import ContentError, parse_document, parse_yaml

FRONT = "---\ntitle: x\nslug: x\nminutes: 1\nrequired: true\nrule: read\nsummary: x\n---\n"


def check(body: str) -> None:
    shapes.check_lesson(parse_document(FRONT + body, Path("lesson.md")))


@pytest.mark.parametrize(
    ("body", "line", "mistake"),
    [
        ("::: film\nfile: x\n:::", 10, "there is no block ::: film"),
        ("::: key_message\nwords: x\n:::", 10, "::: key_message lacks `text`"),
        ("::: key_message\ntext: x\ncolour: red\n:::", 10, "has no field `colour`"),
        ("::: picture\nfile: x\n:::", 10, "either `alt` or `decoration: true`"),
        ("::: picture\nfile: x\nalt: y\ndecoration: true\n:::", 10, "either `alt` or `decoration: true`"),
        ("::: accordion\nitems:\n  - title: x\n:::", 11, "a section of the accordion lacks `text`"),
        ("::: accordion\nitems: [x]\n:::", 10, "a section of the accordion must be fields"),
        (
            "::: reflection\nid: a\nprompt: x\n:::\n::: reflection\nid: a\nprompt: y\n:::",
            14,
            "stands in line 10",
        ),
        (
            "::: knowledge_check\nid: a\nquestion: {id: q, type: guess, prompt: x}\n:::",
            11,
            "no type of question 'guess'",
        ),
        ("::: knowledge_check\nid: a\nquestion: {id: q, type: number, prompt: x}\n:::", 11, "lacks `answer`"),
    ],
)
def test_a_lesson_of_the_wrong_shape_is_refused(body, line, mistake):
    with pytest.raises(ContentError, match=mistake) as caught:
        check(body)
    assert str(caught.value).startswith(f"lesson.md:{line}: ")


def test_a_lesson_needs_its_front_matter():
    with pytest.raises(ContentError, match="a lesson lacks `minutes`, `required`, `rule`, `slug`, `summary`"):
        shapes.check_lesson(parse_document("---\ntitle: x\n---\n", Path("lesson.md")))


def test_the_choices_of_a_test_have_a_shape_as_well():
    test = parse_yaml(
        "title: x\nslug: x\nintroduction: x\nminutes: 1\npass_mark: 60\n"
        "questions:\n  - id: a\n    type: single_choice\n    prompt: x\n    choices:\n      - {text: y, correct: true}\n",
        Path("test.yaml"),
    )
    with pytest.raises(ContentError, match=r"test.yaml:11: a choice has no field `correct`"):
        shapes.check_test(test)
