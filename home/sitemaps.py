"""The public pages for search engines, each with its translations."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.utils.translation import get_language
from wagtail.models import Page, Site

from courses.models import CoursePage

from .models import CataloguePage, HomePage, InfoPage

Translations = dict[str, Page]


class PageSitemap(Sitemap[Translations]):
    """One entry for each page; its translations are named as alternates. Lessons are for the enrolled and not listed."""

    i18n = True
    alternates = True

    def items(self) -> list[Translations]:
        roots = {root.root_path: root.language_code for root in Site.get_site_root_paths()}
        pages = (
            Page.objects.live().public().type(HomePage, CataloguePage, InfoPage, CoursePage).order_by("path")
        )
        found: dict[object, Translations] = {}
        for page in pages:
            language = roots.get("/{}/".format(page.url_path.split("/")[1]))
            if language:
                found.setdefault(page.translation_key, {})[language] = page
        return list(found.values())

    def get_languages_for_item(self, item: Translations) -> list[str]:
        return list(item)

    def location(self, item: Translations) -> str:
        return item[get_language() or ""].url

    def lastmod(self, item: Translations) -> datetime | None:
        return max((page.last_published_at for page in item.values() if page.last_published_at), default=None)
