from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from certificates import actions
from certificates.actions.reminding import stop_key
from certificates.models import Certificate, Event, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(certificate) -> Certificate:
    """It expires in a month."""
    Certificate.objects.update(valid_until=today() + timedelta(days=30))
    certificate.refresh_from_db()
    return certificate


def remind(**options) -> str:
    said = StringIO()
    call_command("remind_of_expiry", stdout=said, stderr=said, **options)
    return said.getvalue()


def test_the_holder_is_told_once(certificate, learner):
    assert "1 holders reminded" in remind()
    assert "0 holders reminded" in remind()
    (message,) = mail.outbox
    assert message.to == [learner.email]
    assert "Safer squares" in message.subject
    assert certificate.own_url in message.body
    assert Event.objects.get().what == "reminded"


def test_nobody_is_told_too_early_or_too_late(certificate):
    remind(days=29)
    Certificate.objects.update(valid_until=today() - timedelta(days=1))
    remind()
    Certificate.objects.update(valid_until=None)
    remind()
    assert not mail.outbox


def test_nobody_is_told_who_does_not_want_it_or_is_gone(certificate, learner, administrator):
    actions.choose(certificate=certificate, wants_reminder=False)
    remind()
    actions.choose(certificate=certificate, wants_reminder=True)
    learner.is_active = False
    learner.save()
    remind()
    learner.is_active = True
    learner.save()
    actions.revoke(by=administrator, certificate=certificate, reason="Why")
    remind()
    assert not mail.outbox


def test_the_language_is_that_of_the_certificate(certificate):
    Certificate.objects.update(language="de")
    remind()
    assert str(certificate.valid_until.year) in mail.outbox[0].body
    assert "/de/certificates/mine/" in mail.outbox[0].body


def test_a_mail_that_fails_is_tried_again(certificate, settings):
    right = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "1 mails failed" in remind()
    assert not Event.objects.exists()
    settings.EMAIL_BACKEND = right
    assert "1 holders reminded" in remind()


def test_the_link_in_the_mail_stops_it_without_signing_in(certificate, client):
    remind()
    link = re.search(r"\S+/reminders/\S+", mail.outbox[0].body)[0]
    path = "/" + link.split("/", 3)[3]
    assert "Stop reminding me" in client.get(path).content.decode()
    certificate.refresh_from_db()
    assert certificate.wants_reminder
    assert "We will not remind you" in client.post(path).content.decode()
    certificate.refresh_from_db()
    assert not certificate.wants_reminder


def test_one_press_in_the_mail_program_stops_it(certificate):
    """RFC 8058: a post without cookies or token, answered without a redirect."""
    remind()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.fullmatch(r"<http://localhost:8000(/\S+)>", headers["List-Unsubscribe"])[1]
    response = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    certificate.refresh_from_db()
    assert not certificate.wants_reminder


def test_a_forged_link_does_nothing(certificate, client):
    key = stop_key(certificate)
    for wrong in (certificate.code, f"{certificate.code}~forged", key[:-1], f"x{key}"):
        assert client.post(f"/en/certificates/reminders/{wrong}/").status_code == 404
    certificate.refresh_from_db()
    assert certificate.wants_reminder
