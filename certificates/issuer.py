"""Who issues credentials here: signs them with the operator's key."""

from __future__ import annotations

from .models import Certificate


def credential_of(certificate: Certificate) -> bytes | None:
    """The credential of a stored `certificate`: an Open Badge 3.0 as VC-JWT, in ASCII; None without a key to sign with.

    Signed once and kept: the same bytes every time, also after the key was changed. As an attachment its media type is
    `application/vc+jwt`, its name `credential.jwt`.
    """
    return None
