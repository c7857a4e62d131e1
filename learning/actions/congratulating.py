from django.db.models import F, Q
from django.utils import timezone

from ..models import Enrolment


def note_congratulation(*, enrolment: Enrolment) -> bool:
    """Whether the learner is told of having finished for the first time, now; asked again, it is not any more."""
    # Most who look have not finished, or know it: that costs no query.
    if enrolment.completed_at is None or (
        enrolment.congratulated_at and enrolment.congratulated_at >= enrolment.completed_at
    ):
        return False
    untold = Q(congratulated_at=None) | Q(congratulated_at__lt=F("completed_at"))
    told = (
        Enrolment.objects.completed().filter(untold, pk=enrolment.pk).update(congratulated_at=timezone.now())
    )
    return bool(told)
