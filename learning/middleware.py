from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .learner_tags import tag_of
from .presentation import Presentation

LEARNER_HEADER = "Agora-Learner"
KEEP_HEADER = "Agora-Keep"
NOBODY = "nobody"


class OfflineReadingMiddleware:
    """Tells the service worker who is signed in, and which pages it may keep for them (docs/decisions/0018)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        user = request.user
        response[LEARNER_HEADER] = tag_of(user) if user.is_authenticated else NOBODY
        if _may_be_kept(request, response):
            response[KEEP_HEADER] = "lesson"
            patch_cache_control(response, private=True, no_cache=True)
        return response


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Lessons of the enrolled, as they are without a question in the address: what it asks for is for this time only."""
    learning: Presentation | None = getattr(request, "learning", None)
    if learning is None or response.status_code != 200 or request.method != "GET" or request.GET:
        return False
    return learning.is_enrolled and learning.step is not None and learning.step.kind == "lesson"
