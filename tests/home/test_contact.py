"""Readers reach the operator, and lose nothing of what they wrote."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from home import contact
from home.checks import contact_can_be_written_to, readers_can_write
from home.models import InfoPage
from learning import actions
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {
    "message": "The map has no description.",
    "place": "http://localhost:8000/en/courses/x/",
    "name": "Vera Vogel",
    "email": "vera@example.org",
}


@pytest.fixture
def page(page_of: Any) -> InfoPage:
    """As the operator has published it."""
    page = page_of("accessibility", "en")
    page.body = "<p>Our aim.</p>"
    page.save_revision().publish()
    cache.clear()
    return page


def text_of(response: Any) -> str:
    return response.content.decode()


def test_a_message_reaches_the_operator(page: InfoPage, client: Client) -> None:
    response = client.post(page.url, WORDS)
    assert response.url == f"{page.url}?sent#contact"
    (message,) = mail.outbox
    assert message.to == ["operator@example.org"]
    assert message.reply_to == ["vera@example.org"]
    for word in WORDS.values():
        assert word in message.body
    assert message.content_subtype == "plain"
    assert "Thank you. Your message is with us." in text_of(client.get(response.url))


def test_neither_name_nor_address_is_asked_for(page: InfoPage, client: Client) -> None:
    client.post(page.url, {"message": "It is too small."})
    assert mail.outbox[0].reply_to == []


def test_it_needs_the_sign_that_it_comes_from_this_site(page: InfoPage) -> None:
    assert Client(enforce_csrf_checks=True).post(page.url, WORDS).status_code == 403
    assert not mail.outbox


def test_mistakes_are_named_and_the_text_stays(page: InfoPage, client: Client) -> None:
    response = client.post(page.url, WORDS | {"email": "vera"})
    assert "The map has no description." in text_of(response)
    assert "Your e-mail address: " in text_of(response)
    assert "This field is required" in text_of(client.post(page.url, {"message": " "}))
    assert not mail.outbox


def test_without_the_mail_server_nothing_is_lost(page: InfoPage, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = client.post(page.url, WORDS)
    assert response.status_code == 503
    assert "Our mail server does not answer" in text_of(response)
    assert "operator@example.org" in text_of(response)
    assert "The map has no description." in text_of(response)


def test_programs_are_stopped_and_people_whose_browser_filled_the_field_are_told(
    page: InfoPage, client: Client
) -> None:
    response = client.post(page.url, WORDS | {"website": "https://spam.example"})
    assert "Please leave this empty" in text_of(response)
    assert "The map has no description." in text_of(response)
    assert not mail.outbox


def test_a_flood_is_stopped_and_keeps_its_text(
    page: InfoPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "LIMIT", {"contact": "1/m/ip"})
    assert client.post(page.url, WORDS).status_code == 302
    response = client.post(page.url, WORDS)
    assert response.status_code == 429
    assert "The map has no description." in text_of(response)
    assert len(mail.outbox) == 1


def test_a_line_break_in_a_name_makes_no_header(page: InfoPage, client: Client) -> None:
    client.post(page.url, WORDS | {"name": "Vera\nBcc: all@example.org"})
    assert not mail.outbox or "Bcc" not in mail.outbox[0].extra_headers


def test_the_place_comes_from_the_link_that_led_here(page: InfoPage, client: Client) -> None:
    assert 'value="http://localhost:8000/en/courses/"' in text_of(
        client.get(page.url, {"page": "/en/courses/"})
    )
    for foreign in ("//evil.example/", "https://evil.example/", "javascript:alert(1)"):
        assert "evil" not in text_of(client.get(page.url, {"page": foreign})).partition("<form")[2]


def test_an_activity_leads_to_the_form(page: InfoPage, learner_client: Client, learner: Any) -> None:
    course = factories.course(modules=1, lessons=1)
    lesson = factories.lessons_of(course)[0]
    lesson.body = [factories.h5p(factories.h5p_package())]
    lesson.save_revision().publish()
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena")
    assert f'href="{page.url}?page={lesson.url}#contact"' in text_of(learner_client.get(lesson.url))


def test_pages_that_lead_nowhere_lead_to_the_form(page: InfoPage, client: Client) -> None:
    assert f"{page.url}?page=/en/nowhere/#contact" in text_of(client.get("/en/nowhere/"))


def test_there_is_no_form_where_nobody_reads_it(page: InfoPage, client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = ""
    assert "<textarea" not in text_of(client.get(page.url))
    client.post(page.url, WORDS)
    assert not mail.outbox
    assert "#contact" not in text_of(client.get("/en/nowhere/"))


def test_other_pages_of_information_have_none(page_of: Any, client: Client) -> None:
    imprint = page_of("imprint", "en")
    imprint.body = "<p>Who we are.</p>"
    imprint.save_revision().publish()
    assert "<textarea" not in text_of(client.get(imprint.url))


def test_the_address_is_checked(settings: Any) -> None:
    assert contact_can_be_written_to() == readers_can_write() == []
    settings.CONTACT_EMAIL = "Operator <operator@example.org>"
    assert [each.id for each in contact_can_be_written_to()] == ["home.E002"]
    settings.CONTACT_EMAIL = ""
    assert contact_can_be_written_to() == []
    assert [each.id for each in readers_can_write()] == ["home.I001"]
