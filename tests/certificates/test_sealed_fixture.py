"""A file from the past: whatever is upgraded, it stays recognised."""

from pathlib import Path

from certificates.sealed_file import Verdict, examine

FIXTURES = Path(__file__).parent / "fixtures"


def test_a_file_sealed_long_ago_is_recognised(settings):
    settings.SEAL_CERTIFICATES = str(FIXTURES / "sealed")
    found = examine((FIXTURES / "sealed.pdf").read_bytes())
    assert (found.verdict, found.code) == (Verdict.UNCHANGED, "7K3M-PXR4-HWTN-6")
    assert (found.sealed_by, found.sealed_at.year) == ("City of Musterstadt", 2026)
