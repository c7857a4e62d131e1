from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from certificates import checks, demo_seal, seal_checks
from certificates.demo_seal import make_demo_seal


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.SEAL_CERTIFICATES = str(tmp_path)
    return tmp_path


def ids() -> list[str]:
    return [message.id for message in seal_checks.seal_can_be_used()]


def test_type_is_installed():
    assert checks.typefaces_are_installed() == []


def test_missing_type_is_an_error_that_names_the_command(settings, monkeypatch, tmp_path):
    monkeypatch.setattr("press.faces.FONTS", tmp_path)
    (error,) = checks.typefaces_are_installed()
    assert (error.id, "npm ci" in error.hint) == ("certificates.E002", True)


def test_a_site_without_a_seal_is_in_order(folder):
    assert ids() == []


def test_settings_that_have_no_effect_are_named(settings, folder):
    settings.SEAL_TIMESTAMPS = "https://tsa.example.org"
    assert ids() == ["certificates.W003"]


def test_the_demonstration_key_is_in_order_and_private(settings, folder):
    call_command("create_demo_seal", verbosity=0)
    key = folder / "demo.p12"
    settings.SEAL_KEY = str(key)
    assert ids() == []
    assert key.stat().st_mode & 0o077 == 0


def test_the_demonstration_key_is_never_replaced(folder, capsys):
    call_command("create_demo_seal")
    content = (folder / "demo.p12").read_bytes()
    call_command("create_demo_seal")
    assert (folder / "demo.p12").read_bytes() == content
    assert "There is one already" in capsys.readouterr().out


@pytest.mark.parametrize(
    "address",
    [
        "missing.p12",
        "empty.p12",
        "pkcs11:token=Agora",
        "pkcs11:token=Agora;object=seal?module-path=/nowhere.so",
    ],
)
def test_a_key_that_cannot_be_used_is_an_error(settings, folder, address):
    (folder / "empty.p12").touch()
    settings.SEAL_KEY = address if ":" in address else str(folder / address)
    assert ids() == ["certificates.E003"]


def test_a_wrong_passphrase_is_an_error(settings, folder):
    settings.SEAL_KEY = str(make_demo_seal(folder, "Seal", passphrase="right"))
    settings.SEAL_PASSPHRASE = "wrong"
    assert ids() == ["certificates.E003"]


def test_a_certificate_that_is_not_kept_or_not_readable_is_reported(settings, folder):
    key = make_demo_seal(folder, "Seal")
    settings.SEAL_KEY = str(key)
    key.with_suffix(".pem").rename(folder / "elsewhere.txt")
    (folder / "broken.pem").write_text("-----BEGIN CERTIFICATE-----")
    assert ids() == ["certificates.E004", "certificates.W002"]


@pytest.mark.parametrize(("years", "expected"), [(-1, "certificates.E005"), (30 / 365, "certificates.W001")])
def test_an_expiring_certificate_is_reported_in_time(settings, folder, monkeypatch, years, expected):
    monkeypatch.setattr(demo_seal, "YEARS", years)
    if years < 0:
        monkeypatch.setattr(
            demo_seal, "timedelta", lambda **given: timedelta(days=given.get("days", 800), hours=0)
        )
    settings.SEAL_KEY = str(make_demo_seal(folder, "Seal"))
    assert ids() == [expected]
