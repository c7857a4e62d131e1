"""Certificates as they were issued, by whatever version: see fixtures/README.md."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from certificates.europass import learning_credential
from certificates.models import Certificate
from certificates.pictures import Print

FOLDER = Path(__file__).parent / "fixtures"
PICTURES = {
    path.stem: Print("image/svg+xml" if path.suffix == ".svg" else "image/png", path.read_bytes())
    for path in sorted((FOLDER / "pictures").iterdir())
}
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def record(name: str) -> Certificate:
    """A certificate that is not stored."""
    data = json.loads((FOLDER / f"{name}.json").read_text())
    return Certificate(
        **data
        | {"issued_at": datetime.fromisoformat(data["issued_at"]), "course_key": UUID(data["course_key"])}
    )


def europass_of(certificate: Certificate) -> dict[str, Any]:
    return learning_credential(
        certificate.facts,
        kind="Certificate",
        address="https://learn.example.org/v/x/",
        issued_at=certificate.issued_at,
        valid_until=None,
        course_key=certificate.course_key,
    )
