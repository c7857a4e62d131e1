"""The rules, applied to pages: as they are in a form, and as they were saved last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from . import reading
from .checking import check
from .findings import Finding, Severity
from .parts import Film, Line, Part, Passage, Place

Content = Mapping[str, Any]
"""The fields of a page by their names: as the page has them, or as a revision keeps them."""


def findings_on(page: Page) -> list[Finding]:
    """What is found on `page` as it is in memory. One query at most, for the names of captions."""
    parts = parts_of(type(page), content_of(page))
    return check(parts, language_of(page), file_names(parts))


def gates_on(page: Page) -> list[Finding]:
    """What publishing `page` has to wait for."""
    return [finding for finding in findings_on(page) if finding.severity is Severity.GATE]


def content_of(page: Page) -> Content:
    return {field.name: field.value_from_object(page) for field in page._meta.concrete_fields}


def language_of(page: Page) -> str:
    """Without the country: "de" for "de-AT". Empty for a page that has no place yet."""
    return page.locale.language_code.split("-")[0] if page.locale_id else ""


def parts_of(model: type[models.Model], content: Content) -> list[Part]:
    """In the order in which `model` declares its fields, without those that every page has."""
    shared = {field.name for field in Page._meta.get_fields()}
    fields = [field for field in model._meta.concrete_fields if field.name not in shared]
    return [part for field in fields for part in _parts(field, content.get(field.name))]


def _parts(field: models.Field[Any, Any], value: Any) -> Iterator[Part]:
    place = Place((field.name,))
    if not value:
        return
    if isinstance(field, StreamField):
        yield from reading.blocks(field.name, _raw(value))
    elif isinstance(field, RichTextField):
        yield Passage(place, value)
    elif isinstance(field, models.TextField | models.CharField) and not field.choices:
        yield Line(place, value)


def _raw(value: Any) -> list[dict[str, Any]]:
    return json.loads(value) if isinstance(value, str) else value.get_prep_value()


def file_names(parts: Iterable[Part]) -> dict[str, str]:
    """The names of the files that hold captions, by their keys."""
    keys = [part.captions for part in parts if isinstance(part, Film) and part.captions]
    found = get_document_model().objects.filter(pk__in=keys).values_list("pk", "file") if keys else ()
    return {str(key): name for key, name in found}
