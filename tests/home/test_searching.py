"""The search page, the glossary and the filters of the catalogue: what is found, by whom, and at what cost."""

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from wagtail.models import Locale, PageViewRestriction

from courses.actions import publish, record_edition
from courses.models import GlossaryTerm, SearchEntry, SearchPosting
from courses.search.known import forget
from learning import actions
from tests import factories

SEARCH = "/en/search/"


def lesson(module, title, html, *, summary="", blocks=()):
    page = factories.lesson(module, summary=summary, body=[factories.text(html), *blocks])
    page.title = title
    return publish(page=page)


@pytest.fixture
def course(db):
    """A lesson about cameras with a worksheet, and one about bollards that opens after it."""
    course = factories.empty_course(certificate_kind="participation", module_order="in_order")
    first, second = factories.module(course, 1, lessons=0), factories.module(course, 2, lessons=0)
    lesson(
        first,
        "Looking <i>closely</i>",
        "<h2>Means</h2><p>Cameras watch &amp; count.</p>",
        summary="What to ask before anything is filmed.",
        blocks=[factories.checklist()],
    )
    lesson(second, "Slow traffic", "<p>Bollards stop lorries.</p>", summary="Who may drive here.")
    return course


def titles(response, group="lessons"):
    return [result.hit.entry.title for result in getattr(response.context["results"], group)]


def enrol(learner, course):
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")


def test_strangers_find_lessons_and_read_none_of_their_text(course, client):
    response = client.get(SEARCH, {"q": "camera"})
    page = response.content.decode()
    assert titles(response) == ["Looking <i>closely</i>"]
    assert "Looking &lt;i&gt;closely&lt;/i&gt;" in page
    assert "What to ask before anything is filmed." in page
    assert "watch" not in page
    assert "For the enrolled" in page
    assert f'href="{course.url}"' in page
    assert response["X-Robots-Tag"] == "noindex"
    assert not titles(client.get(SEARCH, {"q": "corner walk round"}), "tools")


def test_the_enrolled_read_where_it_stands_except_in_lessons_that_are_not_open(
    course, learner, learner_client
):
    enrol(learner, course)
    page = learner_client.get(SEARCH, {"q": "cameras"}).content.decode()
    assert "<mark>Cameras</mark> watch &amp; count." in page
    locked = learner_client.get(SEARCH, {"q": "bollard"})
    assert titles(locked) == ["Slow traffic"]
    assert b"lorries" not in locked.content
    assert b"Module 1" in locked.content
    found = learner_client.get(SEARCH, {"q": "walk round"})
    assert titles(found, "tools") == ["Walk round the square"]


def test_a_search_costs_the_same_however_much_there_is(
    course, learner, learner_client, django_assert_max_num_queries, django_assert_num_queries
):
    enrol(learner, course)
    learner_client.get(SEARCH, {"q": "camera"})
    with django_assert_max_num_queries(8) as queries:
        learner_client.get(SEARCH, {"q": "camera", "course": course.translation_key})
    count = len(queries)
    for number in range(12):
        lesson(factories.module(course, number + 3, lessons=0), f"More {number}", "<p>A camera.</p>")
    learner_client.get(SEARCH, {"q": "camera"})
    with django_assert_num_queries(count):
        response = learner_client.get(SEARCH, {"q": "camera lesson", "course": course.translation_key})
    assert response.context["results"].page.paginator.num_pages == 2
    second = learner_client.get(SEARCH, {"q": "camera lesson", "page": 2})
    assert len(titles(second)) == 3


def test_what_is_withdrawn_changed_or_restricted_is_found_accordingly(course, client):
    page = factories.lessons_of(course)[0]
    page.body = [factories.text("<p>Lamps.</p>")]
    publish(page=page)
    assert client.get(SEARCH, {"q": "camera"}).context["results"].is_empty
    assert titles(client.get(SEARCH, {"q": "lamp"})) == [page.title]
    page.unpublish()
    assert client.get(SEARCH, {"q": "lamp"}).context["results"].is_empty
    assert titles(client.get(SEARCH, {"q": "bollards"}))
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(SEARCH, {"q": "bollards"}).context["results"].is_empty
    assert b"Safer squares" not in client.get(SEARCH, {"q": "x", "course": course.translation_key}).content
    course.unpublish()
    assert not SearchEntry.objects.exists()


