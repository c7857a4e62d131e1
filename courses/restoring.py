"""A lesson or a test as it was in an edition, as a page that can be shown and is in no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import blocks

from h5p.models import Content

from .contents import RULES_OF_A_TEST
from .models import BankQuestion, H5PPackage, LessonPage, QuizPage
from .portable import Answers, Asked, convert, convert_text, local_names


def restored_page(content: dict[str, Any], *, key: UUID, locale: Any) -> LessonPage | QuizPage:
    """What `content` of an edition was published as.

    Pictures, files and H5P content are found by what is in them. A block whose file was replaced or deleted since says
    so instead.
    Raises KeyError for content that is neither a lesson nor a test.
    """
    return {"lesson": _lesson, "test": _test}[content["type"]](content, key, locale)


def _lesson(content: dict[str, Any], key: UUID, locale: Any) -> LessonPage:
    body = LessonPage._meta.get_field("body").stream_block
    asked = Asked()
    convert(body, content["body"], asked)
    answers = local_names(asked.found, locale)
    packages = _packages_in(content["body"])
    page = LessonPage(
        title=content["title"],
        summary=content["summary"],
        minutes=content["minutes"],
        is_required=content["is_required"],
        rule=content["rule"],
        translation_key=key,
        locale=locale,
    )
    page.body = body.to_python([_restored_block(body, block, answers, packages) for block in content["body"]])
    for kept, block in zip(content["body"], page.body, strict=True):
        if block.block_type == "h5p":
            block.value["package"] = packages[kept["id"]]
    return page


def _packages_in(body: Iterable[dict[str, Any]]) -> dict[str, H5PPackage]:
    """The packages by the ids of their blocks, as they were: today they may hold something else, so these are in no database."""
    kept = {block["id"]: block["value"]["package"] for block in body if block["type"] == "h5p"}
    digests = {key: package["content"].removeprefix("h5p:") for key, package in kept.items()}
    found = Content.objects.select_related("main_library").filter(digest__in=digests.values())
    contents = {content.digest: content for content in found}
    return {
        key: H5PPackage(title=package["title"], content=contents[digests[key]])
        for key, package in kept.items()
        if digests[key] in contents
    }


def _restored_block(
    body: blocks.StreamBlock, block: dict[str, Any], answers: Answers, packages: Mapping[str, H5PPackage]
) -> dict[str, Any]:
    if block.get("id") in packages:
        return block | {"value": block["value"] | {"package": None}}
    answers.missing.clear()
    found = convert(body, [block], answers, are_keys={block["type"]})
    if found and not any(not name.startswith("page:") for name in answers.missing):
        return found[0] | {"id": block.get("id") or str(uuid4())}
    title = block["value"].get("title") or block["value"].get("caption") or ""
    note = _("The file that stood here was replaced or deleted since.")
    return {"type": "text", "value": format_html("<p><i>{} {}</i></p>", note, title), "id": str(uuid4())}


def _test(content: dict[str, Any], key: UUID, locale: Any) -> QuizPage:
    questions = QuizPage._meta.get_field("questions").stream_block
    body = BankQuestion._meta.get_field("body").stream_block
    drawn = [row for rows in content["bank"].values() for row in rows]
    asked = Asked()
    convert(questions, content["questions"], asked)
    convert_text(content["introduction"], asked)
    for row in drawn:
        convert(body, row["question"], asked)
    answers = local_names(asked.found, locale)
    page = QuizPage(
        title=content["title"],
        introduction=convert_text(content["introduction"], answers),
        minutes=content["minutes"],
        is_required=content["is_required"],
        pass_mark=content["pass_mark"],
        translation_key=key,
        locale=locale,
        **{name: content["rules"][name] for name in RULES_OF_A_TEST},
    )
    page.questions = questions.to_python(
        convert(questions, content["questions"], answers, are_keys=set(questions.child_blocks))
    )
    page.bank_as_published = {
        tag: [
            BankQuestion(
                body=body.to_python(convert(body, row["question"], answers)), translation_key=row["key"]
            ).question
            for row in rows
        ]
        for tag, rows in content["bank"].items()
    }
    return page
