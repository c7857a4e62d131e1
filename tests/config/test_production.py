"""Production refuses to start half set up, and speaks TLS only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as test_settings
from django.test import Client
from django.urls import reverse

SECRETS = {
    "SECRET_KEY": "x7-" * 20 + "long enough and random enough",
    "ALLOWED_HOSTS": "learn.example.org, www.example.org",
    "BASE_URL": "https://learn.example.org/",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
}
TOLD = """
import json
from config.settings import production as settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own: importing the settings of production would change those of the tests."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, *command],
        cwd=test_settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    done = run("-c", TOLD, **SECRETS)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_packages_have_a_host_before_everything_that_knows_people() -> None:
    done = run("-c", TOLD, **SECRETS, H5P_ORIGIN="https://h5p.example.org/")
    told = json.loads(done.stdout)
    assert told["H5P_ORIGIN"] == "https://h5p.example.org"
    assert told["ALLOWED_HOSTS"] == ["learn.example.org", "www.example.org", "h5p.example.org"]
    assert told["MIDDLEWARE"][:4] == [
        "django.middleware.security.SecurityMiddleware",
        "config.content_host.ContentHostMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "config.compression.CompressionMiddleware",
    ]
    checked = run("manage.py", "check", **SECRETS, H5P_ORIGIN="https://learn.example.org")
    assert "h5p.E003" in checked.stderr


@pytest.mark.parametrize("missing", SECRETS)
def test_it_does_not_start_without(missing: str) -> None:
    for environment in (
        {name: value for name, value in SECRETS.items() if name != missing},
        SECRETS | {missing: ""},
    ):
        done = run("-c", TOLD, **environment)
        assert done.returncode != 0
        assert f"ImproperlyConfigured: Set {missing} in the environment" in done.stderr


def test_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    # What a developer tries out in the database of the project is no fault of these settings.
    database = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    told = {"CONTACT_EMAIL": "help@example.org", "DATABASE_URL": database}
    environment = {**SECRETS, **told, "CREDENTIAL_KEYS": str(tmp_path / "keys.json")}
    made = run("manage.py", "create_credential_key", **environment)
    assert made.returncode == 0, made.stderr
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_no_secret_has_a_default(production: dict[str, Any]) -> None:
    assert production["SECRET_KEY"] == SECRETS["SECRET_KEY"]
    assert production["ALLOWED_HOSTS"] == ["learn.example.org", "www.example.org"]
    assert production["CSRF_TRUSTED_ORIGINS"] == ["https://learn.example.org"]
    assert production["EMAIL_HOST"] == "mail.example.org"
    assert production["DEBUG"] is False


@pytest.fixture
def over_tls(production: dict[str, Any], settings: Any) -> Client:
    for name, value in production.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "CSRF_TRUSTED", "ALLOWED_")):
            setattr(settings, name, value)
    return Client(headers={"host": "learn.example.org", "x-forwarded-proto": "https"})


@pytest.mark.django_db
class TestAnswers:
    def test_browsers_remember_to_come_over_tls(self, over_tls: Client) -> None:
        header = over_tls.get(reverse("account_login")).headers["Strict-Transport-Security"]
        assert header == "max-age=31536000; includeSubDomains; preload"

    def test_who_comes_without_is_sent_there(self, over_tls: Client) -> None:
        response = over_tls.get("/en/", headers={"x-forwarded-proto": "http"})
        assert (response.status_code, response.headers["Location"]) == (301, "https://learn.example.org/en/")

    def test_cookies_go_over_tls_to_this_host_only(self, over_tls: Client) -> None:
        over_tls.get(reverse("account_login"))
        cookie = over_tls.cookies["__Host-csrf"]
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]

    def test_the_session_too(self, production: dict[str, Any]) -> None:
        assert production["SESSION_COOKIE_NAME"].startswith("__Host-")
        assert production["SESSION_COOKIE_SECURE"] is True

    def test_another_host_name_is_refused(self, over_tls: Client) -> None:
        assert over_tls.get("/en/", headers={"host": "evil.example"}).status_code == 400
