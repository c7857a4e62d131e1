"""From an address to a page, in one query however deep the page is; Wagtail's own routing takes two for each level.

Pages that route what is below them themselves (`RoutablePageMixin`) are not supported.
"""

from itertools import accumulate
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import SiteRootPath
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from courses.models import PublishablePage
from courses.translations import best_language


def site_root(request: HttpRequest) -> SiteRootPath | None:
    """Where the tree of the active language begins, from Wagtail's cache; None when there is no such tree."""
    roots = [root for root in Site.get_site_root_paths() if root.language_code == get_language()]
    if len(roots) > 1:
        site = Site.find_for_request(request)
        roots = [root for root in roots if site and root.site_id == site.pk]
    return roots[0] if roots else None


def find(request: HttpRequest, path: str) -> RouteResult | None:
    """The live page at `path` below the home page of the active language.

    None when there is no such page, and also when a page above it is not live: what a trainer has withdrawn does not stay
    reachable through its parts.
    """
    root = site_root(request)
    if root is None:
        return None
    slugs = [part for part in path.split("/") if part]
    url_paths = list(accumulate((f"{slug}/" for slug in slugs), initial=root.root_path))
    slugs.append(root.root_path.rstrip("/").rpartition("/")[2])
    # Slugs have an index and paths have none: together they name the page and everything above it.
    pages = {page.url_path: page for page in _live().filter(slug__in=slugs, url_path__in=url_paths)}
    if len(pages) < len(url_paths):
        return None
    return _result([pages[url_path] for url_path in url_paths])


def find_by_key(key: UUID, language: str) -> RouteResult | None:
    """What readers of `language` get of a course for `key`: the page in the best language in which all of its way is live."""
    pages = Page.objects.live().type(PublishablePage).filter(translation_key=key).select_related("locale")
    paths = {page.locale.language_code: _paths_to(page) for page in pages}
    every = {path for way in paths.values() for path in way}
    live = {page.path: page for page in _live().filter(path__in=every)}
    whole = [code for code, way in paths.items() if live.keys() >= set(way)]
    found = best_language(language, whole)
    return _result([live[path] for path in paths[found]]) if found else None


def _live() -> PageQuerySet:
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    return Page.objects.live().select_related("locale").annotate(is_restricted=Exists(restrictions))


def _paths_to(page: Page) -> list[str]:
    """The places in the tree from the home page down to `page`."""
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path) + 1, Page.steplen)]


def _result(way: list[Page]) -> RouteResult:
    """The last page of `way`, with what is known already and need not be asked again."""
    page = way[-1].specific
    # As Wagtail's routing does
    if way[1:]:
        page._cached_parent_obj = way[-2]
    page.locale = way[-1].locale
    # An alias has the restrictions of its source, which Wagtail finds.
    if not any(each.is_restricted or each.alias_of_id for each in way):
        page.get_view_restrictions = PageViewRestriction.objects.none
    return RouteResult(page)
