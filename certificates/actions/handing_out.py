"""Certificates for a whole group: whoever earned one and never had it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from courses.models import Edition
from courses.outline import CertificateKind
from learning.models import Enrolment, Statement

from ..composing import Sources, attempts_of, compose, live_in
from ..design import look_of
from ..models import Certificate, Terms
from .issuing import promises_participation, store

BATCH = 200


def waiting(edition: Edition) -> QuerySet[Enrolment]:
    """The enrolments that may lack a certificate: who never had one, be it revoked, of a kind that the course has."""
    kinds = _kinds(edition)
    missing = Q()
    for kind, needs_the_whole_course in kinds.items():
        had = Certificate.objects.filter(holder=OuterRef("learner"), course_key=edition.course_key, kind=kind)
        lacks = ~Exists(had)
        missing |= Q(lacks, completed_at__isnull=False) if needs_the_whole_course else Q(lacks)
    everybody = Enrolment.objects.filter(course_key=edition.course_key)
    return everybody.filter(missing) if kinds else everybody.none()


def hand_out(*, edition: Edition, language: str = "") -> Iterator[tuple[int, int]]:
    """Issue what is missing, a batch in each transaction; after each, how many were looked at and how many issued.

    In the language that a learner chose, else in `language`, else in the one in which the learner last learnt. It can be stopped at any moment, even by a cut of the
    power, and begun again: a batch is stored as a whole or not at all, and who has a certificate gets no second one.
    """
    terms = Terms.objects.filter(course_key=edition.course_key).first()
    looked_at, last = 0, 0
    while True:
        with transaction.atomic():
            last_language = (
                Statement.objects.filter(
                    learner_key=OuterRef("learner__learner_key"), course_key=edition.course_key
                )
                .exclude(language="")
                .order_by("-stored", "-id")
                .values("language")[:1]
            )
            batch: list[Any] = list(
                waiting(edition)
                .filter(pk__gt=last)
                .annotate(last_language=Subquery(last_language))
                .prefetch_related("items")
                .order_by("pk")
                .select_for_update(of=("self",))[:BATCH]
            )
            certificates = list(_earned(batch, edition, terms, language))
            store(certificates)
        if not batch:
            return
        looked_at, last = looked_at + len(batch), batch[-1].pk
        yield looked_at, len(certificates)


def _kinds(edition: Edition) -> dict[CertificateKind, bool]:
    """The kinds that a course has, each with whether only the whole course earns it."""
    if edition.shape.award is CertificateKind.NONE:
        return {}
    kinds: dict[CertificateKind, bool] = {edition.shape.award: True}
    terms = Terms.objects.filter(course_key=edition.course_key).first()
    if terms and terms.participation_share:
        kinds[CertificateKind.PARTICIPATION] = False
    return kinds


def _earned(batch: list[Any], edition: Edition, terms: Terms | None, language: str) -> Iterator[Certificate]:
    attempts = attempts_of(batch)
    look = look_of(edition.course_key)
    had = _had(batch, edition.course_key)
    now = timezone.now()
    pages = {}
    for enrolment in batch:
        # Set by the annotation of `hand_out`
        last_language = enrolment.last_language
        wanted = enrolment.certificate_language or language or last_language or next(iter(edition.wording))
        if wanted not in pages:
            pages[wanted] = live_in(edition.course_key, wanted)
        evidence = enrolment.evidence
        for kind in (CertificateKind.PARTICIPATION, CertificateKind.ACHIEVEMENT):
            is_finished = kind is edition.shape.award and enrolment.completed_at is not None
            takes_part = kind is CertificateKind.PARTICIPATION and promises_participation(
                edition, terms, evidence
            )
            if (enrolment.learner_id, kind) in had or not (is_finished or takes_part):
                continue
            sources = Sources(
                pages[wanted],
                terms.valid_years if terms else None,
                None if is_finished or terms is None else terms.participation_share,
                attempts[enrolment.pk],
                look,
            )
            yield compose(
                enrolment=enrolment,
                edition=edition,
                evidence=evidence,
                kind=kind,
                sources=sources,
                language=wanted,
                completed_at=enrolment.completed_at or now,
                issued_at=now,
            )


def _had(batch: list[Enrolment], course_key: UUID) -> set[tuple[int, str]]:
    learners = [enrolment.learner_id for enrolment in batch]
    found = Certificate.objects.filter(course_key=course_key, holder__in=learners)
    return set(found.values_list("holder_id", "kind"))
