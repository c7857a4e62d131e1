"""The real content: complete, the same in every language, and as long as it should be."""

import re
from pathlib import Path

import pytest
from wagtail.models import Page

from courses.accessibility.findings import Rule
from courses.accessibility.pages import findings_on
from courses.quiz import Draw, faults
from demo import loading, shapes
from demo.answers import right, wrong
from demo.course_folder import LANGUAGES, Course, read_course
from demo.loading import CONTENT
from demo.reading import Fields, read_document, read_entries
from learning.marking import share
from learning.self_evaluation import GROUP

from .test_questions import entry_of_test, plain

FOLDERS = sorted(path.parent for path in CONTENT.glob("*/course.yaml"))
COURSES = {folder.name: read_course(folder) for folder in FOLDERS}
LONG = [course for name, course in COURSES.items() if name != "first-steps"]

RUNNING_TEXT = {"text", "key_message", "case_study", "accordion", "table", "checklist"}
NO_WORDS = {"id", "required", "row_headers"}


def words(value: object) -> int:
    if isinstance(value, dict):
        return sum(words(field) for name, field in value.items() if name not in NO_WORDS)
    if isinstance(value, list):
        return sum(words(entry) for entry in value)
    return len(re.findall(r"\w[\w’'-]*", str(value)))


def questions(course: Course, language: str):
    for lesson in course.lessons:
        blocks = lesson.texts[language].blocks if language in lesson.texts else ()
        yield from (block.fields["question"] for block in blocks if block.type == "knowledge_check")
    for test in course.tests():
        entries = test.texts[language]["questions"] if language in test.texts else ()
        yield from (entry for entry in entries if not shapes.is_draw(entry))
    yield from (entry["question"] for entry in course.bank[language])


def count(entry: Fields) -> int:
    return entry["count"] if shapes.is_draw(entry) else 1


def test_there_is_a_whole_course_and_a_smallest_one():
    assert len(COURSES["safer-public-spaces"].modules) == 6
    assert [len(module.lessons) for module in COURSES["first-steps"].modules] == [1]


@pytest.mark.parametrize("course", LONG, ids=lambda course: course.key)
def test_lessons_have_400_to_900_words(course):
    lengths = {
        (lesson.key, language): sum(
            words(block.fields) for block in text.blocks if block.type in RUNNING_TEXT
        )
        for lesson in course.lessons
        for language, text in lesson.texts.items()
        if text.blocks
    }
    assert {name: length for name, length in lengths.items() if not 400 <= length <= 900} == {}


@pytest.mark.parametrize("course", LONG, ids=lambda course: course.key)
def test_modules_have_three_lessons_a_tool_a_drawing_a_case_and_three_checks(course):
    for module in course.modules:
        kinds = [block.type for lesson in module.lessons for block in lesson.texts["en"].blocks]
        assert len(module.lessons) >= 3, module.key
        assert {"document", "picture", "case_study"} <= set(kinds), module.key
        assert kinds.count("knowledge_check") >= 3, module.key


@pytest.mark.parametrize("course", LONG, ids=lambda course: course.key)
def test_tests_have_eight_questions_or_more(course):
    for test in course.tests():
        assert sum(count(entry) for entry in test.texts["en"]["questions"]) >= 8, test.key


@pytest.mark.parametrize("course", LONG, ids=lambda course: course.key)
def test_every_draw_finds_twice_the_questions_it_needs(course):
    """So that a second attempt is a new one."""
    for test in course.tests():
        for entry in filter(shapes.is_draw, test.texts["en"]["questions"]):
            tagged = [row for row in course.bank["en"] if entry["draw"] in row["tags"]]
            assert len(tagged) >= 2 * entry["count"], entry["draw"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("course", COURSES.values(), ids=lambda course: course.key)
def test_every_question_can_be_answered_rightly_and_wrongly(course, language, db):
    for fields in questions(course, language):
        unlinked = Fields({name: value for name, value in fields.items() if name != "read_again"})
        unlinked.path, unlinked.line = fields.path, fields.line
        question = plain(entry_of_test(unlinked, key=loading.page_key(fields["id"]), lessons={}))
        assert not isinstance(question, Draw)
        assert faults(question) == [], fields.mistake("unsound")
        assert share(question, right(question)) == 1, fields.mistake("no right answer")
        assert share(question, wrong(question)) == 0, fields.mistake("no wrong answer")
        assert question.explanation, fields.mistake("no explanation")


@pytest.mark.parametrize("course", COURSES.values(), ids=lambda course: course.key)
def test_every_file_that_is_named_exists_and_every_file_is_named(course):
    named = {course.fields.get("picture")}
    for lesson in course.lessons:
        for text in lesson.texts.values():
            for block in text.blocks:
                named |= {block.fields.get("file"), block.fields.get("captions")}
    there = {
        str(path.relative_to(course.folder))
        for folder in ("drawings", "films", "tools")
        for path in course.folder.glob(f"{folder}/*")
    }
    assert named - {None} == there


def test_the_glossary_has_every_term_once_in_every_language():
    for language in LANGUAGES:
        terms = [
            entry[language]["term"] for entry in read_entries(CONTENT / "glossary.yaml") if language in entry
        ]
        assert len(set(terms)) == len(terms)


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*/tools/*.md")), ids=lambda path: path.name)
def test_tools_have_the_same_form_in_every_language(path):
    def form(path: Path) -> list[str]:
        lines = "\n".join(block.fields["text"] for block in read_document(path).blocks).splitlines()
        return [re.sub(r"[^|\[\]#]", "", line) for line in lines if line[:1] in {"|", "#", "-"}]

    assert form(path) == form(path.with_name(f"{path.name.split('.')[0]}.en.md"))


@pytest.mark.slow
@pytest.mark.usefixtures("admin_indexes")
def test_the_whole_demonstration_loads_and_then_stays_as_it_is(db, media):
    assert loading.load(CONTENT, lambda line: None) > 300
    assert not Page.objects.filter(live=False).exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert advice() == {("en", "Data and rights", Rule.HARD_TO_READ)}
    assert loading.load(CONTENT, lambda line: None) == 0


def advice() -> set[tuple[str, str, Rule]]:
    """What our own editor would tell the authors of the demonstration. The law is hard to read, in English above all."""
    return {
        (page.locale.language_code, page.title, finding.rule)
        for page in Page.objects.filter(depth__gt=1).specific()
        for finding in findings_on(page)
    }


def test_the_trainer_of_the_demonstration_sees_figures_of_a_group():
    both = [
        visit
        for person in read_entries(CONTENT / "people.yaml")
        for visit in person["visits"]
        if visit["course"] == "safer-public-spaces" and {"before", "after"} <= visit.keys()
    ]
    assert len(both) >= GROUP
    asked = COURSES["safer-public-spaces"].competences
    assert {len(visit[name]) for visit in both for name in ("before", "after")} == {len(asked)}
    assert {name for competence in asked for name in competence["modules"]} == {
        module.key for module in COURSES["safer-public-spaces"].modules
    }
