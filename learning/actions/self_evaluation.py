from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.competence_pages import self_evaluation_of
from courses.competences import LEVELS

from ..models import SelfRating
from ..presentation import Presentation
from ..refusals import NotEnrolled, NotPartOfCourse, NotRated, NotUnderstood, RatingClosed
from ..self_evaluation import Levels, Occasion
from .record import current_edition, locked_enrolment


@transaction.atomic
def rate_oneself(*, learner: User, course_key: UUID, occasion: Occasion, levels: Levels) -> None:
    """Keep how a learner rates themselves now; what they said on the same occasion before is replaced.

    `levels` has one for every competence of the course. `occasion` is the one that the learner was asked for. Raises
    NotEnrolled, RatingClosed where it is over or has not come, NotRated, NotPartOfCourse, NotUnderstood for a level
    that is not on the scale.
    """
    enrolment = locked_enrolment(learner, course_key)
    edition = current_edition(course_key)
    if edition is None:
        raise NotEnrolled
    learning = Presentation(edition, "", enrolment, enrolment.evidence)
    if learning.rating_occasion is not occasion:
        raise RatingClosed
    competences = set(self_evaluation_of(course_key, "").keys)
    if levels.keys() - competences or not competences:
        raise NotPartOfCourse
    if competences - levels.keys():
        raise NotRated
    if any(level not in LEVELS for level in levels.values()):
        raise NotUnderstood
    now = timezone.now()
    SelfRating.objects.bulk_create(
        [
            SelfRating(
                enrolment=enrolment,
                occasion=occasion,
                competence_key=key,
                level=level,
                edition=edition,
                rated_at=now,
            )
            for key, level in levels.items()
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "occasion", "competence_key"],
        update_fields=["level", "edition", "rated_at"],
    )
