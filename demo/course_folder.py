"""A course as it lies in its folder: modules, lessons and tests in their order, each in every language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from . import agreement, shapes
from .reading import ContentError, Document, Fields, read_document, read_entries, read_fields

WHOLE = ("en", "de")
"""The languages in which all of the content is written; the first is the one that gives a course its keys."""

LANGUAGES = (*WHOLE, "fr", "it")
"""With those in which there may be less: what has no file in them is shown in another language."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lesson:
    key: str
    """Module and lesson, such as `vulnerability/seeing-a-place`."""
    texts: dict[str, Document]


@dataclass(frozen=True, slots=True)
class Test:
    key: str
    texts: dict[str, Fields]


@dataclass(frozen=True, slots=True)
class Module:
    key: str
    words: dict[str, Fields]
    lessons: tuple[Lesson, ...]
    test: Test | None


@dataclass(frozen=True, slots=True)
class Course:
    key: str
    folder: Path
    fields: Fields
    modules: tuple[Module, ...]
    bank: dict[str, list[Fields]]
    final_test: Test | None

    @property
    def competences(self) -> list[Fields]:
        return self.fields.get("competences", [])

    @property
    def lessons(self) -> list[Lesson]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def languages(self) -> list[str]:
        return [language for language in LANGUAGES if language in self.fields]

    def tests(self) -> Iterator[Test]:
        yield from (module.test for module in self.modules if module.test)
        if self.final_test:
            yield self.final_test


def read_course(folder: Path) -> Course:
    """Raises ContentError where a file breaks the format, or where the languages differ in more than their words."""
    fields = shapes.COURSE.check(read_fields(folder / "course.yaml"), "a course")
    for language in _present(fields):
        shapes.COURSE_WORDS.check(fields[language], f"the course in {language}")
    course = Course(
        key=fields["key"],
        folder=folder,
        fields=fields,
        modules=tuple(_module(path, key) for path, key in _numbered(folder, "module.yaml")),
        bank=_bank(folder),
        final_test=_final_test(folder / "final-test.yaml"),
    )
    _check_competences(course)
    _check_read_again(course)
    return course


def _module(folder: Path, key: str) -> Module:
    words = shapes.MODULE.check(read_fields(folder / "module.yaml"), "a module")
    for language in _present(words):
        shapes.MODULE_WORDS.check(words[language], f"the module in {language}")
    test = folder / f"test.{LANGUAGES[0]}.yaml"
    return Module(
        key=key,
        words={language: words[language] for language in _present(words)},
        lessons=tuple(
            _lesson(path, f"{key}/{name}") for path, name in _numbered(folder, f"{LANGUAGES[0]}.md")
        ),
        test=_test(test, f"{key}/test") if test.exists() else None,
    )


def _lesson(path: Path, key: str) -> Lesson:
    texts = _in_every_language(path, read_document)
    for text in texts.values():
        shapes.check_lesson(text)
    first, *others = texts.values()
    for other in others:
        agreement.compare_lessons(first, other)
    return Lesson(key, texts)


def _test(path: Path, key: str) -> Test:
    texts = _in_every_language(path, read_fields)
    for text in texts.values():
        shapes.check_test(text)
    first, *others = texts.values()
    for other in others:
        agreement.compare_tests(first, other)
    return Test(key, texts)


def _final_test(path: Path) -> Test | None:
    """The test at the end of a course keeps its few words and its rules in one file."""
    if not path.exists():
        return None
    fields = shapes.FINAL_TEST.check(read_fields(path), "a final test")
    texts = {}
    for language in _present(fields):
        words = shapes.FINAL_TEST_WORDS.check(fields[language], f"the final test in {language}")
        text = Fields(
            {name: value for name, value in fields.items() if name not in {"key", "draws", *LANGUAGES}}
            | words
        )
        text.path, text.line = words.path, words.line
        text["questions"] = fields["draws"]
        shapes.check_test(text)
        texts[language] = text
    return Test(fields["key"], texts)


def _bank(folder: Path) -> dict[str, list[Fields]]:
    bank: dict[str, list[Fields]] = {language: [] for language in LANGUAGES}
    for path in sorted(folder.glob(f"bank/*.{LANGUAGES[0]}.yaml")):
        texts = _in_every_language(path, read_entries)
        for language, entries in texts.items():
            for entry in entries:
                shapes.check_question(shapes.BANK_ENTRY.check(entry, "an entry of the bank")["question"])
            bank[language] += entries
        first, *others = texts.values()
        for other in others:
            agreement.compare_banks(first, other)
    for entries in bank.values():
        shapes.check_ids([entry["question"] for entry in entries])
    return bank


def _check_competences(course: Course) -> None:
    shapes.COMPETENCE.check_each(course.fields, "competences", "a competence")
    shapes.check_ids(course.competences)
    keys = {module.key for module in course.modules}
    for competence in course.competences:
        if unknown := set(competence["modules"]) - keys:
            raise competence.mistake(f"there is no module {min(unknown)!r}")


def _check_read_again(course: Course) -> None:
    keys = {lesson.key for lesson in course.lessons}
    for question in questions(course):
        if question.get("read_again", next(iter(keys), "")) not in keys:
            raise question.mistake(f"there is no lesson {question['read_again']!r} to read again")


def questions(course: Course) -> Iterator[Fields]:
    """Every question of the course in every language."""
    for lesson in course.lessons:
        for document in lesson.texts.values():
            yield from (
                block.fields["question"] for block in document.blocks if block.type == "knowledge_check"
            )
    for test in course.tests():
        for text in test.texts.values():
            yield from (entry for entry in text["questions"] if not shapes.is_draw(entry))
    for entries in course.bank.values():
        yield from (entry["question"] for entry in entries)


def _present(fields: Fields) -> list[str]:
    return [language for language in LANGUAGES if language in WHOLE or language in fields]


def _numbered(folder: Path, ending: str) -> list[tuple[Path, str]]:
    """What in `folder` is numbered (folders that hold `ending`, files that end with it), with its name, in order."""
    found = []
    for path in folder.iterdir():
        numbered = re.fullmatch(r"(?P<number>\d+)-(?P<name>[a-z0-9-]+)(\.(?P<ending>.+))?", path.name)
        if numbered and (numbered["ending"] == ending or (path / ending).exists()):
            found.append((int(numbered["number"]), path, numbered["name"]))
    return [(path, name) for _number, path, name in sorted(found)]


def _in_every_language(path: Path, read: Callable[[Path], T]) -> dict[str, T]:
    """`path` is the file in the first language; the others stand beside it."""
    texts = {}
    for language in LANGUAGES:
        stem = path.name.removesuffix(path.suffix).removesuffix(f".{LANGUAGES[0]}")
        translation = path.with_name(f"{stem}.{language}{path.suffix}")
        if translation.exists():
            texts[language] = read(translation)
        elif language in WHOLE:
            raise ContentError(path, 1, f"there is no {translation.name} beside it")
    return texts
