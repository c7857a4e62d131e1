"""Course, module and lesson. Keys are translation keys: the same in every language."""

from typing import Any

from csp.decorators import csp_update
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import Competences, LessonBody, activities
from ..embeds import origin, player
from ..forms import PublishableForm
from ..outline import CertificateKind, Lesson, ModuleOrder, Rule
from ..translations import has_text, live_pages
from .publishable import PublishablePage

RULES = [
    (Rule.READ, _("Read to the end and marked as done")),
    (Rule.ACTIVITIES, _("All required activities done")),
    (Rule.TEST, _("A test passed")),
]
ORDERS = [(ModuleOrder.FREE, _("In any order")), (ModuleOrder.IN_ORDER, _("One after another"))]
CERTIFICATES = [
    (CertificateKind.NONE, _("None")),
    (CertificateKind.PARTICIPATION, _("Certificate of participation")),
    (CertificateKind.ACHIEVEMENT, _("Certificate of achievement (its tests are passed)")),
]


class CoursePage(PublishablePage):
    summary = models.TextField(_("summary"), max_length=600)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Decoration for the catalogue; it is not read aloud."),
    )
    audience = models.TextField(_("audience"), blank=True, help_text=_("For whom this course is."))
    groups = models.TextField(
        _("groups"),
        blank=True,
        help_text=_(
            "The same in a word or two for each group, one on each line: the catalogue is filtered by them."
        ),
    )
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(label=_("Outcome")))],
        verbose_name=_("learning outcomes"),
        blank=True,
        help_text=_("What learners can do afterwards; each begins with a verb."),
    )
    prerequisites = models.TextField(_("prerequisites"), blank=True)
    eqf_level = models.PositiveSmallIntegerField(
        _("level (EQF)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text=_("European Qualifications Framework, 1 to 8."),
    )
    has_no_level = models.BooleanField(
        _("no level applies"),
        default=False,
        help_text=_("Tick this if the course has no place in the framework. Certificates then say so."),
    )
    module_order = models.CharField(_("modules"), max_length=10, choices=ORDERS, default=ModuleOrder.FREE)
    certificate_kind = models.CharField(
        _("certificate"), max_length=15, choices=CERTIFICATES, default=CertificateKind.PARTICIPATION
    )
    competences = StreamField(
        Competences(),
        verbose_name=_("competences"),
        blank=True,
        help_text=_(
            "Learners rate themselves by these statements at the beginning and at the end. Keep a statement when you "
            "change its words; make a new one when you change its meaning."
        ),
    )
    lowest_level = models.CharField(_("lowest level"), max_length=80, blank=True)
    middle_level = models.CharField(_("middle level"), max_length=80, blank=True)
    highest_level = models.CharField(_("highest level"), max_length=80, blank=True)
    awarding_body = models.CharField(_("awarding body"), max_length=160, blank=True)
    country = models.CharField(_("country or region of the awarding body"), max_length=120, blank=True)
    assessment = models.CharField(_("type of assessment"), max_length=240, blank=True)
    participation = models.CharField(_("form of participation"), max_length=240, blank=True)
    quality_assurance = models.CharField(_("quality assurance"), max_length=240, blank=True)
    supervision = models.CharField(
        _("supervision and identity"),
        max_length=240,
        blank=True,
        help_text=_(
            "Who watches over the assessment, and how it is made sure that it is the learner who sits it."
        ),
    )
    stackability = models.CharField(
        _("stackability"),
        max_length=240,
        blank=True,
        help_text=_("What the certificate counts towards: a larger certificate, a qualification."),
    )
    further_information = models.CharField(_("further information"), max_length=240, blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("picture"),
                    FieldPanel("audience"),
                    FieldPanel("groups"),
                    FieldPanel("outcomes"),
                    FieldPanel("prerequisites"),
                    FieldPanel("module_order"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldPanel("competences"),
                    MultiFieldPanel(
                        [FieldPanel("lowest_level"), FieldPanel("middle_level"), FieldPanel("highest_level")],
                        heading=_("The scale in words of your own"),
                        help_text=_(
                            "Five levels, from “this is new to me” to “I can show others how”. If that does not fit, "
                            "say here what both ends and the middle mean."
                        ),
                    ),
                ],
                heading=_("Self-evaluation"),
            ),
            ObjectList(
                [
                    FieldPanel("certificate_kind"),
                    FieldPanel("awarding_body"),
                    FieldPanel("country"),
                    MultiFieldPanel(
                        [FieldPanel("eqf_level"), FieldPanel("has_no_level")], heading=_("Level")
                    ),
                    FieldPanel("assessment"),
                    FieldPanel("participation"),
                    FieldPanel("quality_assurance"),
                    MultiFieldPanel(
                        [
                            FieldPanel("supervision"),
                            FieldPanel("stackability"),
                            FieldPanel("further_information"),
                        ],
                        heading=_("Optional"),
                    ),
                ],
                heading=_("Certificate"),
            ),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ],
        base_form_class=PublishableForm,
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("audience"),
        index.SearchField("outcomes"),
    ]

    @property
    def group_names(self) -> list[str]:
        return [line.strip() for line in self.groups.splitlines() if line.strip()]

    parent_page_types = ["home.CataloguePage"]
    subpage_types = ["courses.ModulePage", "courses.QuizPage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")


class ModulePage(PublishablePage):
    summary = models.TextField(_("summary"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]

    search_fields = [*Page.search_fields, index.SearchField("summary")]

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage", "courses.QuizPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class LessonPage(PublishablePage):
    summary = models.CharField(
        _("summary"), max_length=240, blank=True, help_text=_("One sentence for the course map.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("Honest time for reading and activities."),
    )
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Optional lessons hold nobody up.")
    )
    rule = models.CharField(
        _("the lesson is done when"),
        max_length=10,
        choices=RULES,
        default=Rule.READ,
        help_text=_("Learners see this rule at the end of the lesson."),
    )
    test = models.ForeignKey(
        "courses.QuizPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lessons",
        verbose_name=_("test"),
        help_text=_("Only for the rule “a test passed”: a test of the same course."),
    )
    body = StreamField(
        LessonBody(),
        verbose_name=_("lesson"),
        blank=True,
        help_text=_(
            "While a translation is empty here, its learners read the text in another language, and are told so."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("is_required"), FieldPanel("rule"), FieldPanel("test")],
            heading=_("When is this lesson done?"),
        ),
    ]

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The lesson. Only when the learner asked for one external content does the policy let its host into a frame."""
        asked = request.GET.get("embed")
        block = next(
            (
                block
                for block in (self.text.body if asked else ())
                if block.id == asked and block.block_type == "embed"
            ),
            None,
        )
        view = super().serve
        if block is not None:
            view = csp_update({"frame-src": [origin(player(block.value["url"]))]})(view)
        return view(request, *args, **kwargs)

    @cached_property
    def text(self) -> "LessonPage":
        """The lesson whose text is shown here: this one, or its translation into the next best language."""
        if has_text(self):
            return self
        key = self.translation_key
        found = live_pages(LessonPage, [key], self.locale.language_code, without=self.pk)
        return found.get(key, self)

    @property
    def outline(self) -> Lesson:
        return Lesson(
            key=self.translation_key,
            minutes=self.minutes,
            is_required=self.is_required,
            rule=Rule(self.rule),
            activities=activities(self.text.body.raw_data),
            test=self.test.translation_key if self.test else None,
        )

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
