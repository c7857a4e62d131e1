"""Which address leads where. What people read has the language in its address; machines and old links have none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import media
from home.design import design
from home.glossary import glossary
from home.searching import search
from home.sitemaps import PageSitemap
from home.views import favicon, offline_page, robots, service_worker, style_sheet

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("certificates.short_urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("favicon.ico", favicon),
    path("look-<str:version>.css", style_sheet, name="look"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("media/<path:path>", media.serve),
    *i18n_patterns(
        path("learn/", include("learning.urls")),
        path("certificates/", include("certificates.urls")),
        path("accounts/", include("allauth.urls")),
        path("accounts/", include("accounts.urls")),
        path("offline/", offline_page, name="offline"),
        path("search/", search, name="search"),
        path("glossary/", glossary, name="glossary"),
        path("", include("home.urls")),
    ),
]

if settings.DEBUG:
    # Before the pages, whose addresses look the same.
    urlpatterns.insert(0, path("design/", design, name="design"))
