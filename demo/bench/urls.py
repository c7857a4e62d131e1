"""The addresses of the site, and one more: the least that a signed-in page can cost on the same server."""

import os

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string

from .scenario import FLOOR


@login_required
def floor(request: HttpRequest) -> HttpResponse:
    """Says which process answers, so that load can be spread evenly over them."""
    return HttpResponse(str(os.getpid()), content_type="text/plain")


# By name as in `include`, which does not take addresses that have a language in them.
urlpatterns = [path(FLOOR.lstrip("/"), floor), *import_string("config.urls.urlpatterns")]
