"""A course in which every block, every activity and every type of question occurs."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from courses.actions import record_edition
from courses.models import CoursePage, GlossaryTerm
from tests import factories, files
from tests.factories import block

PLAYER = "https://www.youtube-nocookie.com/embed/abc123"


def items(*values: Any) -> list[dict[str, Any]]:
    return [block("item") | {"value": value} for value in values]


def question(kind: str, prompt: str, **value: Any) -> dict[str, Any]:
    explanation = "<p>That is what the lesson says.</p>"
    return block(kind, prompt=f"<p>{prompt}</p>", points=1, explanation=explanation, **value)


def options(*, right: tuple[str, ...], wrong: tuple[str, ...]) -> list[dict[str, Any]]:
    return items(
        *({"text": text, "is_right": True, "feedback": "Well seen."} for text in right),
        *({"text": text, "is_right": False, "feedback": "Look again."} for text in wrong),
    )


def single_choice() -> dict[str, Any]:
    return question(
        "single_choice", "How is a street read?", options=options(right=("On foot",), wrong=("By car",))
    )


def multiple_choice() -> dict[str, Any]:
    choices = options(right=("Sills", "Steps"), wrong=("Spikes",))
    return question("multiple_choice", "What can one sit on?", options=choices)


def true_false() -> dict[str, Any]:
    return question(
        "true_false", "Light alone is enough.", answer=False, feedback_true="Look again.", feedback_false=""
    )


def ordering() -> dict[str, Any]:
    return question("ordering", "In which order?", items=items("Look", "Count", "Propose"))


def matching() -> dict[str, Any]:
    pairs = items({"left": "Bench", "right": "Sitting"}, {"left": "Lamp", "right": "Seeing"})
    return question("matching", "What is for what?", pairs=pairs)


def number() -> dict[str, Any]:
    return question("number", "How wide is a lane?", answer="3", tolerance="0.25", unit="m")


def short_text() -> dict[str, Any]:
    return question("short_text", "Who owns the square?", accepted=items("the city", "city"))


def every_question() -> list[dict[str, Any]]:
    return [
        single_choice(),
        multiple_choice(),
        true_false(),
        ordering(),
        matching(),
        number(),
        short_text(),
    ]


def knowledge_check(plain: dict[str, Any], *, is_required: bool = True) -> dict[str, Any]:
    return block("knowledge_check", question=[plain], is_required=is_required)


def every_content() -> list[dict[str, Any]]:
    """What is read, looked at, listened to or taken along; the first text uses a word of the glossary."""
    drawing = Image.objects.create(title="Plan", file=ContentFile(files.SVG, name="plan.svg"))
    paper = Document.objects.create(title="Sheet", file=ContentFile(files.PDF, name="sheet.pdf"))
    GlossaryTerm.objects.create(
        term="desire line", definition="The way that people really take.", locale=factories.catalogue().locale
    )
    text = "<h2>Ways</h2><p>A desire line shows it.</p><ul><li>One</li></ul><blockquote>Two</blockquote>"
    columns = [{"type": "text", "heading": "Place"}, {"type": "text", "heading": "Width"}]
    rows = [{"values": ["Square", "40 m"]}, {"values": ["Lane", "3 m"]}]
    return [
        block("text") | {"value": text},
        block("key_message", text="<p>Begin on foot.</p>"),
        block("picture", image=_picture(files.picture(), "A square"), caption="The square in spring"),
        block("picture", image=_picture(drawing, ""), caption=""),
        block(
            "picture",
            image=_picture(drawing, "A square from above"),
            caption="The square in summer",
            description="<p>Benches stand in the middle.</p>",
        ),
        block(
            "video",
            video=files.film().pk,
            title="A walk",
            captions=files.captions().pk,
            transcript="<p>A walk.</p>",
        ),
        block("audio", audio=files.recording().pk, title="Sounds", transcript="<p>Bells.</p>"),
        embed(),
        block("document", document=paper.pk, title="Counting sheet", description="For ten minutes."),
        block(
            "case_study",
            title="A calm square",
            place="Musterstadt",
            problem="<p>Fast cars.</p>",
            measures="<p>Trees.</p>",
            result="<p>Slow cars.</p>",
            lessons="<p>Plant.</p>",
        ),
        block("accordion", items=items({"title": "More", "text": "<p>About trees.</p>"})),
        block(
            "table",
            table={"columns": columns, "rows": rows, "caption": "Widths"},
            has_row_headers=True,
        ),
    ]


def embed() -> dict[str, Any]:
    return block("embed", url="https://youtu.be/abc123", title="A film about squares", provider="YouTube")


def every_activity() -> list[dict[str, Any]]:
    checks = [knowledge_check(plain) for plain in every_question()]
    return [*checks, factories.checklist(), factories.reflection(is_required=True)]


def course(**fields: Any) -> CoursePage:
    """One module: a lesson with everything, a short lesson, and a test with every type of question."""
    page = factories.empty_course(
        audience="Planners",
        prerequisites="Good shoes",
        eqf_level=5,
        country="Germany",
        assessment="Test",
        participation="Online",
        quality_assurance="Peer review",
        **fields,
    )
    module = factories.module(page, lessons=0)
    factories.lesson(module, 1, body=[*every_content(), *every_activity()], rule="activities")
    factories.lesson(module, 2, is_required=False, summary="For those who want more.")
    factories.quiz(module, questions=every_question(), has_shuffled_choices=False)
    record_edition(course_key=page.translation_key)
    return page


def _picture(image: Image, text: str) -> dict[str, Any]:
    return {"image": image.pk, "alt_text": text, "decorative": not text}
