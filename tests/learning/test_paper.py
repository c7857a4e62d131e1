"""A module on paper: what stands on it, who gets it, what it costs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, PageViewRestriction

from accounts.models import User
from courses.actions import publish, record_edition
from courses.blocks import LessonBody
from courses.models import CoursePage, GlossaryTerm, LessonPage, ModulePage
from learning import actions, module_sheet
from learning.middleware import KEEP_HEADER
from learning.models import Receipt, Statement
from learning.paper import absolute
from learning.views import printing
from tests import factories

from .test_queries import at_most, rich_body

pytestmark = pytest.mark.django_db

PAPER = Path(__file__).parents[2] / "templates/learning/paper"


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    """Two lessons; the first with something of everything."""
    first = factories.lessons_of(course)[0]
    first.body = everything()
    publish(page=first)
    return ModulePage.objects.get(pk=first.get_parent().pk)


@pytest.fixture
def enrolled(course: CoursePage, learner: User, learner_client: Client) -> Client:
    enrol(learner, course)
    return learner_client


def enrol(learner: User, course: CoursePage) -> None:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def everything() -> list[dict[str, Any]]:
    matching = {
        "type": "matching",
        "id": "6f9f0c7e-5a6e-4a43-9b5c-8a27a4b6d001",
        "value": {
            "prompt": "<p>What is for what?</p>",
            "points": 1,
            "explanation": "secret-explanation",
            "pairs": [factories._item({"left": f"left {n}", "right": f"right {n}"}) for n in range(3)],
        },
    }
    ordering = {
        "type": "ordering",
        "id": "6f9f0c7e-5a6e-4a43-9b5c-8a27a4b6d002",
        "value": {
            "prompt": "<p>In which order?</p>",
            "points": 1,
            "explanation": "secret-explanation",
            "items": [factories._item(f"thing {n}") for n in range(4)],
        },
    }
    return [
        factories.text(
            '<h2>A heading</h2><p>See <a linktype="page" id="2">this</a>, <a href="https://example.org/x">that</a> and '
            "natural surveillance.</p>"
        ),
        *rich_body(),
        factories.knowledge_check(),
        *(
            factories.block("knowledge_check", question=[asked], is_required=True)
            for asked in (matching, ordering)
        ),
        factories.block("knowledge_check", question=[factories.number()], is_required=True),
        factories.checklist(),
        factories.reflection(),
        factories.h5p(factories.h5p_package()),
        factories.block("embed", url="https://video.example.org/1", title="A talk", provider="Example"),
    ]


def address(module: ModulePage, name: str = "print", language: str = "en") -> str:
    course = module.get_parent()
    with override(language):
        return reverse(f"learning:{name}", args=[course.translation_key, module.translation_key])


def paper(client: Client, module: ModulePage) -> str:
    page = client.get(address(module)).content.decode()
    return page[page.index("<article") : page.index("</article>")]


def test_everything_is_there_in_order_and_nothing_that_tells_what_is_right(
    enrolled: Client, module: ModulePage
) -> None:
    page = paper(enrolled, module)
    for words in ("Module 1 of 2", "Edition 2 of", "English", "Contents", "Words.", "Words explained"):
        assert words in page
    for words in ("Look at corner 1", "Think of a place.", "left 0", "thing 0", "A number, in m."):
        assert words in page
    assert page.index("Lesson 1") < page.index("Lesson 2")
    assert "What it means." in page
    assert "secret" not in page
    assert not re.search(r"<(input|textarea|select|video|audio|iframe)\b", page)


def test_choices_stand_in_an_order_of_no_learner(enrolled: Client, module: ModulePage) -> None:
    page = paper(enrolled, module)
    assert re.findall(r"thing \d", page) != [f"thing {n}" for n in range(4)]
    assert re.findall(r"</b> (right \d)", page) != [f"right {n}" for n in range(3)]
    assert page == paper(enrolled, module)


def test_links_say_where_they_lead(enrolled: Client, module: ModulePage) -> None:
    page = paper(enrolled, module)
    assert 'href="https://example.org/x"' in page
    assert "linktype" not in page
    assert not re.search(r'href="/', page)
    assert f"http://localhost:8000{factories.lessons_of(module.get_parent())[0].url}#block-" in page
    assert (
        absolute('<a class="x" href="/en/">', "https://a.example")
        == '<a class="x" href="https://a.example/en/">'
    )


def test_headings_stand_below_that_of_their_lesson(enrolled: Client, module: ModulePage) -> None:
    page = paper(enrolled, module)
    assert "<h3>A heading</h3>" in page
    assert page.count("<h1") == 1


def test_every_block_of_a_lesson_can_be_printed() -> None:
    assert {f"{name}.html" for name in LessonBody().child_blocks} <= {path.name for path in PAPER.iterdir()}


def test_the_pdf_is_accessible_and_is_printed_once(
    enrolled: Client, module: ModulePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = enrolled.get(address(module, "print_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert "module-1-2.pdf" in response["Content-Disposition"]
    (tmp_path / "module.pdf").write_bytes(response.content)
    report = validator.validate_pdf(str(tmp_path / "module.pdf"), profile="ua1")
    assert "0 failed" in str(report), report
    with pikepdf.open(tmp_path / "module.pdf") as document:
        assert str(document.docinfo["/Title"]) == "Module 1"
        assert str(document.Root.Lang) == "en"
        assert len(document.pages) > 2
    monkeypatch.setattr(module_sheet, "print_sheets", None)
    assert enrolled.get(address(module, "print_pdf")).content == response.content


def test_another_text_is_another_pdf(
    enrolled: Client, module: ModulePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_sheet, "print_sheets", lambda html, **_: html.encode())
    first = enrolled.get(address(module, "print_pdf")).content
    assert enrolled.get(address(module, "print_pdf", "de")).content != first
    GlossaryTerm.objects.update(definition="Something else.")
    caches["default"].clear()
    assert enrolled.get(address(module, "print_pdf")).content != first
    lesson = factories.lessons_of(module.get_parent())[1]
    lesson.body = [factories.text("<p>New words.</p>")]
    publish(page=lesson)
    assert enrolled.get(address(module, "print_pdf")).content != first


def test_pdfs_are_limited(enrolled: Client, module: ModulePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_sheet, "print_sheets", lambda html, **_: b"%PDF")
    monkeypatch.setattr(printing, "LIMIT", {"print": "2/m/user"})
    found = [enrolled.get(address(module, "print_pdf")) for _ in range(3)]
    assert [response.status_code for response in found] == [200, 200, 429]
    assert found[-1]["Retry-After"] == "60"


def test_a_module_that_is_not_open_yet_is_not_printed(learner: User, learner_client: Client) -> None:
    course = factories.course(module_order="in_order", slug="in-order")
    enrol(learner, course)
    later = ModulePage.objects.child_of(course).last()
    for name in ("print", "print_pdf"):
        response = learner_client.get(address(later, name))
        assert response.status_code == 403
        assert "This module is not open yet." in response.content.decode()


def test_a_lesson_that_is_not_open_any_more_is_left_out(learner: User, learner_client: Client) -> None:
    course = factories.course(module_order="in_order", slug="in-order", with_test=False)
    enrol(learner, course)
    first, second = ModulePage.objects.child_of(course)
    for lesson in factories.lessons_of(course):
        actions.mark_as_done(
            learner=learner, course_key=course.translation_key, lesson_key=lesson.translation_key
        )
    factories.lesson(first, 8)
    factories.lesson(second, 9, is_required=False)
    record_edition(course_key=course.translation_key)
    page = learner_client.get(address(second)).content.decode()
    assert "Lesson 2" in page
    assert "Lesson 9" not in page


def test_what_wagtail_protects_stays_protected(enrolled: Client, module: ModulePage) -> None:
    lesson = factories.lessons_of(module.get_parent())[0]
    PageViewRestriction.objects.create(page=lesson, restriction_type="password", password="x")
    for name in ("print", "print_pdf"):
        assert enrolled.get(address(module, name)).url == module.url


def test_printing_leaves_no_evidence_and_no_copy(enrolled: Client, module: ModulePage) -> None:
    before = Statement.objects.count()
    response = enrolled.get(address(module))
    assert KEEP_HEADER not in response.headers
    assert "no-store" in response["Cache-Control"]
    assert (Statement.objects.count(), Receipt.objects.count()) == (before, 0)


def test_trainers_print_what_they_write(client: Client, trainer: User, module: ModulePage) -> None:
    client.force_login(trainer)
    assert "Look at corner 1" in paper(client, module)


def test_the_module_page_offers_it_to_those_who_may(
    client: Client, enrolled: Client, module: ModulePage
) -> None:
    assert address(module) in enrolled.get(module.url).content.decode()
    assert address(module) not in client.get(module.url).content.decode()


def test_a_lesson_without_a_translation_is_printed_in_its_own_language(
    enrolled: Client, module: ModulePage
) -> None:
    GlossaryTerm.objects.create(
        term="Platz", definition="Auf Deutsch.", locale=Locale.objects.get(language_code="de")
    )
    page = enrolled.get(address(module, language="de")).content.decode()
    assert '<div class="paper__blocks" lang="en">' in page
    assert "What it means." in page
    assert "Auf Deutsch." not in page


@pytest.mark.parametrize("lessons", [3, 30])
def test_queries_do_not_depend_on_the_number_of_lessons(
    learner: User, learner_client: Client, lessons: int
) -> None:
    course = factories.course(modules=1, lessons=lessons, slug="long")
    body = rich_body()
    for lesson in LessonPage.objects.descendant_of(course):
        lesson.body = [*body, factories.text("<p>Text</p>")]
        lesson.save()
    record_edition(course_key=course.translation_key)
    enrol(learner, course)
    where = address(ModulePage.objects.child_of(course).get())
    learner_client.get(where)
    with at_most(18):
        assert learner_client.get(where).status_code == 200


def test_pictures_come_with_the_pdf(
    enrolled: Client, module: ModulePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, Any] = {}

    def printed(html: str, pictures: Mapping[str, Any], **_: Any) -> bytes:
        found.update(pictures)
        assert set(re.findall(r'src="picture:([^"]+)"', html)) == set(found)
        return b"%PDF"

    monkeypatch.setattr(module_sheet, "print_sheets", printed)
    enrolled.get(address(module, "print_pdf"))
    assert {each.media_type for each in found.values()} == {"image/png", "image/svg+xml"}