def test_publishing_the_same_again_writes_nothing(course):
    before = list(SearchPosting.objects.values_list("pk", flat=True))
    record_edition(course_key=course.translation_key)
    assert list(SearchPosting.objects.values_list("pk", flat=True)) == before


def test_words_that_say_nothing_and_words_that_nobody_wrote(course, client):
    assert b"too little to go on" in client.get(SEARCH, {"q": "what is the"}).content
    response = client.get(SEARCH, {"q": "camreas xyz"})
    assert b"Nothing found" in response.content
    assert response.context["results"].answer.suggestion == "cameras"
    assert client.get(SEARCH).status_code == 200
    assert client.get(SEARCH, {"q": "camera", "course": "nonsense", "page": "x"}).status_code == 200


def test_a_course_can_be_searched_alone(course, client):
    other = factories.empty_course(slug="other", certificate_kind="participation")
    lesson(factories.module(other, 1, lessons=0), "Elsewhere", "<p>A camera.</p>")
    assert len(titles(client.get(SEARCH, {"q": "camera"}))) == 2
    assert titles(client.get(SEARCH, {"q": "camera", "course": other.translation_key})) == ["Elsewhere"]


def test_words_of_the_trade_are_explained_and_listed(course, client):
    english = Locale.objects.get(language_code="en")
    term = GlossaryTerm.objects.create(locale=english, term="bollard", forms="posts", definition="It stops.")
    GlossaryTerm.objects.create(locale=english, term="écran", definition="A screen.")
    assert titles(client.get(SEARCH, {"q": "posts"}), "terms") == ["bollard"]
    letters = client.get("/en/glossary/").context["letters"]
    assert [(letter, [term.term for term in terms]) for letter, terms in letters] == [
        ("B", ["bollard"]),
        ("E", ["écran"]),
    ]
    term.delete()
    assert client.get(SEARCH, {"q": "posts"}).context["results"].is_empty


def test_many_searches_from_one_address_have_to_wait(course, client):
    for _time in range(60):
        client.get(SEARCH, {"q": "the"})
    response = client.get(SEARCH, {"q": "the"})
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert client.get(SEARCH).status_code == 200


def test_the_index_can_be_checked_and_made_anew(course, client, capsys):
    call_command("rebuild_search", "--check")
    SearchEntry.objects.filter(kind="lesson").delete()
    forget()
    with pytest.raises(CommandError, match="2 entries are missing"):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    call_command("rebuild_search", "--check")
    cache.clear()
    assert titles(client.get(SEARCH, {"q": "camera"}))


def test_the_tools_of_a_course_stand_on_one_page(
    course, learner, learner_client, client, django_assert_max_num_queries
):
    address = f"/en/learn/{course.translation_key}/tools/"
    assert client.get(address).status_code == 302
    assert learner_client.get(address)["Location"] == course.url
    enrol(learner, course)
    # Fills what a process keeps, whichever test comes first.
    client.get("/en/")
    with django_assert_max_num_queries(8):
        page = learner_client.get(address).content.decode()
    assert "Walk round the square" in page
    assert "#activity-" in page
    assert address in learner_client.get(course.url).content.decode()


def test_the_catalogue_is_filtered_by_words_group_duration_and_language(
    course, client, django_assert_max_num_queries
):
    course.groups = "Police\nPlanners"
    publish(page=course)
    long = factories.empty_course(slug="long", certificate_kind="participation", groups="planners")
    factories.lesson(factories.module(long, 1, lessons=0), minutes=200)
    record_edition(course_key=long.translation_key)

    def shown(**asked):
        with django_assert_max_num_queries(16):
            response = client.get(factories.catalogue().url, asked)
        return {found.slug for found in response.context["offers"].courses}

    assert shown() == {"course", "long"}
    assert shown(group="police") == {"course"}
    assert shown(group="planners") == {"course", "long"}
    assert shown(duration="medium") == {"long"}
    assert shown(q="bollards") == {"course"}
    assert shown(q="bollards", duration="medium") == set()
    assert shown(language="xx", duration="nonsense") == {"course", "long"}
    german = factories.empty_course(slug="kurs", certificate_kind="participation", language="de")
    factories.module(german)
    publish(page=german)
    assert shown(language="de") == {"kurs"}
    assert b"No course is like that" in client.get(factories.catalogue().url, {"group": "nobody"}).content
    groups = client.get(factories.catalogue().url).context["offers"].groups
    assert [choice.value for choice in groups] == ["planners", "police"]
