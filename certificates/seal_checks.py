"""Whether the settings of the seal make sense, before somebody waits for a certificate."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

NOTICE = timedelta(days=60)


@register(Tags.security)
def seal_can_be_used(**kwargs: Any) -> list[CheckMessage]:
    """The key opens, its certificate is valid, and is kept for the day on which another key seals."""
    # Loads pyHanko, which a site without a key never needs.
    if not settings.SEAL_KEY:
        return _seal_settings_without_key()
    from . import seal_keys

    try:
        own = seal_keys.signer().signing_cert
    except seal_keys.SealKeyError as error:
        return [
            Error(
                f"The key that SEAL_KEY names cannot be used: {error}.",
                hint="See docs/operators.md; without SEAL_KEY certificates are handed out unsealed.",
                id="certificates.E003",
            )
        ]
    if own is None:
        return [Error("There is no certificate for the key that SEAL_KEY names.", id="certificates.E003")]
    found: list[CheckMessage] = [
        Error(
            f"{path} holds no certificate.",
            hint="Files of SEAL_CERTIFICATES that end in .pem hold the public certificates of the keys that sealed.",
            id="certificates.E004",
        )
        for path in seal_keys.certificate_files()
        if not _is_readable(path)
    ]
    if own.not_valid_after < datetime.now(UTC):
        found.append(
            Error(
                f"The certificate of the seal expired on {own.not_valid_after:%Y-%m-%d}.",
                id="certificates.E005",
            )
        )
    elif own.not_valid_after < datetime.now(UTC) + NOTICE:
        found.append(
            Warning(
                f"The certificate of the seal expires on {own.not_valid_after:%Y-%m-%d}.",
                id="certificates.W001",
            )
        )
    if own.dump() not in {each.certificate.dump() for each in seal_keys.in_folder()}:
        found.append(
            Warning(
                "The public certificate of the seal is not kept: with another key, what this one sealed would count as changed.",
                hint=f"openssl pkcs12 -in KEY.p12 -nokeys -out {settings.SEAL_CERTIFICATES}/YEAR.pem",
                id="certificates.W002",
            )
        )
    return found


def _is_readable(path: Path) -> bool:
    from .seal_keys import read_certificates

    try:
        read_certificates(path)
    except ValueError:
        return False
    return True


def _seal_settings_without_key() -> list[CheckMessage]:
    given = [name for name in ("SEAL_TIMESTAMPS", "SEAL_ROOTS", "SEAL_PASSPHRASE") if getattr(settings, name)]
    if not given:
        return []
    return [
        Warning(
            f"Certificates are not sealed: {', '.join(given)} without SEAL_KEY has no effect.",
            id="certificates.W003",
        )
    ]
