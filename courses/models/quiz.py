from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import QuizQuestions
from ..blocks.content import SHORT_TEXT
from ..blocks.questions import to_question
from ..outline import Test
from ..quiz import Draw, FeedbackTime, Question, Quiz
from .bank import bank
from .publishable import PublishablePage

FEEDBACK = [
    (FeedbackTime.EACH, _("At once, after each question")),
    (FeedbackTime.END, _("At the end")),
    (FeedbackTime.NEVER, _("Never: only the result")),
]


class QuizPage(PublishablePage):
    """A graded test, of a module or of the whole course."""

    introduction = RichTextField(_("introduction"), features=SHORT_TEXT, blank=True)
    questions = StreamField(QuizQuestions(), verbose_name=_("questions"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, validators=[MinValueValidator(1)])
    is_required = models.BooleanField(_("required"), default=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=60,
        validators=[MaxValueValidator(100)],
        help_text=_("Per cent of all points."),
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as often as one likes."),
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Minutes. Empty: none."),
    )
    feedback = models.CharField(_("feedback"), max_length=5, choices=FEEDBACK, default=FeedbackTime.END)
    is_shuffled = models.BooleanField(_("shuffle the questions"), default=False)
    has_shuffled_choices = models.BooleanField(_("shuffle the choices"), default=True)

    bank_as_published: dict[str, list[Question]] | None = None
    """For a quiz as it was in an edition: the questions that it drew from then."""

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [
                FieldPanel("minutes"),
                FieldPanel("is_required"),
                FieldPanel("pass_mark"),
                FieldPanel("attempts"),
                FieldPanel("time_limit"),
                FieldPanel("feedback"),
                FieldPanel("is_shuffled"),
                FieldPanel("has_shuffled_choices"),
            ],
            heading=_("Rules"),
        ),
    ]

    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Introduction")), ("paper", _("Questions, as one attempt may show them"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return (
            "courses/quiz_paper.html"
            if mode_name == "paper"
            else super().get_preview_template(request, mode_name)
        )

    @property
    def outline(self) -> Test:
        return Test(
            key=self.translation_key,
            minutes=self.minutes,
            is_required=self.is_required,
            pass_mark=self.pass_mark,
        )

    @property
    def quiz(self) -> Quiz:
        return Quiz(
            entries=tuple(
                Draw(child.value["tag"], child.value["count"])
                if child.block_type == "draw"
                else to_question(child, key=child.id or f"draft-{index}")
                for index, child in enumerate(self.questions)
            ),
            pass_mark=self.pass_mark,
            shuffle_questions=self.is_shuffled,
            shuffle_choices=self.has_shuffled_choices,
            feedback=FeedbackTime(self.feedback),
            attempts=self.attempts,
            time_limit=self.time_limit,
        )

    @property
    def draws(self) -> set[str]:
        """The tags by which this quiz draws from the bank, read from its raw data."""
        return {child["value"]["tag"] for child in self.questions.raw_data if child["type"] == "draw"}

    def bank(self) -> dict[str, list[Question]]:
        """The questions of the bank from which this quiz draws, by tag."""
        if self.bank_as_published is not None:
            return self.bank_as_published
        return bank({entry.tag for entry in self.quiz.entries if isinstance(entry, Draw)}, self.locale)

    parent_page_types = ["courses.CoursePage", "courses.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("test")
        verbose_name_plural = _("tests")
