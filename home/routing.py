"""From an address to a page, in one query however deep the page is; Wagtail's own routing takes two for each level.

Pages that route what is below them themselves (`RoutablePageMixin`) are not supported.
"""

from itertools import accumulate

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.url_routing import RouteResult


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
    rows = Page.objects.live().filter(slug__in=slugs, url_path__in=url_paths).select_related("locale")
    pages = {page.url_path: page for page in rows}
    if len(pages) < len(url_paths):
        return None
    found = pages[url_paths[-1]]
    page = found.specific
    # What is known already need not be asked again: the way here, the parent (as in Wagtail's routing), the language.
    page.way_here = [pages[url_path] for url_path in url_paths]
    if slugs[1:]:
        page._cached_parent_obj = pages[url_paths[-2]]
    page.locale = found.locale
    return RouteResult(page)
