"""Where one can go from any page: main navigation, footer, and the same page in other languages.

Everything here is read from Django's cache. Whatever changes pages calls `forget`, so that all of it is read anew.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from courses.models import PublishablePage
from courses.translations import address

from .dressing import Dressing, dressing
from .models import CataloguePage, InfoPage
from .routing import site_root

SECONDS = 60
GENERATION = "home:generation"

T = TypeVar("T")


class Link(NamedTuple):
    title: str
    url: str


class Navigation(NamedTuple):
    name: str
    main: list[Link]
    footer: list[Link]
    dressing: Dressing
    contact: str = ""
    """The address of the first page on which one can write to the operator; empty where there is none."""


class Language(NamedTuple):
    """A language of the site, named in itself, with the address that shows the current page in it."""

    code: str
    name: str
    url: str
    is_current: bool


def forget() -> None:
    cache.delete(GENERATION)


def navigation(request: HttpRequest) -> Navigation:
    """Name and look of the site, its catalogues (main) and its pages of information (footer) in the active language."""
    root = site_root(request)
    if root is None:
        return Navigation(settings.WAGTAIL_SITE_NAME, [], [], Dressing())
    return cached(f"navigation:{root.root_path}", lambda: _navigation(root))


def languages(request: HttpRequest) -> list[Language]:
    """The current page in every language that has a home page.

    Where it is not translated, that is where one gets, unless it is part of a course: that can be read all the same.
    """
    offered = {root.language_code for root in Site.get_site_root_paths()}
    route = getattr(request, "_wagtail_route_for_request", None)
    page = route[0] if route else None
    urls = cached(f"translations:{page.translation_key}", lambda: _translations(page)) if page else {}
    return [
        Language(code, name, urls.get(code) or _elsewhere(request, page, code), code == get_language())
        for code, name in settings.LANGUAGES
        if code in offered
    ]


def _navigation(root: SiteRootPath) -> Navigation:
    site = Site.objects.get(pk=root.site_id)
    pages = (
        Page.objects.live()
        .filter(url_path__startswith=root.root_path)
        .type(CataloguePage, InfoPage)
        .annotate(has_form=F("infopage__has_contact_form"))
        .order_by("path")
    )
    links: dict[type, list[Link]] = {CataloguePage: [], InfoPage: []}
    for page in pages:
        links[page.specific_class].append(Link(page.title, page.url))
    with_form = (page.url for page in pages if page.has_form)
    contact = next(with_form, "") if settings.CONTACT_EMAIL else ""
    name = site.site_name or settings.WAGTAIL_SITE_NAME
    return Navigation(name, links[CataloguePage], links[InfoPage], dressing(site), contact)


def _translations(page: Page) -> dict[str, str]:
    """The address of `page` in each language in which it, and everything above it, is live."""
    found = list(page.get_translations(inclusive=True).live().select_related("locale"))
    above = {row.path[:end] for row in found for end in range(Page.steplen, len(row.path), Page.steplen)}
    withdrawn = tuple(Page.objects.filter(path__in=above, live=False).values_list("path", flat=True))
    return {row.locale.language_code: row.url for row in found if not row.path.startswith(withdrawn)}


def _elsewhere(request: HttpRequest, page: Page | None, language: str) -> str:
    """The address in `language` of a page of a course, or of what is no page of the tree, such as "my learning"."""
    if isinstance(page, PublishablePage):
        return address(page.translation_key, language)
    match = request.resolver_match
    if match and match.url_name != "wagtail_serve":
        return translate_url(request.get_full_path(), language)
    with override(language):
        return reverse("wagtail_serve", args=[""])


def cached(key: str, read: Callable[[], T]) -> T:
    """What `read` gives, for a minute at most or until pages change."""
    generation = cache.get_or_set(GENERATION, lambda: uuid4().hex, None)
    return cast(T, cache.get_or_set(f"home:{generation}:{key}", read, SECONDS))
