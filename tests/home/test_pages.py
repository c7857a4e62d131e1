import pytest
from django.core.files.base import ContentFile
from wagtail.images.models import Image

from courses.models import CoursePage
from tests import files

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>'


@pytest.fixture
def offer(catalogue):
    """Adds courses with pictures to the catalogue."""

    def add(count: int) -> None:
        for number in range(count):
            picture = Image.objects.create(title=f"Picture {number}", file=ContentFile(SVG, f"{number}.svg"))
            page = CoursePage(
                title=f"Course {number}", summary="On squares.", picture=picture, locale=catalogue.locale
            )
            catalogue.add_child(instance=page)

    return add


@pytest.mark.parametrize("address", ["/en/", "/en/courses/"])
def test_the_courses_cost_the_same_however_many_there_are(
    address, offer, client, django_assert_num_queries, django_assert_max_num_queries
):
    offer(1)
    client.get(address)
    with django_assert_max_num_queries(10) as queries:
        client.get(address)
    count = len(queries)
    offer(9)
    client.get(address)
    with django_assert_num_queries(count):
        response = client.get(address)
    assert response.content.count(b"On squares.") == 10


def test_only_live_courses_of_the_language_are_offered(offer, catalogue, client):
    offer(2)
    CoursePage.objects.get(title="Course 1").unpublish()
    assert [course.title for course in client.get("/en/courses/").context["courses"]] == ["Course 0"]
    assert not client.get("/de/").context["courses"]


def test_photographs_come_in_the_size_that_is_needed(offer, client):
    """A drawing is the same file in every place."""
    offer(1)
    drawn = client.get("/en/courses/").content
    assert b"srcset" not in drawn
    photograph = Image.objects.create(title="Square", file=ContentFile(files.png(1600, 900), "square.png"))
    CoursePage.objects.update(picture=photograph)
    photographed = client.get("/en/courses/").content
    for width in (480, 960, 1440):
        assert photographed.count(b" %dw" % width) == 1


@pytest.mark.parametrize("name", ["home", "catalogue", "imprint"])
def test_every_page_can_be_previewed(page_of, name):
    page = page_of(name, "de")
    page.title = "Entwurf"
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "Entwurf" in response.rendered_content
