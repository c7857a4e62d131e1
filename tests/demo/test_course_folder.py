import pytest

from demo.course_folder import read_course
from demo.reading import ContentError


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_folder_becomes_a_course_in_every_language(content):
    course = read_course(content / "small")
    assert [module.key for module in course.modules] == ["first"]
    assert [lesson.key for lesson in course.lessons] == ["first/look", "first/pass"]
    assert [test.key for test in course.tests()] == ["first/test", "final-test"]
    assert [entry["question"]["id"] for entry in course.bank["de"]] == ["bank-one", "bank-two"]
    assert course.lessons[0].texts["de"].front["title"] == "Schauen"


def test_modules_and_lessons_stand_in_the_order_of_their_numbers(content):
    first = content / "small/1-first"
    for language in ("en", "de"):
        for number in (10, 3):
            text = (first / f"2-pass.{language}.md").read_text().replace("rule: test", "rule: read")
            (first / f"{number}-number-{number}.{language}.md").write_text(text)
    lessons = [lesson.key for lesson in read_course(content / "small").lessons]
    assert lessons == ["first/look", "first/pass", "first/number-3", "first/number-10"]


def test_a_text_without_its_translation_is_a_mistake(content):
    (content / "small/1-first/1-look.de.md").unlink()
    with pytest.raises(ContentError, match=r"1-look\.en\.md:1: there is no 1-look\.de\.md beside it"):
        read_course(content / "small")


@pytest.mark.parametrize(
    ("file", "old", "new", "mistake"),
    [
        (
            "1-first/1-look.de.md",
            "minutes: 5",
            "minutes: 6",
            r"de\.md:2: minutes: 6 here, 5 in 1-look\.en\.md, line 2",
        ),
        ("1-first/1-look.de.md", "id: thought", "id: idea", r"de\.md:93: id: idea here, thought in"),
        ("1-first/1-look.de.md", "answer: 12", "answer: 13", r"de\.md:73: question answer: 13 here, 12 in"),
        ("1-first/1-look.de.md", "  - [Lamps, no]\n", "", r"de\.md:56: rows: \[2\] here, \[2, 2\] in"),
        (
            "1-first/1-look.de.md",
            "::: key_message\ntext: Start from the place.\n:::\n",
            "",
            r"de\.md:19: type: picture here, key_message in",
        ),
        ("1-first/test.de.yaml", "{text: C}", "{text: C, right: true}", r"de\.yaml:19: right choices: "),
        ("1-first/test.de.yaml", "points: 2", "points: 3", r"de\.yaml:19: points: 3 here, 2 in"),
        ("1-first/test.de.yaml", "pass_mark: 60", "pass_mark: 50", r"de\.yaml:1: pass_mark: 50 here, 60 in"),
        (
            "1-first/test.de.yaml",
            "draw: squares, count: 1",
            "draw: squares, count: 2",
            r"de\.yaml:36: count: 2 here, 1 in",
        ),
        ("bank/squares.de.yaml", "answer: false", "answer: true", r"de\.yaml:1: answer: True here, False in"),
    ],
)
def test_languages_that_differ_in_more_than_words_are_a_mistake(content, file, old, new, mistake):
    change(content / "small" / file, old, new)
    with pytest.raises(ContentError, match=mistake):
        read_course(content / "small")


def test_a_block_too_many_is_a_mistake(content):
    path = content / "small/1-first/2-pass.de.md"
    path.write_text(path.read_text() + "::: key_message\ntext: More.\n:::\n")
    with pytest.raises(ContentError, match=r"de\.md:12: this has no counterpart in the other language"):
        read_course(content / "small")


def test_what_is_to_be_read_again_must_exist(content):
    for language in ("en", "de"):
        change(
            content / f"small/1-first/test.{language}.yaml",
            "read_again: first/look",
            "read_again: first/hear",
        )
    with pytest.raises(
        ContentError, match=r"test\.en\.yaml:12: there is no lesson 'first/hear' to read again"
    ):
        read_course(content / "small")
