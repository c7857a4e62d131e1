"""What learners see on the pages of a course, as plain values that are the same on any database, and their digests."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder

from .blocks import ACTIVITY_BLOCKS
from .blocks.questions import QUESTION_BLOCKS
from .competence_pages import own_scale
from .portable import Asked, Refer, convert, convert_text, portable_names

FACTS = (
    "audience",
    "prerequisites",
    "eqf_level",
    "awarding_body",
    "country",
    "assessment",
    "participation",
    "quality_assurance",
)
# Came later; left out where a course does not say them, so that what was published before has the digest it had.
LATER_FACTS = ("has_no_level", "supervision", "stackability", "further_information")
RULES_OF_A_TEST = ("attempts", "time_limit", "feedback", "is_shuffled", "has_shuffled_choices")
_FILE = re.compile(r"(?:image|document|media):[0-9a-f]*")
_PACKAGE = re.compile(r"h5p:[0-9a-f]{64}")


class Found(NamedTuple):
    """What the pages of a course hold.

    `contents` maps digests to what was digested. `manifest` says by language and key which of them a page has, and
    digests of its parts, so that two editions can be compared without what they hold. `revisions` are primary keys.
    """

    contents: dict[str, Any]
    manifest: dict[str, Any]
    revisions: dict[str, Any]


def digest(data: Any) -> str:
    """SHA-256 of `data` in its one canonical spelling as JSON."""
    spelling = json.dumps(data, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(spelling.encode()).hexdigest()


def contents_of(pages_by_language: dict[str, list[Any]]) -> Found:
    """The contents of live courses, lessons and tests. The number of queries grows with the languages only."""
    banks = {language: _bank(pages) for language, pages in pages_by_language.items()}
    asked = Asked()
    for language, pages in pages_by_language.items():
        for page in pages:
            _content(page, banks[language], asked)
    answers = portable_names(asked.found)
    found = Found({}, {}, {})
    for language, pages in pages_by_language.items():
        entries: dict[str, Any] = {}
        for page in pages:
            content = _content(page, banks[language], answers)
            if content is not None:
                entry = _entry(content)
                entries[str(page.translation_key)] = entry
                found.contents[entry["content"]] = content
        found.manifest[language] = entries
        found.revisions[language] = {str(page.translation_key): page.live_revision_id for page in pages}
    return found


def _content(page: Any, bank: dict[str, list[Any]], refer: Refer) -> dict[str, Any] | None:
    make = {"CoursePage": _of_course, "LessonPage": _of_lesson, "QuizPage": _of_test}.get(type(page).__name__)
    return make(page, bank, refer) if make else None


def _of_course(page: Any, bank: Any, refer: Refer) -> dict[str, Any]:
    content = {
        "type": "course",
        "title": page.title,
        "summary": page.summary,
        "facts": {name: getattr(page, name) for name in FACTS}
        | {name: said for name in LATER_FACTS if (said := getattr(page, name))},
        "outcomes": _stream(page, "outcomes", refer),
        "picture": refer("image", page.picture_id) if page.picture_id else None,
    }
    if page.competences:
        # Only where there are any, so that the editions of all other courses keep their digests.
        content["competences"] = _stream(page, "competences", refer, {"competence"})
        content["scale"] = own_scale(page)
    return content


def _of_lesson(page: Any, bank: Any, refer: Refer) -> dict[str, Any]:
    return {
        "type": "lesson",
        "title": page.title,
        "summary": page.summary,
        "body": _stream(page, "body", refer, ACTIVITY_BLOCKS),
        "minutes": page.minutes,
        "is_required": page.is_required,
        "rule": str(page.rule),
    }


def _of_test(page: Any, bank: dict[str, list[Any]], refer: Refer) -> dict[str, Any]:
    return {
        "type": "test",
        "title": page.title,
        "introduction": convert_text(page.introduction, refer),
        "questions": _stream(page, "questions", refer, QUESTION_BLOCKS),
        "minutes": page.minutes,
        "is_required": page.is_required,
        "pass_mark": page.pass_mark,
        "rules": {name: getattr(page, name) for name in RULES_OF_A_TEST},
        "bank": {
            tag: [
                {"key": str(row.translation_key), "question": _stream(row, "body", refer)}
                for row in bank.get(tag, ())
            ]
            for tag in sorted(page.draws)
        },
    }


def _stream(page: Any, field: str, refer: Refer, are_keys: Iterable[str] = ()) -> Any:
    block = page._meta.get_field(field).stream_block
    return convert(block, getattr(page, field).raw_data, refer, are_keys=set(are_keys))


def _bank(pages: list[Any]) -> dict[str, list[Any]]:
    """The questions of the bank that the tests among `pages` may draw, by tag, in an order that holds anywhere."""
    from .models import BankQuestion, QuizPage

    tests = [page for page in pages if isinstance(page, QuizPage)]
    tags = {tag for test in tests for tag in test.draws}
    found: dict[str, list[Any]] = {tag: [] for tag in tags}
    if tags:
        rows = BankQuestion.objects.live().tagged(tags).filter(locale=tests[0].locale_id)
        for row in sorted(rows, key=lambda row: str(row.translation_key)):
            for tag in row.tags.all():
                if tag.name in found:
                    found[tag.name].append(row)
    return found


def _entry(content: dict[str, Any]) -> dict[str, Any]:
    """What the manifest says of one page: the digest of everything, and of each part on its own."""
    parts: dict[str, Any] = {
        "course": lambda: {"facts": {name: content[name] for name in ("facts", "outcomes")}},
        "lesson": lambda: {"text": content["body"]},
        "test": lambda: {name: content[name] for name in ("introduction", "questions", "bank")},
    }[content["type"]]()
    if "competences" in content:
        parts["competences"] = [content["competences"], content["scale"]]
    entry: dict[str, Any] = {"content": digest(content)}
    for name, part in parts.items():
        # Without its files, so that a changed text and a replaced picture can be told apart.
        spelling = json.dumps(part, sort_keys=True, cls=DjangoJSONEncoder)
        entry[name] = digest(_PACKAGE.sub("", _FILE.sub("", spelling)))
    spelling = json.dumps(content, cls=DjangoJSONEncoder)
    entry["files"] = sorted(_FILE.findall(spelling))
    # Left out where there is none, as before there were any: an entry is compared with those of earlier editions.
    if packages := sorted(_PACKAGE.findall(spelling)):
        entry["packages"] = packages
    if "rules" in content:
        entry["rules"] = content["rules"]
    return entry
