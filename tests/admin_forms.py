"""Fills in and sends the forms of the Wagtail admin, as a trainer's browser does."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html

FORM = "page-edit-form"


def add_address(model: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(client: Client, address: str, fields: dict[str, Any], *, publish: bool) -> HttpResponseBase:
    """Open the form at `address`, change `fields` (nested, as Wagtail's form helpers make them), and save or publish.

    Streams are drawn by script, so they are not in the form that the server sends: give each one.
    """
    opened = client.get(address)
    assert opened.status_code == 200, opened.status_code
    data = querydict_from_html(opened.content.decode(), form_id=FORM).dict()
    data |= nested_form_data(fields)
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(address, data)


def errors_of(response: HttpResponseBase) -> dict[str, str]:
    """What a refused form says, by field; "__all__" for what concerns the whole page."""
    assert response.status_code == 200, response.status_code
    form = response.context["form"]  # type: ignore[attr-defined]
    return {name: _text(errors) for name, errors in form.errors.items()}


def _text(errors: Any) -> str:
    return BeautifulSoup(" ".join(str(error) for error in errors.as_data()), "html.parser").get_text(" ")
