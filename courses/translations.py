"""One thing, several languages: finding the page that a visitor can read best."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Value, When
from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def live_page(model: type[AnyPage], key: UUID, language: str) -> AnyPage | None:
    """The live page of `key` in `language`, else the one of the language in which it was written first. One query."""
    return live_pages(model, [key], language).get(key)


def live_pages(
    model: type[AnyPage], keys: Collection[UUID], language: str, *, fields: Collection[str] = ()
) -> dict[UUID, AnyPage]:
    """The same for several keys, in one query; of each page only `fields`, where they are given."""
    in_language = Case(When(locale__language_code=language, then=Value(0)), default=Value(1))
    pages = model.objects.live().filter(translation_key__in=keys).select_related("locale")
    if fields:
        pages = pages.only("translation_key", "locale__language_code", *fields)
    found: dict[UUID, AnyPage] = {}
    for page in pages.order_by(in_language, "pk"):
        found.setdefault(page.translation_key, page)
    return found
