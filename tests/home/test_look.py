"""The look of a site: its name, logo and colours, as an administrator sets them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Site

from accounts.models import User
from home import kern
from home.design import design
from home.models import Look
from tests import files

pytestmark = pytest.mark.django_db

# As offices write them: the semantic properties of KERN, by way of its palettes or not.
THEME = """
:root { --town: oklch(38% 0.11 20); --kern-color-action-on-default: white; }
@media (prefers-color-scheme: light) { :root { --kern-color-action-default: var(--town); } }
@media (prefers-color-scheme: dark) {
  :root { --kern-color-action-default: #f0b0a8; --kern-color-action-on-default: var(--kern-color-black) }
}
.kern-btn { color: url(https://example.org/track.gif) }
"""


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def address() -> str:
    site = Site.objects.get()
    return reverse("wagtailsettings:edit", args=["home", "look", site.pk])


def save(client: Client, **fields: Any) -> Any:
    return client.post(address(), {"site_name": "Agora", "scheme": "own", "accent": "", **fields})


def errors(response: Any) -> dict[str, list[str]]:
    return response.context["form"].errors


def sheet_of(page: bytes) -> str:
    found = re.search(rb'href="(/look-[0-9a-f]+\.css)"', page)
    return found[1].decode() if found else ""


def theme(css: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("theme.css", css.encode(), "text/css")


def test_without_it_pages_ask_for_no_sheet_of_colours(client):
    assert sheet_of(client.get("/en/").content) == ""


def test_name_and_accent_are_on_every_page_at_once(client, administrator_client):
    client.get("/en/")
    assert save(administrator_client, site_name="Stadt Musterhausen", accent="#7A1F3D").status_code == 302
    page = client.get("/en/")
    assert "Stadt Musterhausen" in page.content.decode()
    assert 'content="#7a1f3d"' in page.content.decode()
    sheet = client.get(sheet_of(page.content))
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "--accent:#7a1f3d" in sheet.content.decode()
    assert "prefers-color-scheme:dark" in sheet.content.decode()


def test_an_old_address_of_the_sheet_has_the_colours_of_today_and_is_not_kept(client, administrator_client):
    save(administrator_client, accent="#7a1f3d")
    sheet = client.get(reverse("look", args=["before"]))
    assert "--accent:#7a1f3d" in sheet.content.decode()
    assert "no-store" in sheet["Cache-Control"]


@pytest.mark.parametrize(
    ("accent", "says"),
    [("red", "# and six digits"), ("#ffcc00", "too pale"), ("#7a1f3d;}body{display:none", "at most 7")],
)
def test_an_accent_that_cannot_be_read_is_refused_with_what_to_do(administrator_client, accent, says):
    assert says in errors(save(administrator_client, accent=accent))["accent"][0]
    assert not Look.objects.exclude(accent="").exists()


def test_the_better_accent_that_the_refusal_names_is_taken(administrator_client):
    refused = errors(save(administrator_client, accent="#ffcc00"))["accent"][0]
    better = re.findall("#[0-9a-f]{6}", refused)[1]
    assert save(administrator_client, accent=better).status_code == 302


def test_the_colours_of_kern_are_one_choice_away(client, administrator_client):
    save(administrator_client, scheme="kern")
    sheet = client.get(sheet_of(client.get("/en/").content)).content.decode()
    light, _dark = kern.default_theme()
    assert f"--accent:{light['accent']}" in sheet


def test_of_a_theme_for_kern_only_colours_are_taken(client, administrator_client):
    assert save(administrator_client, scheme="file", theme_file=theme(THEME)).status_code == 302
    sheet = client.get(sheet_of(client.get("/en/").content)).content.decode()
    light, dark = kern.theme(THEME)
    assert light["accent"] != kern.default_theme()[0]["accent"]
    assert dark["accent"] == "#f0b0a8"
    assert f"--accent:{light['accent']}" in sheet
    assert re.fullmatch(
        r"@layer tokens\{:root\{[-a-z:#0-9;]+\}@media \(prefers-color-scheme:dark\)\{:root\{[-a-z:#0-9;]+\}\}\}\n",
        sheet,
    )


def test_a_theme_once_read_stays_when_the_form_is_saved_again(client, administrator_client):
    save(administrator_client, scheme="file", theme_file=theme(THEME))
    save(administrator_client, scheme="file", site_name="Another name")
    assert "#f0b0a8" in client.get(sheet_of(client.get("/en/").content)).content.decode()


@pytest.mark.parametrize(
    ("css", "says"),
    [
        ("body { color: red }", "--kern-color-…"),
        (":root { --kern-color-action-default: url(x) }", "--kern-color-action-default"),
        (
            ":root { --kern-color-layout-text-muted: var(--kern-color-layout-text-muted) }",
            "--kern-color-layout-text-muted",
        ),
        (":root { --kern-color-layout-background-default: #111111 }", "cannot be read"),
    ],
)
def test_a_theme_that_cannot_be_used_is_refused_by_name(administrator_client, css, says):
    assert says in " ".join(
        errors(save(administrator_client, scheme="file", theme_file=theme(css)))["theme_file"]
    )


def test_a_file_that_is_no_sheet_is_refused(administrator_client):
    picture = SimpleUploadedFile("theme.css", b"\x89PNG\xff\xfe")
    assert (
        "style sheet"
        in errors(save(administrator_client, scheme="file", theme_file=picture))["theme_file"][0]
    )
    assert errors(save(administrator_client, scheme="file"))["theme_file"] == [
        "Choose the file of the theme."
    ]


def test_the_logo_stands_in_front_of_the_name_and_is_not_read_aloud(client, administrator_client):
    save(administrator_client, logo=files.picture().pk)
    assert re.search(
        r'<img class="logo logo--own" src="/media/images/[^"]+" alt="">', client.get("/en/").content.decode()
    )


def test_trainers_do_not_set_it(trainer):
    client = Client()
    client.force_login(trainer)
    assert client.get(address()).status_code == 302


def test_the_service_worker_fetches_the_sheet_ahead(client, administrator_client):
    save(administrator_client, accent="#7a1f3d")
    assert sheet_of(client.get("/en/").content) in client.get(reverse("service_worker")).content.decode()


def test_the_page_of_the_design_shows_every_token(client):
    request = RequestFactory().get("/design/")
    request.user = User()
    page = design(request).content.decode()
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    for name in set(re.findall(r"--([a-z-]+): #", css)):
        assert f"<b>{name}</b>" in page
