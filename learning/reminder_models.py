"""What is kept of reminders. Apart from the other models, which are many."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reminders import MOST


class Reminder(models.Model):
    """A mail that reminded a learner of an unfinished course: written before it is sent, so that none is sent twice.

    `away_since` is when the learner was last there, `number` counts the reminders since.
    """

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="reminders")
    away_since = models.DateTimeField()
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "away_since", "number"], name="no_reminder_is_sent_twice"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST), name="reminders_end_when_nobody_answers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.number}"
