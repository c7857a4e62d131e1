"""Which address leads where. What people read has the language in its address; machines and old links have none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import media
from home.sitemaps import PageSitemap
from home.views import favicon, offline_page, robots, service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("certificates.short_urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}, name="sitemap"),
    path("favicon.ico", favicon),
    path("service-worker.js", service_worker, name="service_worker"),
    path("media/<path:path>", media.serve),
    *i18n_patterns(
        path("learn/", include("learning.urls")),
        path("certificates/", include("certificates.urls")),
        path("accounts/", include("allauth.urls")),
        path("accounts/", include("accounts.urls")),
        path("offline/", offline_page, name="offline"),
        path("", include("home.urls")),
    ),
]
