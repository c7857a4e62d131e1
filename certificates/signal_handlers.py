"""What a finished course leads to."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from courses.models import Edition
from learning.models import Enrolment
from learning.progress import Evidence
from learning.signals import course_completed

from .actions import issue


@receiver(course_completed)
def on_course_completed(
    sender: Any,
    *,
    enrolment: Enrolment,
    edition: Edition,
    evidence: Evidence,
    language: str,
    at: datetime,
    **kwargs: Any,
) -> None:
    """Issue the certificate in the transaction of the completion: both are kept, or neither.

    Nothing is caught here. A completion whose certificate cannot be written is undone as a whole, the learner is told,
    and sending the same statement again finds the same moment of completion again. Were the error caught, or the
    certificate issued after the commit, a failure would leave a finished course without a certificate, unnoticed.
    """
    issue(enrolment=enrolment, edition=edition, evidence=evidence, language=language, at=at)
