from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.outline import CertificateKind

from .facts import Facts, from_data

KINDS = [
    (CertificateKind.PARTICIPATION.value, _("Certificate of participation")),
    (CertificateKind.ACHIEVEMENT.value, _("Certificate of achievement")),
]


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def of(self, learner: models.Model) -> "CertificateQuerySet":
        return self.filter(holder=learner)


class Certificate(models.Model):
    """What somebody achieved, in the words of the day on which it was issued. Written once, never changed.

    `facts_data` holds every word that depends on the holder, the course or the day (see `certificates.facts`): neither
    a new name nor a new version of the course reaches a certificate.
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

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "course_key", "kind"], name="one_certificate_per_holder_course_and_kind"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @cached_property
    def facts(self) -> Facts:
        return from_data(self.facts_data)

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()}: {self.facts.course}"

    @property
    def url(self) -> str:
        """Where its holder downloads it."""
        return reverse("certificates:download", args=[self.code])

    @property
    def verify_url(self) -> str:
        """Where anybody checks it."""
        return reverse("certificates:verify", args=[self.code])

    @property
    def printed_address(self) -> str:
        """Where anybody checks it, absolute and the same in every language, as it is printed."""
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("certificate", args=[self.code])
