"""What a holder does about a certificate that expires, where the terms of the course let them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Edition
from courses.outline import CertificateKind
from learning.actions.record import current_edition
from learning.models import Attempt, Enrolment

from ..composing import compose, sources_of
from ..models import Certificate, Ending, Renewal, Terms, today
from ..refusals import DoesNotExpire, NotAllowed, RenewalOnRequest, TestsToPass
from ..renewal import is_earned, opens_on, required_tests
from .ending import end, locked


@dataclass(frozen=True, slots=True)
class Way:
    """How far a holder is on the way to a renewal. `passed_at`: when each required test was passed since it counts."""

    opens_on: date
    edition: Edition
    passed_at: dict[UUID, datetime | None]

    @property
    def is_open(self) -> bool:
        return self.opens_on <= today()

    @property
    def is_earned(self) -> bool:
        passed = [key for key, at in self.passed_at.items() if at]
        return self.is_open and is_earned(self.edition.shape, passed)


def way_to_renewal(certificate: Certificate) -> Way | None:
    """None where the holder can only ask. At most three queries."""
    if (
        certificate.valid_until is None
        or not certificate.is_current
        or certificate.kind != CertificateKind.ACHIEVEMENT
    ):
        return None
    terms = Terms.objects.filter(course_key=certificate.course_key, renewal=Renewal.BY_TESTS)
    edition = current_edition(certificate.course_key) if terms.exists() else None
    if edition is None or edition.shape.award is not CertificateKind.ACHIEVEMENT:
        return None
    first_day = opens_on(certificate.valid_until)
    passed = (
        Attempt.objects.submitted()
        .counting()
        .filter(
            enrolment__learner=certificate.holder_id,
            enrolment__course_key=certificate.course_key,
            is_passed=True,
            submitted_at__gte=timezone.make_aware(datetime.combine(first_day, time())),
        )
    )
    latest = dict(passed.order_by("submitted_at").values_list("test_key", "submitted_at"))
    return Way(first_day, edition, {key: latest.get(key) for key in required_tests(edition.shape)})


@transaction.atomic
def renew_own(*, holder: User, certificate: Certificate) -> Certificate:
    """Put a fresh one in the place of `certificate`: of the course as it is now, in the name that was right until now.

    Raises NotAllowed, HasEnded, DoesNotExpire, RenewalOnRequest, TestsToPass.
    """
    if certificate.holder_id != holder.pk:
        raise NotAllowed
    enrolment = Enrolment.objects.select_for_update().filter(
        learner=holder, course_key=certificate.course_key
    )
    found = enrolment.first()
    old = locked(certificate)
    if old.valid_until is None:
        raise DoesNotExpire
    way = way_to_renewal(old)
    if found is None or way is None:
        raise RenewalOnRequest
    if not way.is_earned:
        raise TestsToPass
    end(old, Ending.RENEWED, holder, "")
    new = _of_today(old, found, way)
    new.save(force_insert=True)
    return new


def _of_today(old: Certificate, enrolment: Enrolment, way: Way) -> Certificate:
    # Not stored: a name that was corrected since stands on the old certificate only.
    enrolment.certificate_name = old.facts.holder
    new = compose(
        enrolment=enrolment,
        edition=way.edition,
        evidence=enrolment.evidence,
        kind=CertificateKind.ACHIEVEMENT,
        sources=sources_of(enrolment, old.language),
        language=old.language,
        completed_at=max(at for at in way.passed_at.values() if at),
        issued_at=timezone.now(),
    )
    new.replaces = old
    new.shows_name, new.wants_reminder = old.shows_name, old.wants_reminder
    return new
