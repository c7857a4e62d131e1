import pytest
from wagtail.blocks import StreamValue

from courses.blocks import LessonBody, activities
from demo.blocks import body
from demo.course_folder import read_course
from demo.files import Files
from demo.memory import Memory
from demo.reading import ContentError, parse_document


@pytest.fixture
def files(content, media, db) -> Files:
    return Files(Memory(), content, content / "small", {"en": "A small course", "de": "Ein kleiner Kurs"})


@pytest.fixture
def lesson(content):
    return read_course(content / "small").lessons[0]


def test_every_block_is_one_that_the_admin_would_accept(lesson, files):
    data = body(lesson.texts["en"], course="small", lesson_key=lesson.key, files=files)
    stream = LessonBody()
    value = stream.clean(stream.to_python(data))
    assert [child.block_type for child in value] == [
        "text",
        "key_message",
        "picture",
        "video",
        "document",
        "case_study",
        "accordion",
        "table",
        "embed",
        "text",
        "knowledge_check",
        "checklist",
        "reflection",
        "h5p",
    ]
    assert value[2].value["image"].contextual_alt_text == "A square."
    assert value[4].value["document"].filename.endswith(".pdf")
    assert [[str(cell) for cell in row] for row in value[7].value["table"].rows] == [
        ["Trees", "12"],
        ["Lamps", "no"],
    ]
    assert value[7].value["has_row_headers"]


def test_what_is_written_is_what_wagtail_would_keep(lesson, files):
    data = body(lesson.texts["en"], course="small", lesson_key=lesson.key, files=files)
    kept = LessonBody().get_prep_value(StreamValue(LessonBody(), data, is_lazy=True))
    assert [block["id"] for block in kept] == [block["id"] for block in data]
    assert [block["value"] for block in kept] == [block["value"] for block in data]


def test_both_languages_share_their_activities(lesson, files):
    english, german = (
        activities(body(lesson.texts[language], course="small", lesson_key=lesson.key, files=files))
        for language in ("en", "de")
    )
    assert english == german
    assert [(activity.kind, activity.is_required) for activity in english] == [
        ("knowledge_check", True),
        ("checklist", True),
        ("reflection", True),
        ("h5p", True),
    ]


def test_an_activity_keeps_its_key_when_it_is_moved(files, tmp_path):
    thought = "::: reflection\nid: thought\nprompt: What?\n:::\n"
    keys = []
    for text in (thought, f"Before.\n\n{thought}"):
        document = parse_document(f"---\ntitle: x\n---\n{text}", tmp_path / "lesson.md")
        (activity,) = activities(body(document, course="small", lesson_key="first/look", files=files))
        keys.append(activity.key)
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("One.\n\n#### Too deep\n", "lesson.md:6: `text`: h4 is not possible in this text"),
        (
            "::: picture\nfile: drawings/none.svg\nalt: x\n:::",
            "lesson.md:5: there is no file drawings/none.svg",
        ),
        (
            "::: h5p\nid: a\npackage: none.en\nrule: viewed\n:::",
            "lesson.md:5: there is no package none.en",
        ),
        ("::: key_message\ntext: [a, b]\n:::", "lesson.md:5: `text` must be a text"),
    ],
)
def test_what_cannot_be_shown_is_reported_with_its_line(files, tmp_path, text, mistake):
    document = parse_document(f"---\ntitle: x\n---\n{text}", tmp_path / "lesson.md")
    with pytest.raises(ContentError, match=mistake):
        body(document, course="small", lesson_key="first/look", files=files)
