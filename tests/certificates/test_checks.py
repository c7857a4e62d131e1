from __future__ import annotations

from django.core.checks import run_checks

from certificates import checks


def test_nothing_is_missing_here():
    assert not [message for message in run_checks() if message.id == "certificates.E001"]


def test_a_missing_library_is_an_error_that_names_the_command(monkeypatch):
    monkeypatch.setattr(checks, "find_library", lambda name: None)
    (error,) = checks.pango_is_installed()
    assert error.id == "certificates.E001"
    assert "pango-1.0, pangoft2-1.0" in error.msg
    assert "apt-get install libpango-1.0-0" in error.hint
