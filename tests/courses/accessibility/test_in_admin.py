"""Authors meet advice where they write: after saving, beside the form, and in the library of pictures."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from accounts.models import User
from courses.models import LessonPage, ModulePage
from tests import factories, files
from tests.admin_forms import add_address, edit_address, errors_of, send

pytestmark = pytest.mark.django_db
VAGUE = '<p><a href="https://a.example/">here</a></p>'
DEEP = "<h3>Deep</h3>"


@pytest.fixture
def client(trainer: User) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


@pytest.fixture
def module(db: None) -> ModulePage:
    return factories.module(factories.empty_course(certificate_kind="participation"), lessons=1)


def save(client: Client, lesson: LessonPage, html: str, *, publish: bool = False) -> list[str]:
    """What the trainer is told on the next page."""
    body = streamfield([("text", rich_text(html))])
    fields = {"body": body, "is_required": "on"}
    response = send(client, edit_address(lesson), fields, publish=publish)
    assert response.status_code == 302, errors_of(response)
    return [str(message) for message in get_messages(response.wsgi_request)]


def panel(client: Client, lesson: LessonPage) -> str:
    page = BeautifulSoup(client.get(edit_address(lesson)).content, "html.parser")
    return page.select_one("[data-side-panel=checks] [data-accessibility-findings]").get_text(" ", strip=True)


def test_saving_a_draft_says_how_much_there_is_to_read(client: Client, module: ModulePage) -> None:
    lesson = module.get_children().first().specific
    assert not [said for said in save(client, lesson, "<p>Words.</p>") if "Accessibility" in said]
    assert "1 piece of advice" in save(client, lesson, VAGUE)[-1]
    assert "1 thing has to be put right" in save(client, lesson, DEEP + VAGUE)[-1]
    assert "1 piece of advice" in save(client, lesson, VAGUE, publish=True)[-1]


def test_a_new_page_says_it_too(client: Client, module: ModulePage) -> None:
    fields = {"title": "New", "slug": "new", "body": streamfield([("text", rich_text(VAGUE))])}
    response = send(client, add_address(LessonPage, module), fields, publish=False)
    assert "1 piece of advice" in [str(message) for message in get_messages(response.wsgi_request)][-1]


def test_what_is_saved_by_itself_says_nothing_and_brings_the_panel(
    client: Client, module: ModulePage
) -> None:
    lesson = module.get_children().first().specific
    opened = client.get(edit_address(lesson))
    data = querydict_from_html(opened.content.decode(), form_id="page-edit-form").dict()
    data |= nested_form_data({"body": streamfield([("text", rich_text(VAGUE))])})
    response = client.post(edit_address(lesson), data, headers={"accept": "application/json"})
    assert not list(get_messages(response.wsgi_request))
    assert "The link “here”" in json.loads(response.content)["html"]


def test_the_panel_lists_what_was_found_and_where(client: Client, module: ModulePage) -> None:
    lesson = module.get_children().first().specific
    assert "Nothing to improve was found" in panel(client, lesson)
    save(client, lesson, DEEP + VAGUE)
    said = panel(client, lesson)
    assert "Before publishing The heading “Deep” leaves out a level" in said
    assert "Advice The link “here” does not say where it leads" in said
    assert "Show the block" in said


def test_the_checker_in_the_preview_knows_our_rules(client: Client, module: ModulePage) -> None:
    lesson = module.get_children().first().specific
    page = BeautifulSoup(client.get(edit_address(lesson)).content, "html.parser")
    configuration: dict[str, Any] = json.loads(page.find(id="checker-axe-configuration").string)
    assert {"picture-of", "placeholder-as-alt", "long-alt"} <= set(configuration["options"]["runOnly"])
    checks = {check["id"] for check in configuration["spec"]["checks"]}
    for rule in configuration["spec"]["rules"]:
        assert {*rule.get("any", []), *rule.get("none", [])} <= checks
        assert configuration["messages"][rule["id"]]["help_text"]


@pytest.mark.parametrize(
    ("description", "is_refused"),
    [("IMG_2041.jpg", True), ("Picture", True), ("A square", False), ("", False)],
)
def test_a_picture_is_not_described_by_the_name_of_its_file(
    description: str, is_refused: bool, db: None
) -> None:
    picture = files.picture()
    Form = get_image_form(get_image_model())
    data = {"title": "A square", "description": description, "collection": picture.collection_id}
    assert ("description" in Form(data, instance=picture).errors) == is_refused


def test_the_library_says_what_a_description_is_for(client: Client, trainer: User) -> None:
    page = client.get(reverse("wagtailimages:edit", args=[files.picture().pk])).content.decode()
    assert "It is proposed as alternative text" in page
