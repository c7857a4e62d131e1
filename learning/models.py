"""What learners do. The ledger of statements is the only truth; everything else here is derived from it or private.

Keys are translation keys of pages and ids of blocks, never page ids: evidence survives the move, the translation and the
deletion of a page.
"""

import uuid
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Edition
from courses.quiz import Paper, paper_from_data

from .private_models import H5PState as H5PState
from .private_models import Note as Note
from .private_models import SelfRating as SelfRating
from .progress import Evidence
from .projection import evidence_of
from .reminder_models import Reminder as Reminder


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of(self, learner: models.Model) -> "EnrolmentQuerySet":
        return self.filter(learner=learner)

    def completed(self) -> "EnrolmentQuerySet":
        return self.filter(completed_at__isnull=False)

    def to_remind(self, before: datetime) -> "EnrolmentQuerySet":
        """Whose learners want to be reminded and have been away since `before`; of each the one they were last at first."""
        waiting = self.filter(completed_at=None, learner__is_active=True, reminders_wanted_at__lte=before)
        found = waiting.annotate(active=Coalesce("last_opened_at", "enrolled_at")).filter(active__lte=before)
        return found.order_by("learner_id", "-active")


class Enrolment(models.Model):
    """One learner in one course. `completed_at` is stored on purpose: nobody who finished is ever un-finished."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    course_key = models.UUIDField()
    certificate_name = models.CharField(_("name on the certificate"), max_length=150)
    # Empty where nobody was asked: then it is the language of the moment of issue.
    certificate_language = models.CharField(_("language of the certificate"), max_length=10, blank=True)
    enrolled_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)
    last_step_key = models.UUIDField(null=True)
    last_opened_at = models.DateTimeField(null=True)
    # Empty while nobody asked for reminders. The language is that in which they were asked for.
    reminders_wanted_at = models.DateTimeField(null=True)
    reminder_language = models.CharField(max_length=10, blank=True)
    # When the learner was first shown that they have finished.
    congratulated_at = models.DateTimeField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key"], name="one_enrolment_per_learner_and_course"
            )
        ]
        indexes = [models.Index(fields=["course_key", "completed_at"], name="enrolments_of_a_course")]
        permissions = [("withdraw_completion", _("Can withdraw the completion of a course"))]

    def __str__(self) -> str:
        return f"{self.certificate_name}: {self.course_key}"

    @property
    def evidence(self) -> Evidence:
        """What the learner has done, from the projection. One query."""
        return evidence_of(self.items.all())


class Verb(models.TextChoices):
    """What was done, in the words of xAPI's and ADL's vocabularies."""

    REGISTERED = "registered", _("enrolled")
    OPENED = "experienced", _("opened")
    COMPLETED = "completed", _("completed")
    ANSWERED = "answered", _("answered")
    PASSED = "passed", _("passed")
    FAILED = "failed", _("failed")
    VOIDED = "voided", _("voided")


class ObjectType(models.TextChoices):
    COURSE = "course", _("course")
    LESSON = "lesson", _("lesson")
    ACTIVITY = "activity", _("activity")
    PART = "part", _("part of an activity")
    TEST = "test", _("test")
    STATEMENT = "statement", _("statement")


class Statement(models.Model):
    """One entry of evidence, in xAPI's terms (IEEE 9274.1.1, 4.2). Written once; the database refuses to change it.

    `id` is made by whoever saw the fact first, so sending it twice is harmless. `timestamp` is when it happened as that
    side says, `stored` when it arrived here. The learner is named by a pseudonymous key only, and so is, in `context`,
    whoever corrects something. A statement that voids another has that one's id as its `object_key`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    learner_key = models.UUIDField()
    course_key = models.UUIDField()
    verb = models.CharField(max_length=12, choices=Verb)
    object_type = models.CharField(max_length=12, choices=ObjectType)
    object_key = models.UUIDField()
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    timestamp = models.DateTimeField()
    stored = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["stored", "id"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=1),
                name="statement_score_is_from_0_to_1",
            )
        ]
        indexes = [
            models.Index(fields=["learner_key", "course_key", "stored"], name="statements_of_a_learner"),
            models.Index(
                fields=["learner_key", "course_key"],
                condition=models.Q(verb=Verb.VOIDED),
                name="voidings_of_a_learner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_key} {self.verb} {self.object_key}"


FACETS = ("is_opened", "is_done", "is_finished", "score")


class EvidenceItem(models.Model):
    """One object a learner touched, with the best that the ledger says of it: the projection of its statements."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="items")
    object_key = models.UUIDField()
    is_opened = models.BooleanField(default=False)
    is_done = models.BooleanField(default=False)
    is_finished = models.BooleanField(default=False)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)

    class Meta:
        verbose_name = _("evidence item")
        verbose_name_plural = _("evidence items")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "object_key"], name="one_item_per_enrolment_and_object"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.object_key}"


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> "AttemptQuerySet":
        return self.filter(submitted_at=None)

    def submitted(self) -> "AttemptQuerySet":
        return self.filter(submitted_at__isnull=False)

    def counting(self) -> "AttemptQuerySet":
        return self.filter(is_void=False)


class Attempt(models.Model):
    """One sitting of a test: its frozen paper, the answers as they are given, and in the end the mark.

    Where the key of a question was wrong, `corrections` holds the question with the right one; the paper stays as it was.
    `is_void` says that the ledger voids its result: it counts neither as a result nor as an attempt.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    test_key = models.UUIDField()
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    paper_data = models.JSONField()
    answers = models.JSONField(default=dict)
    locked = models.JSONField(default=list)
    corrections = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    is_passed = models.BooleanField(default=False)
    is_void = models.BooleanField(default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["test_key", "number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "test_key", "number"], name="one_attempt_per_enrolment_test_and_number"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "test_key"],
                condition=models.Q(submitted_at__isnull=True),
                name="one_open_attempt_per_enrolment_and_test",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True) | models.Q(score__isnull=False),
                name="a_submitted_attempt_has_a_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test_key} {self.number}"

    @cached_property
    def paper(self) -> Paper:
        """The paper as it is marked: with every key that was corrected."""
        questions = [self.corrections.get(data["key"], data) for data in self.paper_data["questions"]]
        return paper_from_data(self.paper_data | {"questions": questions})

    @property
    def statement_id(self) -> uuid.UUID:
        """The id of the statement of its result."""
        return uuid.uuid5(self.pk, "submitted")

    @property
    def percent(self) -> int | None:
        return None if self.score is None else int(self.score * 100)


class Receipt(models.Model):
    """The id of a fact from a browser that left no statement, such as a note: sent again, it is not taken for news."""

    id = models.UUIDField(primary_key=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="receipts")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return str(self.pk)
