from collections.abc import Callable

import pytest
from django.core.cache import cache
from wagtail.models import Locale, Page

from courses.models import CoursePage, ModulePage
from home.actions import page_key, set_up_site
from home.models import CataloguePage


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def site(db):
    set_up_site()


@pytest.fixture
def page_of(site) -> Callable[[str, str], Page]:
    """Finds a page that every site has, by its name and language."""

    def find(name: str, language: str) -> Page:
        return Page.objects.get(translation_key=page_key(name), locale__language_code=language).specific

    return find


@pytest.fixture
def catalogue(page_of) -> CataloguePage:
    return page_of("catalogue", "en")


@pytest.fixture
def module(catalogue) -> ModulePage:
    """A module in a course in the catalogue: as deep as the tree of modules goes."""
    course = CoursePage(
        title="Squares", slug="squares", summary="On squares.", locale=Locale.objects.get(language_code="en")
    )
    catalogue.add_child(instance=course)
    return course.add_child(instance=ModulePage(title="First", slug="first", locale=course.locale))
