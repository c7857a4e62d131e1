import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from home import routing
from home.models import HomePage


def find(path: str, language: str = "en"):
    with override(language):
        return routing.find(RequestFactory().get(f"/{language}/{path}"), path)


def test_a_page_is_found_in_two_queries_however_deep_it_is(module, django_assert_num_queries):
    find("")
    with django_assert_num_queries(2):
        assert find("")[0].title == "Agora"
    with django_assert_num_queries(2):
        assert find("courses/squares/first/")[0] == module


def test_the_parent_and_the_language_of_a_found_page_cost_no_query(module, django_assert_num_queries):
    page = find("courses/squares/first/")[0]
    with django_assert_num_queries(0):
        assert page.get_parent().title == "Squares"
        assert page.locale.language_code == "en"


def test_a_page_below_a_withdrawn_page_is_not_found(module):
    assert find("courses/squares/first/")
    module.get_parent().unpublish()
    assert find("courses/squares/first/") is None
    assert find("courses/squares/") is None
    assert find("courses/")


def test_a_page_is_found_only_in_its_own_language(module):
    assert find("courses/squares/", "de") is None
    assert find("", "de")[0].locale.language_code == "de"


def test_a_language_without_pages_has_none(site):
    HomePage.objects.get(locale__language_code="de").delete()
    Site.clear_site_root_paths_cache()
    assert find("", "de") is None


@pytest.mark.parametrize("path", ["courses/squares/first/more/", "courses/first/", "squares/", "nothing/"])
def test_a_path_with_other_parts_than_the_page_s_own_is_not_found(module, path):
    assert find(path) is None


def test_each_of_two_sites_serves_its_own_tree(module):
    other = HomePage(title="Other", slug="other")
    module.get_root().add_child(instance=other)
    Site.objects.create(hostname="other.example", root_page=other)
    request = RequestFactory(SERVER_NAME="other.example").get("/en/")
    with override("en"):
        assert routing.find(request, "")[0] == other
        assert routing.find(request, "courses/squares/") is None
        assert routing.find(RequestFactory(SERVER_NAME="localhost").get("/en/"), "")[0] != other


def test_the_front_door_leads_to_the_language_of_the_browser(site, client):
    response = client.get("/", headers={"accept-language": "de"})
    assert (response.status_code, response["Location"]) == (302, "/de/")


def test_a_page_is_served_with_its_own_template(module, client):
    response = client.get("/en/courses/")
    assert response.status_code == 200
    assert "home/catalogue_page.html" in [template.name for template in response.templates]
    assert client.get("/en/nothing/").status_code == 404


def test_a_redirect_is_followed_where_there_is_no_page_any_more(module, client):
    Redirect.objects.create(old_path="/en/old", redirect_page=module.get_parent())
    response = client.get("/en/old/")
    assert (response.status_code, response["Location"]) == (301, "/en/courses/squares/")


def test_a_page_for_members_asks_to_sign_in(site, client, page_of):
    restriction = PageViewRestriction.objects.create(
        page=page_of("catalogue", "en"), restriction_type="groups"
    )
    restriction.groups.add(Group.objects.create(name="Members"))
    response = client.get("/en/courses/")
    assert response.status_code == 302
    assert response["Location"].startswith("/en/accounts/login/")
    assert client.get("/en/").status_code == 200


def test_a_page_with_a_password_asks_for_it(site, client, page_of):
    PageViewRestriction.objects.create(
        page=page_of("catalogue", "en"), restriction_type="password", password="open sesame"
    )
    response = client.get("/en/courses/")
    assert "wagtailcore/password_required.html" in [template.name for template in response.templates]
    assert response.context["action_url"].startswith("/en/_util/authenticate_with_password/")


@pytest.mark.parametrize("path", ["/documents/999/plan.pdf", "/media/plan.pdf"])
def test_an_address_without_a_language_that_leads_to_nothing_is_not_looked_for_among_the_pages(
    site, client, path
):
    assert client.get(path).status_code == 404


def test_a_page_without_its_language_is_found_in_that_of_the_reader(client, module):
    response = client.get("/courses/squares/", headers={"accept-language": "de"})
    assert response.url == "/de/courses/squares/"
