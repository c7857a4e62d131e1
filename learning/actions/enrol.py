from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import User
from courses.editions import source_of

from ..models import Enrolment, ObjectType, Verb
from ..refusals import AlreadyFinished, CourseNotOpen, LanguageNotOffered
from .record import Fact, current_edition, locked_enrolment, record


@transaction.atomic
def enrol(
    *, learner: User, course_key: UUID, certificate_name: str, certificate_language: str = ""
) -> Enrolment:
    """Enrol `learner` in a live course. Enrolling again changes nothing and returns the first enrolment.

    `certificate_name` is the name that will stand on certificates, as the learner wrote it, `certificate_language` their
    language; empty for the one that the learner uses at the end. Raises CourseNotOpen, LanguageNotOffered.
    """
    if source_of(course_key) is None:
        raise CourseNotOpen
    if certificate_language:
        _check_language(course_key, certificate_language)
    enrolment, is_new = Enrolment.objects.get_or_create(
        learner=learner,
        course_key=course_key,
        defaults={
            "certificate_name": " ".join(certificate_name.split()),
            "certificate_language": certificate_language,
        },
    )
    if is_new:
        fact_id = uuid5(learner.learner_key, f"{course_key}/{Verb.REGISTERED}")
        record(
            learner=learner,
            course_key=course_key,
            facts=[Fact(Verb.REGISTERED, ObjectType.COURSE, course_key, id=fact_id)],
        )
    return enrolment


@transaction.atomic
def choose_certificate_language(*, learner: User, course_key: UUID, language: str) -> None:
    """Note in which language the certificate shall be issued. Raises NotEnrolled, AlreadyFinished, LanguageNotOffered."""
    enrolment = locked_enrolment(learner, course_key)
    if enrolment.completed_at:
        raise AlreadyFinished
    _check_language(course_key, language)
    enrolment.certificate_language = language
    enrolment.save(update_fields=["certificate_language"])


def _check_language(course_key: UUID, language: str) -> None:
    edition = current_edition(course_key)
    if edition is None or language not in edition.languages(course_key):
        raise LanguageNotOffered
