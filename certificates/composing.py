"""From a course and what somebody did in it to the words of a certificate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Case, Subquery, TextField, Value, When
from django.utils import timezone

from courses.models import CoursePage, Edition
from courses.outline import CertificateKind, Step, Test
from learning.models import Attempt, Enrolment
from learning.progress import Evidence

from .codes import new_code
from .design import Design, look_of
from .facts import CURRENT_LAYOUT, Facts, ModuleFact, PassedTest, StepFact, to_data
from .levels import share_of_lessons
from .look import Look, look_from_data
from .models import Certificate, Terms


@dataclass(frozen=True, slots=True)
class Sources:
    """What a certificate is made of besides edition and evidence. The page is None where the course was withdrawn."""

    page: CoursePage | None
    valid_years: int | None = None
    share: int | None = None
    attempts: Mapping[UUID, int] = field(default_factory=dict)
    look: Look = field(default_factory=Look)


class _Joined(Aggregate):
    """The values of a column in one text, with commas between."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **extra)


def sources_of(enrolment: Enrolment, language: str) -> Sources:
    """In one query where the course is live: it belongs to the request that finishes a course, which is short of them."""
    taken = _counting().filter(enrolment=enrolment.pk)
    terms = Terms.objects.filter(course_key=enrolment.course_key)
    joined = taken.values("enrolment").annotate(keys=_Joined("test_key")).values("keys")
    page = live_in(
        enrolment.course_key,
        language,
        valid_years=terms.values("valid_years"),
        taken=joined,
        look_data=Design.objects.of(enrolment.course_key).values("look_data"),
    )
    if page is not None:
        keys = page.taken.split(",") if page.taken else []
        look = look_from_data(page.look_data or {})
        return Sources(page, page.valid_years, attempts=Counter(UUID(key) for key in keys), look=look)
    found = terms.first()
    return Sources(
        None,
        found.valid_years if found else None,
        attempts=Counter(taken.values_list("test_key", flat=True)),
        look=look_of(enrolment.course_key),
    )


def attempts_of(enrolments: list[Enrolment]) -> dict[int, Counter[UUID]]:
    """How often each enrolment sat each test. One query."""
    found: dict[int, Counter[UUID]] = {enrolment.pk: Counter() for enrolment in enrolments}
    for pk, key in _counting().filter(enrolment__in=enrolments).values_list("enrolment_id", "test_key"):
        found[pk][key] += 1
    return found


def live_in(course_key: UUID, language: str, **annotations: Any) -> Any:
    """The live page of a course in `language`, else the one written first, with the first row of each of `annotations`; or None."""
    in_language = Case(When(locale__language_code=language, then=Value(0)), default=Value(1))
    pages = CoursePage.objects.live().filter(translation_key=course_key).select_related("locale")
    more = {name: Subquery(rows[:1]) for name, rows in annotations.items()}
    return pages.annotate(**more).order_by(in_language, "pk").first()


def _counting() -> Any:
    return Attempt.objects.submitted().counting().order_by()


def compose(
    *,
    enrolment: Enrolment,
    edition: Edition,
    evidence: Evidence,
    kind: CertificateKind,
    sources: Sources,
    language: str,
    completed_at: datetime,
    issued_at: datetime,
) -> Certificate:
    """A certificate that is not stored yet.

    Titles and numbers are those of the edition; what else the course says of itself is on its page. The page may have been
    withdrawn while somebody was learning: what it said is then missing, the certificate is not.
    """
    page = sources.page
    if page:
        language = page.locale.language_code
    elif language not in edition.wording:
        language = next(iter(edition.wording))
    issued_on = timezone.localdate(issued_at)
    facts = Facts(
        kind=kind,
        language=language,
        layout=CURRENT_LAYOUT,
        holder=enrolment.certificate_name,
        course=edition.title(enrolment.course_key, language),
        summary=page.summary if page else "",
        outcomes=tuple(outcome.value for outcome in page.outcomes) if page else (),
        modules=tuple(
            ModuleFact(
                edition.title(module.key, language),
                module.minutes,
                tuple(_step(step, edition, evidence, sources, language) for step in module.steps),
            )
            for module in edition.shape.modules
        ),
        tests=tuple(_passed(edition, evidence, sources, language)),
        minutes=edition.shape.minutes,
        completed_on=timezone.localdate(completed_at),
        issued_on=issued_on,
        awarding_body=page.awarding_body if page else "",
        country=page.country if page else "",
        eqf_level=page.eqf_level if page else None,
        assessment=page.assessment if page else "",
        participation=page.participation if page else "",
        quality_assurance=page.quality_assurance if page else "",
        edition=edition.number,
        edition_digest=edition.digest,
        edition_on=timezone.localdate(edition.created_at),
        prerequisites=page.prerequisites if page else "",
        valid_until=years_after(issued_on, sources.valid_years) if sources.valid_years else None,
        share=share_of_lessons(edition.shape, evidence) or 100,
        share_required=sources.share or 100,
        final_tests=tuple(_step(test, edition, evidence, sources, language) for test in edition.shape.tests),
        has_no_level=page.has_no_level if page else False,
        supervision=page.supervision if page else "",
        stackability=page.stackability if page else "",
        further_information=page.further_information if page else "",
        look=sources.look,
    )
    return stored_as(facts, holder_id=enrolment.learner_id, course_key=enrolment.course_key, at=issued_at)


def stored_as(facts: Facts, *, holder_id: int, course_key: UUID, at: datetime) -> Certificate:
    """A fresh certificate that says `facts`, not stored yet."""
    return Certificate(
        code=new_code(),
        kind=facts.kind,
        holder_id=holder_id,
        course_key=course_key,
        language=facts.language,
        facts_data=to_data(facts),
        issued_at=at,
        valid_until=facts.valid_until,
    )


def years_after(day: date, years: int) -> date:
    """The same day of a later year; for 29 February the last day of the month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _passed(edition: Edition, evidence: Evidence, sources: Sources, language: str) -> Iterator[PassedTest]:
    """The tests that the holder passed, each with its best score in per cent, rounded down as every mark is."""
    for step in edition.shape.steps():
        score = evidence.scores.get(step.key)
        if isinstance(step, Test) and step.key in evidence.done and score is not None:
            yield PassedTest(
                edition.title(step.key, language), int(score * 100), sources.attempts.get(step.key, 0)
            )


def _step(step: Step, edition: Edition, evidence: Evidence, sources: Sources, language: str) -> StepFact:
    is_test = isinstance(step, Test)
    score = evidence.scores.get(step.key) if is_test else None
    return StepFact(
        title=edition.title(step.key, language),
        is_test=is_test,
        is_required=step.is_required,
        is_done=step.key in evidence.done,
        minutes=step.minutes,
        result=None if score is None else int(score * 100),
        pass_mark=step.pass_mark if isinstance(step, Test) else None,
        attempts=sources.attempts.get(step.key, 0),
    )
