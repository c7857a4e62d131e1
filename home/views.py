from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from wagtail.views import serve as serve_routed

from . import offline, routing


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page, with its hooks and view restrictions, for the page that our own routing finds."""
    request._wagtail_route_for_request = routing.find(request, path)  # type: ignore[attr-defined]
    return serve_routed(request, path)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers read the public pages; what learners do is no business of theirs."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    admin = reverse("wagtailadmin_home")
    return HttpResponse(f"User-agent: *\nDisallow: {admin}\nSitemap: {sitemap}\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For what asks for the old address without reading the page first."""
    return redirect(static("img/favicon.svg"))


def _worker_etag(request: HttpRequest) -> str:
    return f'"{sha256(offline.worker(request).encode()).hexdigest()[:16]}"'


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=_worker_etag)
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, since a worker answers for addresses below its own. Browsers ask for it on every page: mostly 304."""
    return HttpResponse(offline.worker(request), content_type="text/javascript")


@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """Fetched ahead by the service worker."""
    return HttpResponse(offline.page(request))
