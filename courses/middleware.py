from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from .publishing import PublishingRefused


class RefusalMiddleware:
    """Tells why a page cannot be published where the admin has no form for it: many pages at once, approval."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublishingRefused):
            return None
        page = exception.page
        messages.error(
            request,
            _("“%(page)s” was not published. %(reason)s") % {"page": page, "reason": exception.reasons},
        )
        return redirect(AdminURLFinder(request.user).get_edit_url(page) or "wagtailadmin_home")
