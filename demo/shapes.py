"""Which fields each kind of content has, as `demo/content/README.md` tells it."""

from dataclasses import dataclass

from .reading import Document, Fields


@dataclass(frozen=True, slots=True)
class Shape:
    required: frozenset[str]
    optional: frozenset[str]

    def check(self, fields: Fields, what: str) -> Fields:
        """`fields`, if it has this shape. Raises ContentError where the shape is broken."""
        if missing := self.required - fields.keys():
            raise fields.mistake(f"{what} lacks {_names(missing)}")
        if unknown := fields.keys() - self.required - self.optional:
            raise fields.mistake(f"{what} has no field {_names(unknown)}")
        return fields

    def check_each(self, whole: Fields, name: str, what: str) -> None:
        """The same for every entry of the field `name` of `whole`, if it is there."""
        for entry in whole.get(name, ()):
            if not isinstance(entry, Fields):
                raise whole.mistake(f"{what} must be fields, each as `name: value`")
            self.check(entry, what)


def shape(required: str, optional: str = "") -> Shape:
    return Shape(frozenset(required.split()), frozenset(optional.split()))


LESSON = shape("title slug minutes required rule summary")
MODULE = shape("en de", "fr it")
MODULE_WORDS = shape("title summary", "slug")
COURSE = shape(
    "key module_order certificate en de",
    "fr it eqf_level has_no_level picture valid_years renewal participation_share competences",
)
COMPETENCE = shape("id modules en de", "fr it")
COURSE_WORDS = shape(
    "slug title summary audience prerequisites outcomes awarding_body country assessment participation quality_assurance",
    "picture_alt supervision stackability further_information groups",
)
_RULES = "minutes pass_mark"
_OPTIONS = "attempts time_limit feedback shuffle_questions shuffle_choices"
TEST = shape(f"title slug introduction questions {_RULES}", _OPTIONS)
FINAL_TEST = shape(f"key draws en de {_RULES}", f"fr it {_OPTIONS}")
FINAL_TEST_WORDS = shape("title slug introduction")
DRAW = shape("draw count")
BANK_ENTRY = shape("tags question")
TOOL = shape("title purpose time")
SITE = {
    "HomePage": shape("title lead", "picture"),
    "CataloguePage": shape("title slug intro"),
    "InfoPage": shape("title slug", "is_easy_to_read has_contact_form"),
}
PERSON = shape("name email language visits")
VISIT = shape("course", "steps results before after")
TERM = shape("key en de", "fr it")
TERM_WORDS = shape("term definition", "forms")

BLOCKS = {
    "text": shape("text"),
    "key_message": shape("text"),
    "picture": shape("file", "alt caption description decoration"),
    "video": shape("file title captions transcript"),
    "embed": shape("url title provider"),
    "document": shape("file title", "description"),
    "case_study": shape("title place problem measures result lessons"),
    "accordion": shape("items"),
    "table": shape("caption header rows", "row_headers"),
    "checklist": shape("id title items", "introduction required"),
    "knowledge_check": shape("id question", "required"),
    "reflection": shape("id prompt", "required"),
    "h5p": shape("id package rule", "pass_mark required"),
}
SECTION = shape("title text")

_QUESTION = "id type prompt"
_REMARKS = "points explanation read_again"
QUESTIONS = {
    "single_choice": shape(f"{_QUESTION} choices", _REMARKS),
    "multiple_choice": shape(f"{_QUESTION} choices", _REMARKS),
    "true_false": shape(f"{_QUESTION} answer", f"{_REMARKS} feedback_true feedback_false"),
    "ordering": shape(f"{_QUESTION} items", _REMARKS),
    "matching": shape(f"{_QUESTION} pairs", _REMARKS),
    "number": shape(f"{_QUESTION} answer", f"{_REMARKS} tolerance unit"),
    "short_text": shape(f"{_QUESTION} accepted", _REMARKS),
}
CHOICE = shape("text", "right feedback")
PAIR = shape("left right")


def check_lesson(lesson: Document) -> None:
    """Raises ContentError unless every block and question has its fields, and every id stands once."""
    LESSON.check(lesson.front, "a lesson")
    LESSON.check(lesson.front, "a lesson")
    for block in lesson.blocks:
        if block.type not in BLOCKS:
            raise block.fields.mistake(f"there is no block ::: {block.type}")
        BLOCKS[block.type].check(block.fields, f"::: {block.type}")
        if block.type == "picture" and ("alt" in block.fields) == bool(block.fields.get("decoration")):
            raise block.fields.mistake("a picture has either `alt` or `decoration: true`")
        if block.type == "accordion":
            SECTION.check_each(block.fields, "items", "a section of the accordion")
        if block.type == "knowledge_check":
            check_question(block.fields["question"])
    check_ids([block.fields for block in lesson.blocks if "id" in block.fields])


def check_test(test: Fields) -> None:
    TEST.check(test, "a test")
    questions = [entry for entry in test["questions"] if not is_draw(entry)]
    for question in questions:
        check_question(question)
    check_ids(questions)


def check_question(question: Fields) -> None:
    kind = question.get("type", "")
    if kind not in QUESTIONS:
        raise question.mistake(f"there is no type of question {kind!r}")
    QUESTIONS[kind].check(question, f"the question {question.get('id', '')!r}")
    CHOICE.check_each(question, "choices", "a choice")
    PAIR.check_each(question, "pairs", "a pair")


def check_ids(entries: list[Fields]) -> None:
    seen: dict[str, Fields] = {}
    for entry in entries:
        first = seen.setdefault(entry["id"], entry)
        if first is not entry:
            raise entry.mistake(f"the id {entry['id']!r} stands in line {first.line} already")


def is_draw(entry: Fields) -> bool:
    return "draw" in entry and bool(DRAW.check(entry, "a draw"))


def _names(names: frozenset[str] | set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
