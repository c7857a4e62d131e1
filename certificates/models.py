"""What was certified, what became of it, and what courses say of their certificates."""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.outline import CertificateKind

from .design import Design, PrintedPicture
from .facts import Facts, from_data
from .names import masked

__all__ = [
    "KINDS",
    "Certificate",
    "CertificateQuerySet",
    "Credential",
    "Design",
    "Ending",
    "Event",
    "PrintedPicture",
    "State",
    "Terms",
    "today",
]

KINDS = [
    (CertificateKind.PARTICIPATION.value, _("Certificate of participation")),
    (CertificateKind.ACHIEVEMENT.value, _("Certificate of achievement")),
]


class Renewal(models.TextChoices):
    """Who renews a certificate that expires. Administrators can in any case."""

    ON_REQUEST = "on_request", _("Administrators, when the holder asks")
    BY_TESTS = "by_tests", _("The holder, after passing the required tests again")


class Terms(models.Model):
    """What a course says of its certificates, in all its languages. A course without a row has no terms of its own.

    `participation_share`: from this share of the required lessons, in per cent, learners may ask for a certificate of
    participation before they have finished.
    """

    course_key = models.UUIDField(unique=True, editable=False)
    valid_years = models.PositiveSmallIntegerField(
        _("valid for (years)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_(
            "From the day of issue. Empty: for ever. Certificates that were issued already stay as they are."
        ),
    )
    participation_share = models.PositiveSmallIntegerField(
        _("participation from (per cent of the required lessons)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "From this share on, learners can ask for a certificate of participation. Empty: only with the whole course."
        ),
    )

    renewal = models.CharField(
        _("renewed by"),
        max_length=10,
        choices=Renewal,
        default=Renewal.ON_REQUEST,
        help_text=_(
            "Tests count from 90 days before the certificate expires. Only certificates of achievement can be renewed by their "
            "holders. Who has no attempts left has to ask."
        ),
    )

    class Meta:
        verbose_name = _("terms of certificates")
        verbose_name_plural = _("terms of certificates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_years__isnull=True)
                | models.Q(valid_years__gte=1, valid_years__lte=50),
                name="certificates_are_valid_for_1_to_50_years",
            ),
            models.CheckConstraint(
                condition=models.Q(participation_share__isnull=True)
                | models.Q(participation_share__gte=1, participation_share__lte=100),
                name="participation_begins_at_1_to_100_per_cent",
            ),
            models.CheckConstraint(
                condition=models.Q(renewal=Renewal.ON_REQUEST)
                | models.Q(renewal=Renewal.BY_TESTS, valid_years__isnull=False),
                name="holders_renew_only_what_expires",
                violation_error_message=_(
                    "Certificates that are valid for ever are not renewed: give the years, or let administrators renew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.course_key)


class Ending(models.TextChoices):
    """Why a certificate is no longer the current one."""

    REVOKED = "revoked", _("revoked")
    CORRECTED = "corrected", _("replaced by a corrected one")
    RENEWED = "renewed", _("renewed")


class State(models.TextChoices):
    """What a stranger is told of a certificate."""

    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")
    REPLACED = "replaced", _("replaced")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of(self, learner: models.Model) -> "CertificateQuerySet":
        return self.filter(holder=learner)

    def current(self) -> "CertificateQuerySet":
        """Neither revoked nor replaced; some may have expired."""
        return self.filter(is_current=True)

    def latest_of_chains(self) -> "CertificateQuerySet":
        """All but those in whose place there is another one."""
        return self.exclude(ending__in=[Ending.CORRECTED, Ending.RENEWED])


class Certificate(models.Model):
    """What somebody achieved, in the words of the day on which it was issued.

    `facts_data` holds every word that depends on the holder, the course or the day (see `certificates.facts`). It is
    written once: neither a new name nor a new version of the course reaches a certificate. What changes is whether it is
    still the current one, and the two choices of its holder.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=KINDS)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates"
    )
    course_key = models.UUIDField()
    language = models.CharField(_("language"), max_length=10)
    facts_data = models.JSONField()
    issued_at = models.DateTimeField(_("issued at"))
    valid_until = models.DateField(_("valid until"), null=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaced_by", verbose_name=_("replaces")
    )
    # True or NULL, never False: in a unique constraint NULLs do not meet, so one can be current and many have been. A
    # constraint with a condition would say the same, but no upsert can meet it.
    is_current = models.BooleanField(null=True, default=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True)
    shows_name = models.BooleanField(_("show my full name to everybody who has the code"), default=False)
    wants_reminder = models.BooleanField(_("remind me by e-mail before it expires"), default=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        permissions = [("manage_certificates", _("Can revoke, reissue and renew certificates"))]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "course_key", "kind", "is_current"],
                name="one_current_certificate_per_holder_course_and_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    is_current__isnull=False, is_current=True, ending="", ended_at__isnull=True
                )
                | models.Q(is_current__isnull=True, ending__in=Ending.values, ended_at__isnull=False),
                name="a_certificate_is_current_until_it_has_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"],
                condition=models.Q(is_current=True, valid_until__isnull=False),
                name="certificates_that_expire",
            ),
            models.Index(fields=["course_key", "kind"], name="certificates_of_a_course"),
            models.Index(fields=["id"], condition=models.Q(is_current=None), name="ended_certificates"),
        ]

    def __str__(self) -> str:
        return self.code

    @cached_property
    def facts(self) -> Facts:
        return from_data(self.facts_data)

    @property
    def state(self) -> State:
        if self.ending:
            return State.REVOKED if self.ending == Ending.REVOKED else State.REPLACED
        return State.EXPIRED if self.has_expired else State.VALID

    @property
    def has_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until < today()

    @property
    def has_right_name(self) -> bool:
        """Once the name was corrected, nobody is shown the old one any more."""
        return self.ending != Ending.CORRECTED

    @property
    def public_name(self) -> str:
        """The name for those who have only the code; empty when it was corrected."""
        if not self.has_right_name:
            return ""
        return self.facts.holder if self.shows_name else masked(self.facts.holder)

    @property
    def successor(self) -> "Certificate | None":
        """What took its place."""
        return getattr(self, "replaced_by", None)

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()}: {self.facts.course}"

    @property
    def url(self) -> str:
        """Where its holder downloads it."""
        return reverse("certificates:download", args=[self.code])

    @property
    def own_url(self) -> str:
        """Where its holder finds all that there is to it."""
        return reverse("certificates:own", args=[self.code])

    @property
    def verify_url(self) -> str:
        """Where anybody checks it."""
        return reverse("certificates:verify", args=[self.code])

    @property
    def printed_address(self) -> str:
        """Where anybody checks it, absolute and the same in every language, as it is printed."""
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("certificate", args=[self.code])


class Credential(models.Model):
    """The signed credential of a certificate, kept: a new key signs none anew."""

    certificate = models.OneToOneField(
        Certificate, primary_key=True, on_delete=models.CASCADE, related_name="credential"
    )
    token = models.TextField()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")

    def __str__(self) -> str:
        return str(self.certificate_id)


class Event(models.Model):
    """What became of a certificate after its issue: the audit trail. Written once; the database refuses to change it.

    Whoever did it is named by a pseudonymous key only, as in the ledger; nobody is named where a command did it. When a
    person is erased, the entries stay and lead to nobody.
    """

    class What(models.TextChoices):
        REVOKED = "revoked", _("revoked")
        CORRECTED = "corrected", _("replaced by a corrected one")
        RENEWED = "renewed", _("renewed")
        REMINDED = "reminded", _("holder reminded")

    certificate = models.ForeignKey(
        Certificate, on_delete=models.DO_NOTHING, db_constraint=False, related_name="events"
    )
    what = models.CharField(max_length=10, choices=What)
    reason = models.TextField(blank=True)
    by_key = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=~models.Q(what="reminded"), name="a_certificate_ends_once"
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(what="reminded"),
                name="one_reminder_per_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.what}"


def today() -> date:
    """The day at the place of the site."""
    return timezone.localdate()
