"""A course as trainers write them: fifty lessons with something of everything, and a test of forty questions."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Raster
from wagtail.documents.models import Document
from wagtail.images.models import Image

from courses.actions import record_edition
from courses.models import CoursePage, GlossaryTerm, LessonPage, ModulePage, QuizPage
from home.models import CataloguePage

MODULES, LESSONS, QUESTIONS, TERMS = 5, 10, 40, 30

SENTENCES = (
    "A square is read from where people stand, walk and wait, by day and after dark. "
    "What is seen by many is rarely broken; who feels at home somewhere looks after it. "
    "Write down what you see before you decide what it means, and ask those who use the place. "
)


def make_course() -> CoursePage:
    """The course, live, with its edition."""
    catalogue = CataloguePage.objects.get(locale__language_code="en")
    course: CoursePage = catalogue.add_child(
        instance=CoursePage(
            title="Safer squares",
            slug="bench",
            locale=catalogue.locale,
            summary=SENTENCES[:200],
            outcomes=[("outcome", SENTENCES[:80]) for _ in range(4)],
            certificate_kind="achievement",
            awarding_body="City of Musterstadt",
        )
    )
    for number in range(TERMS):
        GlossaryTerm.objects.create(
            term=f"term{number}", forms=f"terms{number}", definition=SENTENCES[:120], locale=catalogue.locale
        )
    body = _body(_picture(), _document())
    for number in range(MODULES):
        _module(course, number + 1, body)
    course.add_child(
        instance=QuizPage(
            title="Final test",
            slug="test",
            locale=course.locale,
            pass_mark=60,
            questions=[_question(number) for number in range(QUESTIONS)],
        )
    )
    record_edition(course_key=course.translation_key)
    return course


def _module(course: CoursePage, number: int, body: list[dict[str, Any]]) -> None:
    module: ModulePage = course.add_child(
        instance=ModulePage(
            title=f"Module {number}", slug=f"module-{number}", locale=course.locale, summary=SENTENCES[:90]
        )
    )
    for lesson in range(1, LESSONS + 1):
        blocks = [block | {"id": str(uuid.uuid4())} for block in body]
        module.add_child(
            instance=LessonPage(
                title=f"Lesson {lesson}",
                slug=f"lesson-{lesson}",
                locale=course.locale,
                summary=SENTENCES[:90],
                body=blocks,
            )
        )


def _body(picture: Image, document: Document) -> list[dict[str, Any]]:
    texts = [
        {
            "type": "text",
            "value": f"<h2>Part {part}</h2><p>A term{part} and terms{part + 9}. {SENTENCES * 4}</p>",
        }
        for part in range(4)
    ]
    shown = {"image": picture.pk, "alt_text": "A square", "decorative": False}
    tool = {"document": document.pk, "title": "Checklist", "description": SENTENCES[:80]}
    items = [_item(f"Look at corner {number}") for number in range(8)]
    worksheet = {"title": "On site", "introduction": "", "items": items, "is_required": False}
    return [
        *texts,
        {"type": "key_message", "value": {"text": f"<p>{SENTENCES[:90]}</p>"}},
        {"type": "picture", "value": {"image": shown, "caption": "A square"}},
        {"type": "document", "value": tool},
        {"type": "knowledge_check", "value": {"question": [_question(0)], "is_required": True}},
        {"type": "checklist", "value": worksheet},
        {"type": "reflection", "value": {"prompt": f"<p>{SENTENCES[:90]}</p>", "is_required": False}},
    ]


def _question(number: int) -> dict[str, Any]:
    """Single choice, several choices, true or false, and a number, in turn."""
    kind = ("single_choice", "multiple_choice", "true_false", "number")[number % 4]
    value: dict[str, Any] = {
        "prompt": f"<p>{SENTENCES[:80]}</p>",
        "points": 1,
        "explanation": SENTENCES[:160],
    }
    if kind in {"single_choice", "multiple_choice"}:
        value["options"] = [
            _item({"text": f"Choice {choice}", "is_right": choice == 0, "feedback": SENTENCES[:80]})
            for choice in range(4)
        ]
    elif kind == "true_false":
        value |= {"answer": True, "feedback_true": "", "feedback_false": ""}
    else:
        value |= {"answer": "4.2", "tolerance": "0.1", "unit": "m"}
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def _item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _picture() -> Image:
    file = BytesIO()
    Raster.new("RGB", (1600, 900), "teal").save(file, "PNG")
    return Image.objects.create(title="A square", file=ContentFile(file.getvalue(), "square.png"))


def _document() -> Document:
    return Document.objects.create(title="Checklist", file=ContentFile(b"A checklist.", "checklist.txt"))
