"""Who issues credentials here: signs them with the operator's key, and keeps what was signed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from accounts.mail import site_name

from .credential import Issuer, open_badge
from .keys import BadKeys, Keys, read_keys
from .models import Certificate, Credential, Event
from .status_list import entry, numbers_in, place_of, status_list

MEDIA_TYPE = "application/vc+jwt"


def issuer() -> Issuer:
    return Issuer(settings.WAGTAILADMIN_BASE_URL.rstrip("/"), site_name())


def keys() -> Keys | None:
    """The keys of this site; None where the operator has not set any. A changed file is read anew."""
    path = Path(settings.CREDENTIAL_KEYS)
    try:
        changed_at = path.stat().st_mtime_ns
    except OSError:
        return None
    try:
        return _read(path, changed_at)
    except BadKeys:
        return None  # `certificates.E010` says so


@lru_cache(maxsize=1)
def _read(path: Path, changed_at: int) -> Keys:
    return read_keys(path.read_text())


def credential_of(certificate: Certificate) -> bytes | None:
    """The credential of a stored `certificate`: an Open Badge 3.0 as VC-JWT, in ASCII; None without a key to sign with.

    Signed once and kept: the same bytes every time, also after the key was changed. As an attachment its media type is
    `application/vc+jwt`, its name `credential.jwt`. Costs one query, the first time four.
    """
    if certificate.pk is None:
        return None
    kept = Credential.objects.filter(pk=certificate.pk).first()
    if kept is None:
        signing = keys()
        if signing is None:
            return None
        by = issuer()
        token = signing.sign(_badge(certificate, by), issuer=by.did)
        # Two requests at once sign with the same key at best; the first to be stored is kept by both.
        kept, _created = Credential.objects.get_or_create(certificate=certificate, defaults={"token": token})
    return kept.token.encode("ascii")


def _badge(certificate: Certificate, by: Issuer) -> dict[str, Any]:
    which, index = place_of(certificate.pk)
    return open_badge(
        certificate.facts,
        issuer=by,
        course_key=certificate.course_key,
        address=certificate.printed_address,
        issued_at=certificate.issued_at,
        valid_until=end_of_validity(certificate),
        status=entry(status_address(which), index),
    )


def end_of_validity(certificate: Certificate) -> datetime | None:
    """The last day of validity is a whole day, at the place of the site."""
    if certificate.valid_until is None:
        return None
    midnight = datetime.combine(certificate.valid_until + timedelta(days=1), time.min)
    return timezone.make_aware(midnight) - timedelta(seconds=1)


def status_address(which: int) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("credential_status", args=[which])


def signed_status_list(which: int) -> str | None:
    """List number `which`; None without a key, or where no certificate stands in it yet."""
    signing, numbers = keys(), numbers_in(which)
    withdrawn = _withdrawn(numbers) if signing else None
    if signing is None or withdrawn is None:
        return None
    by = issuer()
    payload = status_list(
        address=status_address(which),
        issuer=by.did,
        withdrawn=(pk - numbers.start for pk in withdrawn),
        at=timezone.now(),
    )
    return signing.sign(payload, issuer=by.did)


def _withdrawn(numbers: range) -> set[int] | None:
    """Which of `numbers` were revoked or replaced, or belonged to somebody who was erased; None where none was issued."""
    within = {"gte": numbers.start, "lt": numbers.stop}
    rows = Certificate.objects.filter(**{f"pk__{name}": value for name, value in within.items()}).order_by()
    found = rows.aggregate(last=Max("pk"), count=Count("pk"))
    if not found["count"]:
        return None
    ended = Event.objects.filter(**{f"certificate_id__{name}": value for name, value in within.items()})
    withdrawn = {
        *rows.filter(is_current=None).values_list("pk", flat=True),
        # They are there even when their certificates are gone
        *ended.exclude(what=Event.What.REMINDED).values_list("certificate_id", flat=True),
    }
    issued = range(max(numbers.start, 1), found["last"] + 1)
    if found["count"] < len(issued):
        withdrawn |= set(issued).difference(rows.values_list("pk", flat=True))
    return withdrawn
