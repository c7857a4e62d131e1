import pytest
from wagtail.blocks import StreamValue

from courses.blocks import QuizQuestions
from courses.blocks.questions import to_question
from courses.quiz import Draw, faults
from courses.quiz import Question as PlainQuestion
from demo.answers import right, wrong
from demo.course_folder import read_course
from demo.keys import key
from demo.questions import entry_of_test
from learning.marking import share


def entries(content, language: str):
    test = next(read_course(content / "small").tests()).texts[language]["questions"]
    return [
        entry_of_test(entry, key=key("test", number), lessons={"first/look": 7})
        for number, entry in enumerate(test)
    ]


def plain(data: dict) -> PlainQuestion | Draw:
    (child,) = StreamValue(QuizQuestions(), [data], is_lazy=True)
    return Draw(**child.value) if child.block_type == "draw" else to_question(child, key=child.id)


def test_every_type_of_question_becomes_a_sound_one(content, db):
    *questions, draw = [
        plain({**data, "value": _without_page(data["value"])}) for data in entries(content, "en")
    ]
    assert [question.type for question in questions] == [
        "single_choice",
        "multiple_choice",
        "true_false",
        "ordering",
        "matching",
        "number",
        "short_text",
    ]
    assert [faults(question) for question in questions] == [[]] * 7
    assert questions[1].points == 2
    assert questions[1].explanation == "<p><b>A</b> and B.</p>"
    assert (str(questions[5].answer), str(questions[5].tolerance), questions[5].unit) == ("2.50", "0.1", "m")
    assert draw == Draw("squares", 1)


def test_both_languages_have_the_same_ids_all_the_way_down(content):
    assert _ids(entries(content, "en")) == _ids(entries(content, "de"))


def test_what_to_read_again_is_the_page_of_the_lesson(content):
    first, second, *_rest = entries(content, "en")
    assert first["value"]["read_again"] == 7
    assert second["value"]["read_again"] is None


@pytest.mark.parametrize(("answer", "expected"), [(right, 1), (wrong, 0)])
def test_demo_learners_can_know_everything_or_nothing(content, db, answer, expected):
    for data in entries(content, "en")[:-1]:
        question = plain({**data, "value": _without_page(data["value"])})
        assert share(question, answer(question)) == expected, question.type


def _without_page(value: dict) -> dict:
    return {name: field for name, field in value.items() if name != "read_again"}


def _ids(data):
    """Every id in `data`, in order; the accepted words of a short text are a language's own."""
    if isinstance(data, list):
        return [found for entry in data for found in _ids(entry)]
    if isinstance(data, dict):
        own = [data["id"]] if "id" in data else []
        return own + [found for name, value in data.items() if name != "accepted" for found in _ids(value)]
    return []
