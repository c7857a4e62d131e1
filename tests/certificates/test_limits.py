from __future__ import annotations

import pytest
from django.core.cache.backends.filebased import FileBasedCache
from django.test import Client
from django.urls import reverse

from certificates.codes import new_code

pytestmark = pytest.mark.django_db

ALLOWED = 30


@pytest.fixture(params=["memory", "files"], autouse=True)
def cache_backend(request, settings, tmp_path):
    """The limit holds with the cache that a single machine uses, too."""
    if request.param == "files":
        location = {"BACKEND": f"{FileBasedCache.__module__}.FileBasedCache", "LOCATION": str(tmp_path)}
        settings.CACHES = settings.CACHES | {"default": location}


def statuses(client: Client, address: str, **headers: str) -> list[int]:
    return [client.get(address, **headers).status_code for _ in range(ALLOWED + 1)]


@pytest.mark.parametrize("name", ["certificates:verify", "certificate"])
def test_thirty_look_ups_a_minute_are_answered(name, client):
    address = reverse(name, args=[new_code()])
    answers = statuses(client, address)
    assert 429 not in answers[:ALLOWED]
    assert answers[ALLOWED] == 429


def test_the_answer_is_clear_and_says_when_to_come_back(client, certificate):
    statuses(client, certificate.verify_url)
    response = client.get(certificate.verify_url)
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Please wait a minute" in response.content.decode()
    assert "Lena Lerner" not in response.content.decode()


def test_another_address_is_not_held_up(client, certificate):
    statuses(client, certificate.verify_url, REMOTE_ADDR="192.0.2.1")
    assert client.get(certificate.verify_url, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_following_qr_codes_costs_one_look_up_each(client, certificate):
    for _ in range(ALLOWED):
        assert client.get(f"/v/{certificate.code}/", follow=True).status_code == 200


def test_the_form_and_correcting_a_code_cost_nothing(client, certificate):
    form = reverse("certificates:look_up")
    assert set(statuses(client, f"{form}?code={certificate.code}")) == {302}
    assert client.get(certificate.verify_url).status_code == 200
