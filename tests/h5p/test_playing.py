"""The content origin: what it serves, to whom, and what it tells browsers about it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from h5p import playing, program
from h5p.media_types import media_type
from h5p.models import Content
from h5p.playing import files_address

from .packages import manifest, packed, sound_files
from .storing import imported, newer_patch
from .visiting import CONTENT, MAIN, address, at, body, policy, served, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


def test_the_document_loads_everything_in_order_and_has_no_script_of_its_own(
    content: Content, guest: Client
) -> None:
    response = guest.get(address(content))
    page = BeautifulSoup(response.content, "html.parser")
    assert (page.html["lang"], page.title.string) == ("en", "Reading")
    sources = [script.get("src") for script in page.find_all("script")]
    names = [source and re.sub(r"-[0-9a-f]{12}/|/[0-9a-f]{12}/", "/", source) for source in sources]
    assert names == [
        None,  # data, which nothing runs
        "/program/own/player.js",
        "/program/core/3.8.2/frame.bundle.js",
        "/libraries/Agora.Elements-1.1.0/elements.js",
        "/libraries/Agora.Reader-1.1.0/reader.js",
    ]
    assert page.find("script")["type"] == "application/json"
    for one in page.find_all(["script", "link"]):
        if source := one.get("src") or one.get("href"):
            found = guest.get(source)
            assert found.status_code == 200
            assert found["Content-Type"].split(";")[0] in {"text/javascript", "text/css"}


def test_content_is_filtered_before_it_is_told(guest: Client) -> None:
    files = sound_files()
    evil = {"question": "<strong>Why?</strong><img src=x onerror=alert(1)>", "unknown": "</script><script>"}
    files["content/content.json"] = evil
    content = imported(packed(files)).content
    response = guest.get(address(content))
    assert told(response)["integration"]["contents"]["cid-1"]["params"]["question"] == (
        "<strong>Why?</strong>"
    )
    assert b"unknown" not in response.content


def test_what_the_core_is_told(content: Content, guest: Client) -> None:
    everything = told(guest.get(address(content)))
    integration = everything["integration"]
    assert everything["page"] == MAIN
    assert integration["saveFreq"] > 0
    assert "user" not in integration
    assert "ajax" not in integration
    assert integration["l10n"]["H5P"]["close"] == "Schließen"
    one = integration["contents"]["cid-1"]
    assert one["library"] == "Agora.Reader 1.1"
    assert guest.get(one["contentUrl"] + "/images/square.png").status_code == 200
    assert integration["libraryDirectories"].keys() == {"Agora.Reader-1.1", "Agora.Elements-1.1"}
    icon = f"{integration['urlLibraries']}/{integration['libraryDirectories']['Agora.Reader-1.1']}/icon.svg"
    assert guest.get(icon)["Content-Type"] == "image/svg+xml"


def test_the_policy_of_the_document(content: Content, guest: Client) -> None:
    response = guest.get(address(content))
    assert policy(response) == {
        "default-src": "'none'",
        "script-src": f"{CONTENT}/program/ {CONTENT}/libraries/ 'unsafe-eval'",
        "style-src": f"{CONTENT}/program/ {CONTENT}/libraries/ 'unsafe-inline'",
        "img-src": f"{CONTENT} data: blob:",
        "font-src": f"{CONTENT} data:",
        "media-src": f"{CONTENT} data: blob:",
        "connect-src": f"{CONTENT}/content/ {CONTENT}/libraries/",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": MAIN,
        "sandbox": "allow-scripts allow-forms",
    }
    assert "X-Frame-Options" not in response
    assert response["Cache-Control"] == "private, no-cache"


def test_no_cookie_is_set_or_read_and_no_type_is_guessed(content: Content, guest: Client) -> None:
    guest.cookies["sessionid"] = "somebody"
    guest.cookies["django_language"] = "de"
    for url in (*served(content), "/", "/no/such/address", "/libraries/", "/play/changed/"):
        response = guest.get(url)
        assert not response.cookies, url
        assert "Cookie" not in response.get("Vary", ""), url
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "Agora-Learner" not in response
        assert "Deutsch" not in body(response).decode(errors="replace")


def test_files_run_nothing_and_may_be_used_by_sandboxed_documents_only_through_their_address(
    content: Content, guest: Client
) -> None:
    for url, kept in (
        (files_address(content) + "images/square.png", "private, max-age=21600"),
        (f"/{content.main_library.folder}/reader.js", "public, max-age=31536000, immutable"),
        (f"/program/core/{program.core_version()}/styles/h5p.css", "public, max-age=31536000, immutable"),
    ):
        response = guest.get(url)
        assert response.status_code == 200
        assert response["Cache-Control"] == kept
        assert policy(response)["sandbox"] == ""
        assert policy(response)["default-src"] == "'none'"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in response


def test_films_are_served_in_ranges_and_texts_compressed(content: Content, guest: Client) -> None:
    picture = files_address(content) + "images/square.png"
    whole = body(guest.get(picture))
    part = guest.get(picture, headers={"range": "bytes=5-9"})
    assert (part.status_code, body(part)) == (206, whole[5:10])
    assert part["Content-Range"] == f"bytes 5-9/{len(whole)}"
    assert guest.get(picture, headers={"range": "bytes=9999999-"}).status_code == 416

    script = f"/{content.main_library.folder}/reader.js"
    plain = guest.get(script)
    zipped = guest.get(script, headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in plain
    assert zipped["Content-Encoding"] == "gzip"
    assert len(body(zipped)) < len(body(plain)) / 2
    assert "Content-Encoding" not in guest.get(picture, headers={"accept-encoding": "gzip"})


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/film.MP4", "video/mp4"),
        ("a.vtt", "text/vtt; charset=utf-8"),
        ("a.patch", "text/plain; charset=utf-8"),
        ("a.html", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_types_are_known_by_the_ending_alone(path: str, kind: str) -> None:
    assert media_type(path) == kind


def test_an_address_that_was_changed_leads_nowhere(content: Content, guest: Client) -> None:
    other = imported().content
    mine, theirs = address(content), address(other)
    token, signature = mine.rstrip("/").rsplit(":", 1)
    strange = theirs.rstrip("/").rsplit(":", 1)[0]
    assert guest.get(mine).status_code == 200
    for url in (f"{strange}:{signature}/", f"{token}:{signature[:-1]}A/", f"{CONTENT}/play/{token[-20:]}/"):
        assert guest.get(url).status_code == 404

    files = files_address(content)
    assert guest.get(files + "images/square.png").status_code == 200
    for path in (
        "",
        "content.json",
        "../h5p.json",
        "%2e%2e/x",
        "images",
        "images/other.png",
        "a\0b",
        "//etc/passwd",
    ):
        assert guest.get(files + path).status_code == 404, path
    # What is signed for one purpose is good for no other.
    assert guest.get(files.replace("/content/", "/play/")).status_code == 404
    forged = Signer(salt="h5p.files", key="another").sign_object({"folder": other.folder, "until": 9e9})
    assert guest.get(f"/content/{forged}/images/square.png").status_code == 404


def test_an_address_is_good_for_hours_and_the_same_for_a_while(
    content: Content, guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 2, 9, 0, tzinfo=timezone.get_fixed_timezone(0))

    def clock(**later: float) -> None:
        monkeypatch.setattr(playing.time, "time", lambda: (now + timedelta(**later)).timestamp())

    clock()
    player, picture = address(content), files_address(content) + "images/square.png"
    clock(hours=2)
    assert (address(content), files_address(content) + "images/square.png") == (player, picture)
    clock(hours=12)
    assert (guest.get(player).status_code, guest.get(picture).status_code) == (200, 200)
    clock(hours=18, seconds=1)
    expired = guest.get(player)
    assert (expired.status_code, guest.get(picture).status_code) == (410, 410)
    assert b"has been open for a long time" in expired.content
    assert address(content) != player


def test_a_library_is_served_without_asking_who_and_never_anything_beside_it(
    content: Content, guest: Client
) -> None:
    folder = f"/{content.main_library.folder}"
    for path in (
        "/../../content",
        "/..%2f..%2fcontent",
        "/",
        "",
        "/.hidden",
        "/_private.js",
        "/no.js",
        "/language",
    ):
        assert guest.get(folder + path).status_code == 404, path
    version = program.core_version()
    for path in (
        f"core/{version}/../package.json",
        f"core/{version}/../../package.json",
        "core/1.0.0/frame.bundle.js",
    ):
        assert guest.get(f"/program/{path}").status_code == 404
    assert guest.post(f"{folder}/reader.js").status_code == 405


def test_each_host_refuses_what_belongs_to_the_other(content: Content, guest: Client) -> None:
    home = at(MAIN)
    for url in served(content):
        assert home.get(urlsplit(url).path).status_code == 404, url
    for path in (
        "/en/",
        "/admin/",
        "/learn/",
        "/static/js/h5p/frame.js",
        "/media/x",
        "/service-worker.js",
        "/robots.txt",
    ):
        response = guest.get(path)
        assert response.status_code == 404, path
        assert b'href="http://localhost:8000/"' in response.content
        assert "default-src 'none'" in response["Content-Security-Policy"]
    assert guest.post("/en/learn/").status_code == 404
    # Whoever follows what the development server prints comes to the right place.
    assert guest.get("/").headers["Location"] == f"{MAIN}/"


def test_the_calm_page_speaks_the_language_of_the_browser(guest: Client) -> None:
    response = guest.get("/nothing/", headers={"accept-language": "de-AT,de;q=0.9"})
    assert b'lang="de"' in response.content


def test_queries_are_few_whatever_a_package_is_made_of(content: Content, guest: Client) -> None:
    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert guest.get(url).status_code == 200
        return len(queries)

    first, again = count(address(content)), count(address(content))
    assert (first, again) == (6, 2)
    files = sound_files()
    for number in range(30):
        name = f"Test.Extra{number}"
        info = {
            "title": name,
            "machineName": name,
            "majorVersion": 1,
            "minorVersion": 0,
            "patchVersion": 0,
            "runnable": 0,
        }
        files[f"{name}-1.0/library.json"] = info
    needs = [
        {"machineName": f"Test.Extra{number}", "majorVersion": 1, "minorVersion": 0} for number in range(30)
    ]
    files["h5p.json"] = manifest()
    files["h5p.json"]["preloadedDependencies"] += needs
    large = imported(packed(files)).content
    assert (count(address(large)), count(address(large))) == (first, again)
    assert count(files_address(content) + "images/square.png") == 0
    assert count(f"/{content.main_library.folder}/reader.js") == 0


def test_a_newer_library_is_played_at_once(guest: Client) -> None:
    content = imported().content
    before = guest.get(address(content)).content
    assert b"Test.Choice-1.2.3-" in before
    imported(newer_patch(4))
    assert b"Test.Choice-1.2.4-" in guest.get(address(content)).content
