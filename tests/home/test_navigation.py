from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override
from wagtail.models import Site

from home import routing
from home.context_processors import site as website_of


def website(address: str):
    """What the page at `address` shows around its content, as the request for it would see it."""
    language, _, path = address.strip("/").partition("/")
    request = RequestFactory().get(address)
    with override(language):
        request.resolver_match = resolve(address)
        if request.resolver_match.url_name == "wagtail_serve":
            request._wagtail_route_for_request = routing.find(request, path)
        found = website_of(request)["website"]
        return SimpleNamespace(
            name=found.name,
            navigation=[link.title for link in found.navigation],
            footer=[link.title for link in found.footer],
            languages={entry.code: entry.url for entry in found.languages},
            current=[entry.code for entry in found.languages if entry.is_current],
        )


def test_the_navigation_costs_no_query_when_it_was_read_before(module, django_assert_num_queries):
    request = RequestFactory().get("/en/courses/squares/")
    request._wagtail_route_for_request = routing.find(request, "courses/squares/")

    def read() -> None:
        found = website_of(request)["website"]
        assert found.name
        assert found.navigation
        assert found.languages
        assert found.footer == []

    with override("en"):
        read()
        with django_assert_num_queries(0):
            read()


def test_a_page_that_shows_no_navigation_reads_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        website_of(RequestFactory().get("/admin/"))


def test_the_catalogue_leads_the_navigation_and_published_information_closes_the_page(site, page_of):
    assert website("/en/").navigation == ["Courses"]
    assert website("/en/").footer == []
    imprint = page_of("imprint", "en")
    imprint.body = "<p>Who we are.</p>"
    imprint.save_revision().publish()
    assert website("/en/").footer == ["Imprint"]
    assert website("/de/").footer == []
    page_of("imprint", "en").unpublish()
    assert website("/en/").footer == []


def test_the_name_of_the_site_is_that_of_its_record(site):
    assert website("/en/").name == "Agora"
    record = Site.objects.get()
    record.site_name = "Learning in Musterstadt"
    record.save()
    assert website("/de/").name == "Learning in Musterstadt"


def test_the_languages_lead_to_the_translations_of_the_page(site, page_of):
    german = page_of("catalogue", "de")
    german.slug = "angebote"
    german.save_revision().publish()
    shown = website("/en/courses/")
    assert shown.languages == {
        "en": "/en/courses/",
        "de": "/de/angebote/",
        "fr": page_of("catalogue", "fr").url,
        "it": page_of("catalogue", "it").url,
    }
    assert shown.current == ["en"]


@pytest.mark.parametrize("withdrawn", ["catalogue", "home"])
def test_a_translation_that_is_not_live_is_replaced_by_the_home_page(site, withdrawn, page_of):
    assert website("/en/courses/").languages["de"] == page_of("catalogue", "de").url
    page_of(withdrawn, "de").unpublish()
    assert website("/en/courses/").languages["de"] == "/de/"


def test_an_address_that_does_not_exist_offers_the_home_pages(site):
    assert website("/en/nothing/").languages == {"en": "/en/", "de": "/de/", "fr": "/fr/", "it": "/it/"}


def test_a_language_without_a_home_page_is_not_offered(site, page_of):
    page_of("home", "it").delete()
    assert set(website("/en/courses/").languages) == {"en", "de", "fr"}
    assert set(website("/en/accounts/login/").languages) == {"en", "de", "fr"}


def test_a_page_outside_the_tree_keeps_its_address_in_the_other_language(site):
    assert website("/en/accounts/login/").languages == {
        "en": "/en/accounts/login/",
        "de": "/de/accounts/login/",
        "fr": "/fr/accounts/login/",
        "it": "/it/accounts/login/",
    }
