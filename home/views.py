from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from wagtail.views import serve as serve_routed

from . import navigation, offline, routing

YEAR = 365 * 24 * 60 * 60


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page, with its hooks and view restrictions, for the page that our own routing finds."""
    request._wagtail_route_for_request = routing.find(request, path)  # type: ignore[attr-defined]
    return serve_routed(request, path)


def page_by_key(request: HttpRequest, key: UUID) -> HttpResponse:
    """A page of a course for readers whose language it has not been translated into; once it is, the way to it."""
    language = get_language() or ""
    found = routing.find_by_key(key, language)
    if found is None:
        raise Http404
    page = found.page
    if page.locale.language_code == language:
        return redirect(page.url)
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]
    response: HttpResponse = serve_routed(request, "")
    response["Link"] = f'<{page.full_url}>; rel="canonical"'
    return response


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


@require_safe
def style_sheet(request: HttpRequest, version: str) -> HttpResponse:
    """The colours of the site. Whoever still asks for earlier ones gets those of today, and may not keep them."""
    look = navigation.navigation(request).dressing
    response = HttpResponse(look.css, content_type="text/css")
    if version == look.version:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        add_never_cache_headers(response)
    return response


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
