"""What is certain to shut somebody out is not published, whichever way; advice stops nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.actions import publish
from courses.models import LessonPage, ModulePage
from courses.publishing import obstacles
from home.models import InfoPage
from tests import factories
from tests.courses.test_equivalents import picture
from tests.drafts import draft, draft_lesson, draft_quiz, refusal
from tests.factories import block, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(db: None) -> ModulePage:
    return factories.module(factories.empty_course(certificate_kind="participation"), lessons=1)


def accordion(html: str) -> dict[str, Any]:
    item = {"type": "item", "value": {"title": "More", "text": html}, "id": "i"}
    return block("accordion", items=[item])


REFUSED = {
    "skipped heading": (lambda: text("<h3>Deep</h3>"), "Make it heading 2"),
    "empty heading": (lambda: text("<h2></h2><p>x</p>"), "heading without words"),
    "empty link": (lambda: accordion('<p><a href="/a"></a>x</p>'), "link without words"),
    "name of a file": (lambda: picture(alt_text="IMG_1.jpg"), "the name of a file"),
    "placeholder": (lambda: picture(alt_text="Picture"), "says nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_publishing_refuses_what_is_certain(module: ModulePage, name: str) -> None:
    make, said = REFUSED[name]
    found = refusal(draft_lesson(module, body=[text(), make()]))
    assert set(found) == {"body"}
    assert said in " ".join(found["body"])


def test_the_action_refuses_as_the_admin_does(module: ModulePage) -> None:
    page = draft_lesson(module, body=[text("<h3>Deep</h3>")])
    with pytest.raises(ValidationError):
        publish(page=page)
    assert not LessonPage.objects.get(pk=page.pk).live


def test_each_refusal_stands_in_the_field_that_has_to_change(module: ModulePage) -> None:
    page = draft_lesson(module, body=[text(), accordion('<p><a href="/a"></a>x</p>'), text("<h3>Deep</h3>")])
    ((field, error),) = obstacles(page)
    assert field == "body"
    inside = error.as_json_data()["blockErrors"]
    assert set(inside) == {1, 2}
    (link,) = inside[1]["blockErrors"]["items"]["blockErrors"][0]["blockErrors"]["text"]["messages"]
    assert "link without words" in link
    assert "Make it heading 2" in inside[2]["messages"][0]


def test_several_refusals_of_one_block_are_all_said(module: ModulePage) -> None:
    page = draft_lesson(module, body=[text("<h3>Deep</h3><h2></h2>")])
    ((_field, error),) = obstacles(page)
    assert len(error.as_json_data()["blockErrors"][0]["messages"]) == 2


def test_texts_outside_of_blocks_have_the_same_rules(module: ModulePage) -> None:
    quiz = draft_quiz(module, introduction='<p><a href="/a"></a></p>')
    assert "link without words" in " ".join(refusal(quiz)["introduction"])
    info = draft(
        InfoPage(title="Imprint", slug="new-imprint", body="<h3>Deep</h3>"),
        factories.catalogue().get_parent(),
    )
    assert "Make it heading 2" in " ".join(refusal(info)["body"])


def test_advice_stops_nobody(module: ModulePage) -> None:
    body = [
        text('<h2>A</h2><p>CALL THE POLICE AT ONCE: <a href="/a">here</a>.</p>'),
        picture(alt_text="Picture of a square"),
    ]
    page = draft_lesson(module, body=body)
    publish(page=page)
    assert LessonPage.objects.get(pk=page.pk).live


def test_a_draft_may_be_anything(module: ModulePage) -> None:
    page = draft_lesson(module, body=[text("<h3>Deep</h3>")])
    page.save_revision()
    assert not LessonPage.objects.get(pk=page.pk).live
