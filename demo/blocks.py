"""Blocks of a lesson as the data of its body (`courses.blocks`), with ids that follow from names alone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from courses.blocks.content import LESSON_TEXT, SHORT_TEXT
from courses.blocks.questions import INLINE_TEXT
from courses.outline import ActivityRule

from .files import Files
from .keys import key
from .questions import Data, items, question
from .reading import Document, Fields
from .texts import plain, rich


def body(lesson: Document, *, course: str, lesson_key: str, files: Files) -> list[Data]:
    """Activities have ids by name, so that moving one keeps the evidence of learners; other blocks by their place."""
    return [
        {
            "type": block.type,
            "id": str(block_key),
            "value": VALUES[block.type](block.fields, block_key, files),
        }
        for block, block_key in (
            (block, activity_key(course, lesson_key, block.fields.get("id", f"{place}-{block.type}")))
            for place, block in enumerate(lesson.blocks)
        )
    ]


def activity_key(course: str, lesson_key: str, name: str) -> UUID:
    return key(course, lesson_key, name)


def _text(fields: Fields, key: UUID, files: Files) -> str:
    return rich(fields, "text", LESSON_TEXT)


def _key_message(fields: Fields, key: UUID, files: Files) -> Data:
    return {"text": rich(fields, "text", SHORT_TEXT)}


def _picture(fields: Fields, key: UUID, files: Files) -> Data:
    image = {
        "image": files.image(fields, "file"),
        "decorative": bool(fields.get("decoration")),
        "alt_text": plain(fields, "alt"),
    }
    return {
        "image": image,
        "caption": plain(fields, "caption"),
        "description": rich(fields, "description", SHORT_TEXT),
    }


def _video(fields: Fields, key: UUID, files: Files) -> Data:
    return {
        "video": files.film(fields, "file"),
        "title": plain(fields, "title"),
        "captions": files.document(fields, "captions"),
        "transcript": rich(fields, "transcript", SHORT_TEXT),
    }


def _embed(fields: Fields, key: UUID, files: Files) -> Data:
    return {name: plain(fields, name) for name in ("url", "title", "provider")}


def _document(fields: Fields, key: UUID, files: Files) -> Data:
    return {
        "document": files.document(fields, "file"),
        "title": plain(fields, "title"),
        "description": plain(fields, "description"),
    }


def _case_study(fields: Fields, key: UUID, files: Files) -> Data:
    told = {name: rich(fields, name, SHORT_TEXT) for name in ("problem", "measures", "result", "lessons")}
    return {"title": plain(fields, "title"), "place": plain(fields, "place"), **told}


def _accordion(fields: Fields, key: UUID, files: Files) -> Data:
    sections = [
        {"title": plain(section, "title"), "text": rich(section, "text", SHORT_TEXT)}
        for section in fields["items"]
    ]
    return {"items": items(sections, key)}


def _table(fields: Fields, key: UUID, files: Files) -> Data:
    table = {
        "columns": [{"type": "text", "heading": str(heading)} for heading in fields["header"]],
        "rows": [{"values": ["" if cell is None else str(cell) for cell in row]} for row in fields["rows"]],
        "caption": plain(fields, "caption"),
    }
    return {"table": table, "has_row_headers": bool(fields.get("row_headers"))}


def _checklist(fields: Fields, key: UUID, files: Files) -> Data:
    return {
        "title": plain(fields, "title"),
        "introduction": rich(fields, "introduction", INLINE_TEXT),
        "items": items([str(item) for item in fields["items"]], key),
        "is_required": bool(fields.get("required")),
    }


def _knowledge_check(fields: Fields, key: UUID, files: Files) -> Data:
    # No lesson to read again: the learner is reading it.
    return {
        "question": [question(fields["question"], key=uuid5(key, "question"))],
        "is_required": bool(fields.get("required", True)),
    }


def _reflection(fields: Fields, key: UUID, files: Files) -> Data:
    return {"prompt": rich(fields, "prompt", INLINE_TEXT), "is_required": bool(fields.get("required"))}


def _h5p(fields: Fields, key: UUID, files: Files) -> Data:
    return {
        "package": files.package(fields, "package"),
        "rule": ActivityRule(fields["rule"]).value,
        "pass_mark": fields.get("pass_mark"),
        "is_required": bool(fields.get("required", True)),
    }


VALUES: dict[str, Callable[[Fields, UUID, Files], Any]] = {
    "text": _text,
    "key_message": _key_message,
    "picture": _picture,
    "video": _video,
    "embed": _embed,
    "document": _document,
    "case_study": _case_study,
    "accordion": _accordion,
    "table": _table,
    "checklist": _checklist,
    "knowledge_check": _knowledge_check,
    "reflection": _reflection,
    "h5p": _h5p,
}
