"""What the holder of a certificate decides."""

from django.db import transaction

from ..models import Certificate


@transaction.atomic
def choose(
    *, certificate: Certificate, shows_name: bool | None = None, wants_reminder: bool | None = None
) -> None:
    """Note the choices that are given, and leave the others as they are."""
    given = {"shows_name": shows_name, "wants_reminder": wants_reminder}
    chosen = {name: value for name, value in given.items() if value is not None}
    if chosen:
        Certificate.objects.filter(pk=certificate.pk).update(**chosen)
