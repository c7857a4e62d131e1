"""The service worker as the server gives it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def script(client: Client) -> str:
    return client.get("/service-worker.js").content.decode()


def told(client: Client) -> dict[str, Any]:
    found = re.match(r"self\.told = (\{.*?\n\});", script(client), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_it_answers_for_the_whole_site_and_is_asked_for_again_each_time(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response.headers["Content-Type"] == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    assert 'importScripts("/static/js/offline/worker.js")' in response.content.decode()
    again = client.get("/service-worker.js", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_it_fetches_ahead_what_the_page_without_network_shows(client: Client) -> None:
    shell = told(client)["shell"]
    assert len(shell) == len(set(shell))
    for language, address in told(client)["pages"].items():
        page = client.get(address).content.decode()
        assert f'<html lang="{language}">' in page
        assert set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)) <= set(shell)
    # What scripts import, at once or when it is needed.
    assert {"/static/js/outbox/sender.js", "/static/js/offline/last-visit.js"} <= set(shell)
    assert not [address for address in shell if re.search("latin-ext|italic|certificate|attempt", address)]


def test_the_page_without_network_is_the_same_for_everybody(learner: User, client: Client) -> None:
    address = reverse("offline")
    stranger = client.get(address).content
    assert b'data-learner=""' in stranger
    client.force_login(learner)
    assert b"Sign out" not in client.get(address).content
    assert b'content="noindex"' in stranger


def test_another_shell_is_another_version(client: Client) -> None:
    before = told(client)["version"]
    cache.clear()
    assert told(client)["version"] == before
    site = Site.objects.get()
    site.site_name = "Piazza"
    site.save()
    assert told(client)["version"] != before


def test_it_costs_no_query_once_it_is_known(client: Client, django_assert_num_queries: Any) -> None:
    script(client)
    with django_assert_num_queries(0):
        script(client)


def test_it_takes_no_notice_away_that_the_learner_has_not_seen(client: Client, learner: User) -> None:
    client.force_login(learner)
    client.get(factories.lessons_of(factories.course())[0].url)  # not enrolled: led away, with a notice
    script(client)
    assert "Please enrol in this course" in client.get("/en/").content.decode()


def test_files_have_the_names_of_the_manifest(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.static_files.StaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "wagtail*"])
    shell = told(client)["shell"]
    # The sheets that the one of the site imports are inside it.
    styles = sorted(address for address in shell if address.endswith(".css"))
    assert [re.sub(r"\.[0-9a-f]{12}", "", address) for address in styles] == ["/static/css/site.css"]
    assert {re.search(r"\.[0-9a-f]{12}\.\w+$", address) is None for address in shell} == {False}
    assert any(address.startswith("/static/js/offline/kept.") for address in shell)
    assert re.search(r'importScripts\("/static/js/offline/worker\.[0-9a-f]{12}\.js"\)', script(client))
    site = (tmp_path / styles[0].removeprefix("/static/")).read_text()
    assert "@import" not in site
    assert "/*" not in site
    assert ".lesson__text" in site
    assert all(
        (tmp_path / "css" / font).exists() for font in re.findall(r'url\("(\.\./fonts/[^"]+)"\)', site)
    )
