"""Packages have a host of their own, or they are not played."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.checks import run_checks
from django.test import Client

from h5p.models import Content

from .storing import imported
from .visiting import CONTENT, MAIN, address, at, policy, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_a_page_may_frame_the_content_origin_where_something_plays_and_nothing_else(
    content: Content, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.h5p.pages"
    page = at(MAIN).get(f"/playing/?n={content.pk}&n={content.pk}")
    assert page.content.count(b"js/h5p/frame.js") == 1
    found = policy(page)
    assert found.pop("frame-src") == CONTENT
    assert found == policy(at(MAIN).get("/playing/"))
    assert "unsafe" not in page["Content-Security-Policy"]
    settings.H5P_ORIGIN = ""
    off = at(MAIN).get(f"/playing/?n={content.pk}")
    assert b"switched off" in off.content
    assert "frame-src" not in policy(off)


def test_with_an_origin_of_its_own(content: Content, settings: Any) -> None:
    settings.H5P_ORIGIN = "https://h5p.example.org"
    settings.WAGTAILADMIN_BASE_URL = "https://learn.example.org"
    settings.ALLOWED_HOSTS = ["learn.example.org", "h5p.example.org"]
    url = address(content, main_origin="https://learn.example.org")
    assert url.startswith("https://h5p.example.org/play/")
    response = Client(HTTP_HOST="h5p.example.org").get(urlsplit(url).path, secure=True)
    assert response.status_code == 200
    assert policy(response)["frame-ancestors"] == "https://learn.example.org"
    assert policy(response)["img-src"].startswith("https://h5p.example.org ")
    assert Client(HTTP_HOST="learn.example.org").get(urlsplit(url).path, secure=True).status_code == 404
    assert Client(HTTP_HOST="h5p.example.org").get("/en/", secure=True).status_code == 404
    assert Client(HTTP_HOST="else.example.org").get("/play/x/", secure=True).status_code == 400


def test_without_an_origin_nothing_plays(content: Content, settings: Any) -> None:
    settings.H5P_ORIGIN = ""
    assert address(content) == ""
    _player, *others = served(content)
    for url in others:
        assert at(CONTENT).get(url).status_code == 404


def problems(settings: Any, **changes: str) -> list[str]:
    for name, value in ({"WAGTAILADMIN_BASE_URL": "https://learn.example.org"} | changes).items():
        setattr(settings, name, value)
    found = run_checks(include_deployment_checks=True)
    return [one.id for one in found if one.id and one.id.startswith("h5p.")]


def test_a_wrong_origin_is_noticed(settings: Any) -> None:
    assert problems(settings, H5P_ORIGIN="https://h5p.example.org") == []
    for wrong in (
        "h5p.example.org",
        "https://h5p.example.org/play",
        "ftp://h5p.example.org",
        "https://H5P.example.org",
    ):
        assert problems(settings, H5P_ORIGIN=wrong) == ["h5p.E002"]
    for same in ("https://learn.example.org", "https://learn.example.org:8443"):
        assert problems(settings, H5P_ORIGIN=same) == ["h5p.E003"]
    assert problems(settings, H5P_ORIGIN="http://h5p.example.org") == ["h5p.E004"]


def test_a_missing_origin_matters_when_there_are_packages(settings: Any) -> None:
    assert problems(settings, H5P_ORIGIN="") == []
    imported()
    assert problems(settings, H5P_ORIGIN="") == problems(settings, H5P_ORIGIN="loopback") == ["h5p.W001"]
