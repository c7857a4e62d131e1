"""Makes courses and people, quickly and without the admin. Everything is live when it is returned."""

from __future__ import annotations

import uuid
from functools import cache
from io import BytesIO
from typing import Any

from wagtail.models import Locale

from accounts.models import User
from courses.actions import record_edition
from courses.models import BankQuestion, CoursePage, H5PPackage, LessonPage, ModulePage, QuizPage
from demo import h5p_packages
from h5p.actions import import_package
from home.models import CataloguePage

PASSWORD = "correct horse battery"

# What a course has to say before it can award a certificate of achievement
ELEMENTS = {
    "awarding_body": "City of Musterstadt",
    "country": "Germany",
    "eqf_level": 4,
    "assessment": "A test of two questions",
    "participation": "Online",
    "quality_assurance": "Reviewed by peers",
}


def user(email: str, **fields: Any) -> User:
    return User.objects.create_user(email, PASSWORD, **fields)


def catalogue(language: str = "en") -> CataloguePage:
    return CataloguePage.objects.get(locale__language_code=language)


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def text(html: str = "<p>Some text.</p>") -> dict[str, Any]:
    return {"type": "text", "value": html, "id": str(uuid.uuid4())}


def single_choice(
    prompt: str = "<p>Which one?</p>", right: str = "Right", wrong: str = "Wrong"
) -> dict[str, Any]:
    return {
        "type": "single_choice",
        "id": str(uuid.uuid4()),
        "value": {
            "prompt": prompt,
            "points": 1,
            "explanation": "<p>Because it is secret-explanation.</p>",
            "options": [
                _item({"text": right, "is_right": True, "feedback": "secret-feedback yes"}),
                _item({"text": wrong, "is_right": False, "feedback": "secret-feedback no"}),
            ],
        },
    }


def number(answer: str = "4.2", tolerance: str = "0.1") -> dict[str, Any]:
    return {
        "type": "number",
        "id": str(uuid.uuid4()),
        "value": {
            "prompt": "<p>How many metres?</p>",
            "points": 1,
            "explanation": "",
            "answer": answer,
            "tolerance": tolerance,
            "unit": "m",
        },
    }


def _item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def knowledge_check(*, is_required: bool = True) -> dict[str, Any]:
    return {
        "type": "knowledge_check",
        "id": str(uuid.uuid4()),
        "value": {"question": [single_choice()], "is_required": is_required},
    }


def checklist(items: int = 2, *, is_required: bool = True) -> dict[str, Any]:
    return {
        "type": "checklist",
        "id": str(uuid.uuid4()),
        "value": {
            "title": "Walk round the square",
            "introduction": "",
            "items": [_item(f"Look at corner {number}") for number in range(items)],
            "is_required": is_required,
        },
    }


def reflection(*, is_required: bool = False) -> dict[str, Any]:
    return {
        "type": "reflection",
        "id": str(uuid.uuid4()),
        "value": {"prompt": "<p>Think of a place.</p>", "is_required": is_required},
    }


packed = cache(h5p_packages.pack)


def h5p_package(name: str = "dark-corner.en", **fields: Any) -> H5PPackage:
    """One of the packages of our own: `dark-corner` reports a score, `reading-a-square` only that it was read."""
    content = import_package(file=BytesIO(packed(name)), may_install=True).content
    return H5PPackage.objects.create(content=content, **{"title": content.title} | fields)


def h5p(
    package: H5PPackage, *, rule: str = "viewed", pass_mark: int = 60, is_required: bool = True
) -> dict[str, Any]:
    value = {"package": package.pk, "rule": rule, "pass_mark": pass_mark, "is_required": is_required}
    return block("h5p", **value)


def lesson(parent: ModulePage, number: int = 1, **fields: Any) -> LessonPage:
    fields.setdefault("body", [text()])
    page = LessonPage(title=f"Lesson {number}", slug=f"lesson-{number}", locale=parent.locale, **fields)
    return parent.add_child(instance=page)


def quiz(parent: CoursePage | ModulePage, *, slug: str = "test", **fields: Any) -> QuizPage:
    fields.setdefault("questions", [single_choice(), number()])
    fields.setdefault("is_shuffled", False)
    page = QuizPage(title=f"Test of {parent.title}", slug=slug, locale=parent.locale, **fields)
    return parent.add_child(instance=page)


def module(parent: CoursePage, number: int = 1, *, lessons: int = 2) -> ModulePage:
    page = parent.add_child(
        instance=ModulePage(title=f"Module {number}", slug=f"module-{number}", locale=parent.locale)
    )
    for index in range(lessons):
        lesson(page, index + 1)
    return page


def empty_course(*, slug: str = "course", language: str = "en", **fields: Any) -> CoursePage:
    parent = catalogue(language)
    fields.setdefault("certificate_kind", "achievement")
    page = CoursePage(
        title="Safer squares",
        slug=slug,
        locale=parent.locale,
        summary="How to see a square.",
        outcomes=[("outcome", "Read a place"), ("outcome", "Propose measures")],
        **ELEMENTS | fields,
    )
    return parent.add_child(instance=page)


def course(*, modules: int = 2, lessons: int = 2, with_test: bool = True, **fields: Any) -> CoursePage:
    """A live course with its edition; the last module ends with a test unless `with_test` is false."""
    if not with_test:
        fields.setdefault("certificate_kind", "participation")
    page = empty_course(**fields)
    made = [module(page, number + 1, lessons=lessons) for number in range(modules)]
    if with_test:
        quiz(made[-1])
    record_edition(course_key=page.translation_key)
    return page


def competence(statement: str, *modules: ModulePage) -> dict[str, Any]:
    return block("competence", statement=statement, modules=[module.pk for module in modules])


def ask_for_self_evaluation(page: CoursePage, count: int = 3) -> list[uuid.UUID]:
    """Give a live course statements, each with a module in turn, and publish it. Returns their keys."""
    modules = list(ModulePage.objects.child_of(page).order_by("path"))
    page.competences = [
        competence(f"I can do thing {number}.", modules[number % len(modules)]) for number in range(count)
    ]
    page.save_revision().publish()
    page.refresh_from_db()
    return [uuid.UUID(each["id"]) for each in page.competences.raw_data]


def bank_question(tags: list[str], *, language: str = "en", **question: Any) -> BankQuestion:
    row = BankQuestion(body=[single_choice(**question)], locale=Locale.objects.get(language_code=language))
    row.tags.add(*tags)
    row.save()
    return row


def lessons_of(page: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.live().descendant_of(page).order_by("path"))


def quiz_of(page: CoursePage) -> QuizPage:
    return QuizPage.objects.live().descendant_of(page).get()
