"""One thing, several languages: finding what a visitor can read best."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.translation import override
from wagtail.blocks import StreamValue
from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def order_for(language: str) -> list[str]:
    """The languages of the site in the order in which a reader of `language` is offered them.

    That is their order in the settings: an operator knows which language people fall back to.
    """
    return [language, *(code for code, _name in settings.LANGUAGES if code != language)]


def best_language(language: str, available: Collection[str]) -> str:
    """Which of `available` a reader of `language` gets; empty when there is none."""
    return next((code for code in [*order_for(language), *sorted(available)] if code in available), "")


def address(key: object, language: str) -> str:
    """Where the page of `key` is shown to readers of `language`, whether or not it is translated."""
    with override(language):
        return reverse("page_by_key", args=[key])


def url_for(page: Page, language: str) -> str:
    """The address at which readers of `language` get `page`, without leaving their language."""
    return page.url if page.locale.language_code == language else address(page.translation_key, language)


def live_page(model: type[AnyPage], key: UUID, language: str) -> AnyPage | None:
    """The live page of `key` in `language`, else in the next best one. One query."""
    return live_pages(model, [key], language).get(key)


def live_pages(
    model: type[AnyPage],
    keys: Collection[UUID],
    language: str,
    *,
    fields: Collection[str] = (),
    without: int | None = None,
) -> dict[UUID, AnyPage]:
    """The same for several keys, in one query; of each page only `fields`, where they are given.

    A lesson of which only the title is translated stands back behind one that has its text. `without` is the page to
    which another one is sought.
    """
    places = [
        When(locale__language_code=code, then=Value(place)) for place, code in enumerate(order_for(language))
    ]
    pages = model.objects.live().filter(translation_key__in=keys).exclude(pk=without).select_related("locale")
    if fields:
        pages = pages.only("translation_key", "locale__language_code", *fields)
    found: dict[UUID, AnyPage] = {}
    for page in pages.order_by(Case(*places, default=Value(len(places))), "pk"):
        known = found.setdefault(page.translation_key, page)
        if has_text(page) and not has_text(known):
            found[page.translation_key] = page
    return found


def has_text(page: Page) -> bool:
    """Whether `page` says itself what it has to say: only a lesson may leave that to another language."""
    body = getattr(page, "body", None)
    return not isinstance(body, StreamValue) or len(body) > 0
