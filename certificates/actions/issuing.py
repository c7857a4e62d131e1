"""One certificate for one learner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Edition
from courses.outline import CertificateKind
from learning.actions.record import current_edition
from learning.models import Enrolment
from learning.progress import Evidence

from ..composing import compose, sources_of
from ..levels import has_taken_part
from ..models import Certificate, Terms
from ..refusals import NothingToCertify


def issue(*, enrolment: Enrolment, edition: Edition, evidence: Evidence, language: str, at: datetime) -> None:
    """Issue the certificate that `edition` promises to the learner who completed it at `at`; none if it promises none.

    The certificate is in the language that the learner chose, else in `language`, or in another one when the course is not
    published in that. Issuing again, or twice at once, changes nothing. Costs two queries.
    """
    kind = edition.shape.award
    if kind is CertificateKind.NONE:
        return
    wanted = enrolment.certificate_language or language
    certificate = compose(
        enrolment=enrolment,
        edition=edition,
        evidence=evidence,
        kind=kind,
        sources=sources_of(enrolment, wanted),
        language=wanted,
        completed_at=at,
        issued_at=timezone.now(),
    )
    store([certificate])


def store(certificates: Iterable[Certificate]) -> None:
    """Store those whose holders have no current one for the course and kind.

    A second certificate meets the first one and leaves it as it is: the one column that is "updated" is part of what
    made them meet. Ignoring conflicts altogether would also ignore a code that is taken, and issue nothing.
    """
    Certificate.objects.bulk_create(
        certificates,
        update_conflicts=True,
        unique_fields=["holder", "course_key", "kind", "is_current"],
        update_fields=["course_key"],
    )


@transaction.atomic
def claim_participation(*, learner: User, course_key: UUID, language: str) -> Certificate:
    """Issue the certificate of participation for the share of the lessons that `learner` did; the same one if asked again.

    In the language that the learner chose, else in `language`.

    Raises NothingToCertify: the course has no such share, it is not reached, or the certificate was revoked.
    """
    enrolment = Enrolment.objects.select_for_update().filter(learner=learner, course_key=course_key).first()
    edition = current_edition(course_key)
    terms = Terms.objects.filter(course_key=course_key).first()
    if enrolment is None or edition is None or terms is None:
        raise NothingToCertify
    had = Certificate.objects.of(learner).filter(course_key=course_key, kind=CertificateKind.PARTICIPATION)
    current = had.current().first()
    if current:
        return current
    evidence = enrolment.evidence
    if had.exists() or not promises_participation(edition, terms, evidence):
        raise NothingToCertify
    now = timezone.now()
    wanted = enrolment.certificate_language or language
    sources = sources_of(enrolment, wanted)
    certificate = compose(
        enrolment=enrolment,
        edition=edition,
        evidence=evidence,
        kind=CertificateKind.PARTICIPATION,
        sources=replace(sources, share=terms.participation_share),
        language=wanted,
        completed_at=enrolment.completed_at or now,
        issued_at=now,
    )
    store([certificate])
    return had.current().get()


def promises_participation(edition: Edition, terms: Terms | None, evidence: Evidence) -> bool:
    """Whether `evidence` earns a certificate of participation before, or besides, what the whole course is worth."""
    return (
        terms is not None
        and edition.shape.certificate is not CertificateKind.NONE
        and has_taken_part(edition.shape, evidence, terms.participation_share)
    )
