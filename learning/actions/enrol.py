from uuid import UUID, uuid5

from django.db import transaction

from accounts.models import User
from courses.editions import source_of

from ..models import Enrolment, ObjectType, Verb
from ..refusals import CourseNotOpen
from .record import Fact, record


@transaction.atomic
def enrol(*, learner: User, course_key: UUID, certificate_name: str) -> Enrolment:
    """Enrol `learner` in a live course. Enrolling again changes nothing and returns the first enrolment.

    `certificate_name` is the name that will stand on certificates, as the learner wrote it. Raises CourseNotOpen.
    """
    if source_of(course_key) is None:
        raise CourseNotOpen
    enrolment, is_new = Enrolment.objects.get_or_create(
        learner=learner,
        course_key=course_key,
        defaults={"certificate_name": " ".join(certificate_name.split())},
    )
    if is_new:
        fact_id = uuid5(learner.learner_key, f"{course_key}/{Verb.REGISTERED}")
        record(
            learner=learner,
            course_key=course_key,
            facts=[Fact(Verb.REGISTERED, ObjectType.COURSE, course_key, id=fact_id)],
        )
    return enrolment
