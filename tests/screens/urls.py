"""As the site, with a page that fails."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as ours


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This page is broken on purpose.")


urlpatterns = [*i18n_patterns(path("broken/", broken)), *ours]
