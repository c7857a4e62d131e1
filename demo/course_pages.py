"""A course folder as pages, in every language."""

import json
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page

from certificates.models import Terms
from courses.blocks.content import SHORT_TEXT
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from courses.outline import Rule

from . import course_folder as folder
from .blocks import body
from .files import Files
from .keys import competence_key, key
from .memory import Memory
from .pages import PageWriter
from .questions import entry_of_test
from .reading import Fields
from .shapes import is_draw
from .snippets import write_bank
from .texts import plain, rich

TEXTS = [
    "summary",
    "audience",
    "prerequisites",
    "awarding_body",
    "country",
    "assessment",
    "participation",
    "quality_assurance",
]
OPTIONAL_TEXTS = ["supervision", "stackability", "further_information"]


def load_course(
    course: folder.Course, *, catalogues: dict[str, Page], memory: Memory, writer: PageWriter
) -> None:
    """Write and publish what is new or has changed: tests first, because lessons wait for them, and the course last."""
    titles = {language: course.fields[language]["title"] for language in course.languages}
    files = Files(memory, course.folder.parent, course.folder, titles)
    for language in course.languages:
        catalogue = catalogues[language]
        _Translation(course, language, catalogue.locale, files, writer, memory).write(catalogue.pk)
    writer.publish(QuizPage, ModulePage, LessonPage, CoursePage)
    _set_terms(course)


def _set_terms(course: folder.Course) -> None:
    """Once: what a trainer changes afterwards stays."""
    said = ("valid_years", "renewal", "participation_share")
    terms = {name: course.fields[name] for name in said if name in course.fields}
    if terms:
        Terms.objects.get_or_create(course_key=key(course.key), defaults=terms)


@dataclass
class _Translation:
    """One language of a course on its way into the page tree."""

    course: folder.Course
    language: str
    locale: Locale
    files: Files
    writer: PageWriter
    memory: Memory

    def write(self, catalogue: int) -> None:
        course_page = self._course(catalogue)
        translated = [module for module in self.course.modules if self.language in module.words]
        modules = {module.key: self._module(module, course_page) for module in translated}
        lessons = {
            lesson.key: self._lesson(lesson, modules[module.key])
            for module in translated
            for lesson in module.lessons
            if self.language in lesson.texts
        }
        if self.course.competences:
            self.writer.amend(course_page, competences=self._competences(modules))
        write_bank(
            self.course, language=self.language, locale=self.locale, lessons=lessons, memory=self.memory
        )
        for module in translated:
            if module.test and self.language in module.test.texts:
                test = self._test(module.test, modules[module.key], lessons)
                for lesson in module.lessons:
                    if lesson.texts[self.language].front["rule"] == Rule.TEST:
                        self.writer.amend(lessons[lesson.key], test_id=test)
        if self.course.final_test and self.language in self.course.final_test.texts:
            self._test(self.course.final_test, course_page, lessons)

    def _course(self, catalogue: int) -> int:
        fields = self.course.fields
        words = fields[self.language]
        content = {
            "title": plain(words, "title"),
            "slug": plain(words, "slug"),
            **{name: plain(words, name) for name in TEXTS},
            **{name: plain(words, name) for name in OPTIONAL_TEXTS if name in words},
            "groups": "\n".join(words.get("groups") or ()),
            "outcomes": [
                {"type": "outcome", "id": str(key(self.course.key, "outcome", number)), "value": outcome}
                for number, outcome in enumerate(words["outcomes"])
            ],
            "module_order": fields["module_order"],
            "certificate_kind": fields["certificate"],
            "eqf_level": fields.get("eqf_level"),
            "has_no_level": fields.get("has_no_level", False),
            "picture_id": self.files.image(fields, "picture") if "picture" in fields else None,
        }
        return self._write(
            CoursePage, content, name="", below=catalogue, origin=words, later=self.course.competences
        )

    def _competences(self, modules: dict[str, int]) -> str:
        """The statements, once their modules have pages."""
        return json.dumps(
            [
                {
                    "type": "competence",
                    "id": str(competence_key(self.course.key, competence["id"])),
                    "value": {
                        "statement": plain(competence, self.language),
                        "modules": [modules[name] for name in competence["modules"]],
                    },
                }
                for competence in self.course.competences
            ]
        )

    def _module(self, module: folder.Module, course_page: int) -> int:
        words = module.words[self.language]
        content = {
            "title": plain(words, "title"),
            "slug": plain(words, "slug") or module.key,
            "summary": plain(words, "summary"),
        }
        return self._write(ModulePage, content, name=module.key, below=course_page, origin=words)

    def _lesson(self, lesson: folder.Lesson, module_page: int) -> int:
        text = lesson.texts[self.language]
        content = {
            "title": plain(text.front, "title"),
            "slug": plain(text.front, "slug"),
            "summary": plain(text.front, "summary"),
            "minutes": text.front["minutes"],
            "is_required": text.front["required"],
            "rule": text.front["rule"],
            "body": body(text, course=self.course.key, lesson_key=lesson.key, files=self.files),
        }
        return self._write(LessonPage, content, name=lesson.key, below=module_page, origin=text.front)

    def _test(self, test: folder.Test, parent: int, lessons: dict[str, int]) -> int:
        text = test.texts[self.language]
        content = {
            "title": plain(text, "title"),
            "slug": plain(text, "slug"),
            "introduction": rich(text, "introduction", SHORT_TEXT),
            "minutes": text["minutes"],
            "pass_mark": text["pass_mark"],
            "attempts": text.get("attempts") or None,
            "time_limit": text.get("time_limit") or None,
            "feedback": text.get("feedback", "end"),
            "is_shuffled": bool(text.get("shuffle_questions")),
            "has_shuffled_choices": bool(text.get("shuffle_choices")),
            "questions": [self._entry(test, entry, lessons) for entry in text["questions"]],
        }
        return self._write(QuizPage, content, name=test.key, below=parent, origin=text)

    def _entry(self, test: folder.Test, entry: Fields, lessons: dict[str, int]) -> dict[str, Any]:
        name = f"draw-{entry['draw']}" if is_draw(entry) else entry["id"]
        return entry_of_test(entry, key=key(self.course.key, test.key, name), lessons=lessons)

    def _write(
        self,
        model: type[Page],
        content: dict[str, Any],
        *,
        name: str,
        below: int,
        origin: Fields,
        later: Any = None,
    ) -> int:
        page = model(
            translation_key=key(self.course.key, name) if name else key(self.course.key), locale=self.locale
        )
        source = f"{self.course.key}/{name or 'course'}.{self.language}"
        return self.writer.write(page, content, source=source, below=below, origin=origin, later=later)
