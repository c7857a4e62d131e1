from functools import cached_property

from django.http import HttpRequest

from . import navigation
from .dressing import Dressing
from .navigation import Language, Link, Navigation


class Website:
    """What every page shows around its own content. Nothing is read before a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _navigation(self) -> Navigation:
        return navigation.navigation(self._request)

    @property
    def name(self) -> str:
        return self._navigation.name

    @property
    def navigation(self) -> list[Link]:
        return self._navigation.main

    @property
    def footer(self) -> list[Link]:
        return self._navigation.footer

    @property
    def contact(self) -> str:
        return self._navigation.contact

    @property
    def look(self) -> Dressing:
        return self._navigation.dressing

    @cached_property
    def languages(self) -> list[Language]:
        return navigation.languages(self._request)


def site(request: HttpRequest) -> dict[str, Website]:
    """Not named `site` in templates: the account pages of django-allauth bring a `site` of their own."""
    return {"website": Website(request)}
