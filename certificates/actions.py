"""What makes certificates. Nothing changes one."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from courses.models import CoursePage, Edition
from courses.outline import CertificateKind, Test
from courses.translations import live_page
from learning.models import Enrolment
from learning.progress import Evidence

from .codes import new_code
from .facts import CURRENT_LAYOUT, Facts, ModuleFact, PassedTest, to_data
from .models import Certificate


def issue(*, enrolment: Enrolment, edition: Edition, evidence: Evidence, language: str, at: datetime) -> None:
    """Issue the certificate that `edition` promises to the learner who completed it at `at`; none if it promises none.

    The certificate is in `language`, or in another one when the course is not published in that. Issuing again, or
    twice at once, changes nothing. Costs two queries.
    """
    if edition.shape.award is CertificateKind.NONE:
        return
    issued_at = timezone.now()
    facts = _facts(enrolment, edition, evidence, language, at, issued_at)
    certificate = Certificate(
        code=new_code(),
        kind=facts.kind,
        holder_id=enrolment.learner_id,
        course_key=enrolment.course_key,
        language=facts.language,
        facts_data=to_data(facts),
        issued_at=issued_at,
    )
    # A second certificate meets the first one and leaves it as it is: the one column that is "updated" is part of what
    # made them meet. Ignoring conflicts altogether would also ignore a code that is taken, and issue nothing.
    Certificate.objects.bulk_create(
        [certificate],
        update_conflicts=True,
        unique_fields=["holder", "course_key", "kind"],
        update_fields=["course_key"],
    )


def _facts(
    enrolment: Enrolment,
    edition: Edition,
    evidence: Evidence,
    language: str,
    at: datetime,
    issued_at: datetime,
) -> Facts:
    """Titles and numbers are those of the edition; what else the course says of itself is on its page.

    The page may have been withdrawn while somebody was learning: what it said is then missing, the certificate is not.
    """
    page = live_page(CoursePage, enrolment.course_key, language)
    if page:
        language = page.locale.language_code
    elif language not in edition.wording:
        language = next(iter(edition.wording))
    return Facts(
        kind=edition.shape.award,
        language=language,
        layout=CURRENT_LAYOUT,
        holder=enrolment.certificate_name,
        course=edition.title(enrolment.course_key, language),
        summary=page.summary if page else "",
        outcomes=tuple(outcome.value for outcome in page.outcomes) if page else (),
        modules=tuple(
            ModuleFact(edition.title(module.key, language), module.minutes)
            for module in edition.shape.modules
        ),
        tests=tuple(_tests(edition, evidence, language)),
        minutes=edition.shape.minutes,
        completed_on=timezone.localdate(at),
        issued_on=timezone.localdate(issued_at),
        awarding_body=page.awarding_body if page else "",
        country=page.country if page else "",
        eqf_level=page.eqf_level if page else None,
        assessment=page.assessment if page else "",
        participation=page.participation if page else "",
        quality_assurance=page.quality_assurance if page else "",
        edition=edition.number,
        edition_digest=edition.digest,
    )


def _tests(edition: Edition, evidence: Evidence, language: str) -> Iterator[PassedTest]:
    """The tests that the holder passed, each with its best score in per cent, rounded down as every mark is."""
    for step in edition.shape.steps():
        score = evidence.scores.get(step.key)
        if isinstance(step, Test) and step.key in evidence.done and score is not None:
            yield PassedTest(edition.title(step.key, language), int(score * 100))
