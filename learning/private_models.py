"""What learners keep for themselves, private and free to change. Nothing of it is evidence: the ledger knows nothing of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.competences import HIGHEST, LOWEST
from courses.models import Edition

from .self_evaluation import Occasion

_ON_LESSON = models.Q(lesson_key__isnull=False, lesson_key=models.F("object_key"))


class Note(models.Model):
    """A row is kept for an activity, without a `lesson_key`, with ticks, text or answer; for a lesson, with note and
    bookmark; and for a highlight, under a key of its own, with its `learning.margin.Passage` and the note on it.
    """

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="notes")
    object_key = models.UUIDField()
    lesson_key = models.UUIDField(null=True)
    ticks = models.JSONField(default=list)
    text = models.TextField(blank=True)
    answer = models.JSONField(null=True)
    is_bookmarked = models.BooleanField(default=False)
    passage = models.JSONField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "object_key"], name="one_note_per_enrolment_and_key"
            ),
            models.CheckConstraint(
                condition=models.Q(is_bookmarked=False) | _ON_LESSON, name="only_lessons_are_bookmarked"
            ),
            models.CheckConstraint(
                condition=models.Q(passage__isnull=True) | (models.Q(lesson_key__isnull=False) & ~_ON_LESSON),
                name="a_highlight_is_in_a_lesson_under_its_own_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.object_key}"


class H5PState(models.Model):
    """What an H5P package wants to find again when the learner comes back: how far they are, what they chose.

    Private like notes, and not part of the ledger. `state` is JSON as the package wrote it, `digest` that of its content at
    that time; `generation` goes up when trainers have learners begin anew, and an older one does not come back.
    """

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="h5p_states")
    activity_key = models.UUIDField()
    state = models.TextField()
    digest = models.CharField(max_length=64)
    generation = models.PositiveIntegerField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("state of an H5P package")
        verbose_name_plural = _("states of H5P packages")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"], name="one_h5p_state_per_enrolment_and_activity"
            ),
            models.CheckConstraint(condition=~models.Q(state=""), name="an_h5p_state_is_never_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.activity_key}"


class SelfRating(models.Model):
    """How a learner rates their own competence. Private, and no evidence of anything: the ledger knows nothing of it.

    `competence_key` is the id of a block of the course page. What its words were at the time is in the contents of `edition`.
    The row of a level that is given again stays, so that primary keys tell who came first.
    """

    OCCASIONS = [(Occasion.BEFORE.value, _("at the beginning")), (Occasion.AFTER.value, _("at the end"))]

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="self_ratings")
    occasion = models.CharField(max_length=6, choices=OCCASIONS)
    competence_key = models.UUIDField()
    level = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("self-rating")
        verbose_name_plural = _("self-ratings")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "occasion", "competence_key"],
                name="one_self_rating_per_enrolment_occasion_and_competence",
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=LOWEST, level__lte=HIGHEST),
                name="level_of_a_self_rating_is_on_the_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(occasion__in=[each.value for each in Occasion]),
                name="occasion_of_a_self_rating_is_before_or_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.occasion} {self.competence_key}"
