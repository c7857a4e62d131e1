"""What trainers see of their learners, in the Wagtail admin."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from courses.models import CoursePage, Edition
from courses.outline import Lesson

from .. import wording
from ..actions.record import current_edition
from ..exporting import export
from ..models import Enrolment, Statement
from ..permissions import courses_of, may_correct, may_withdraw
from ..presentation import Presentation, StepRow
from ..timeline import statements_of, timeline

ENTRIES = 50
ActivityCells = tuple[UUID, str, str, int | None]


class OfTrainers:
    """One course, for those who may edit it."""

    kwargs: dict[str, Any]
    request: HttpRequest
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_correct(request.user, self.course_key):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def course_key(self) -> UUID:
        return self.kwargs["course_key"]

    @cached_property
    def edition(self) -> Edition:
        edition = current_edition(self.course_key)
        if edition is None:
            raise Http404
        return edition

    @property
    def course_title(self) -> str:
        return self.edition.title(self.course_key, get_language() or "")

    def way(self, *steps: tuple[str, str]) -> list[dict[str, Any]]:
        """Breadcrumbs: pairs of an address (empty: here) and a label, below the list of courses."""
        home = WagtailAdminTemplateMixin.breadcrumbs_items
        all_courses = (reverse("learners:courses"), _("Learners"))
        return [*home, *({"url": url, "label": label} for url, label in (all_courses, *steps))]

    @property
    def course_step(self) -> tuple[str, str]:
        return reverse("learners:learners", args=[self.course_key]), self.course_title


class OfOneLearner(OfTrainers):
    @cached_property
    def enrolment(self) -> Enrolment:
        found = Enrolment.objects.select_related("learner").prefetch_related("items")
        return get_object_or_404(found, pk=self.kwargs["pk"], course_key=self.course_key)

    @cached_property
    def learning(self) -> Presentation:
        return Presentation(self.edition, get_language() or "", self.enrolment, self.enrolment.evidence)

    @property
    def learner_step(self) -> tuple[str, str]:
        return reverse("learners:learner", args=[self.course_key, self.enrolment.pk]), str(
            self.enrolment.learner
        )


class CoursesView(BaseListingView):
    """The courses of a trainer, each with the number of its learners."""

    results_template_name = "learning/teaching/wide_table.html"
    page_title = _("Learners")
    header_icon = "group"
    paginate_by = 50
    verbose_name_plural = _("courses")
    columns = [
        TitleColumn(
            "title",
            label=_("Course"),
            get_url=lambda course: reverse("learners:learners", args=[course.translation_key]),
        ),
        Column("learners", label=_("Learners")),
        Column("finished", label=_("Finished")),
    ]

    def get_base_queryset(self) -> QuerySet[CoursePage]:
        own = courses_of(self.request.user)
        first = own.order_by().values("translation_key").annotate(first=Min("pk")).values("first")
        with_edition = Edition.objects.values("course_key")
        enrolled = Enrolment.objects.filter(course_key=OuterRef("translation_key")).order_by()
        numbers = enrolled.values("course_key").annotate(all=Count("pk"), done=Count("completed_at"))
        return (
            CoursePage.objects.filter(pk__in=first, translation_key__in=with_edition)
            .annotate(
                learners=Coalesce(Subquery(numbers.values("all")), 0),
                finished=Coalesce(Subquery(numbers.values("done")), 0),
            )
            .order_by("title")
        )


class LearnersView(OfTrainers, BaseListingView):
    """The learners of one course with their progress, the most recent first."""

    paginate_by = 50
    is_searchable = True
    search_fields = ["certificate_name", "learner__email", "learner__first_name", "learner__last_name"]
    verbose_name_plural = _("learners")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "learner",
                label=_("Learner"),
                get_url=lambda row: reverse("learners:learner", args=[row.course_key, row.pk]),
            ),
            Column("percent", label=_("Progress"), accessor=self._progress),
            DateColumn("completed_at", label=_("Finished"), sort_key="completed_at"),
            DateColumn("last_opened_at", label=_("Last here"), sort_key="last_opened_at"),
            DateColumn("enrolled_at", label=_("Enrolled"), sort_key="enrolled_at"),
        ]

    def _progress(self, enrolment: Enrolment) -> str:
        progress = Presentation(self.edition, "", enrolment, enrolment.evidence).progress
        return f"{progress.percent} %"

    def get_base_queryset(self) -> QuerySet[Enrolment]:
        return (
            Enrolment.objects.filter(course_key=self.course_key)
            .select_related("learner")
            .prefetch_related("items")
            .order_by(F("last_opened_at").desc(nulls_last=True), "-pk")
        )

    def get_page_title(self) -> str:
        return self.course_title

    def get_index_url(self) -> str:
        return reverse("learners:learners", args=[self.course_key])

    def get_index_results_url(self) -> str:
        return reverse("learners:learners_results", args=[self.course_key])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way(("", self.course_title))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        tests = [(step.key, self.edition.title(step.key, get_language() or "")) for step in self._tests()]
        pages = CoursePage.objects.live().filter(translation_key=self.course_key)
        return super().get_context_data(*args, **kwargs) | {
            "tests": tests,
            "course_key": self.course_key,
            "has_self_evaluation": any(page.competences for page in pages.only("competences")),
        }

    def _tests(self) -> Any:
        return (step for step in self.edition.shape.steps() if not isinstance(step, Lesson))

    template_name = "learning/teaching/learners.html"
    results_template_name = "learning/teaching/wide_table.html"


class LearnerView(OfOneLearner, WagtailAdminTemplateMixin, TemplateView):
    """One learner: what is done and what is not and why, and the evidence."""

    template_name = "learning/teaching/learner.html"

    def get_page_title(self) -> str:
        return str(self.enrolment.learner)

    def get_page_subtitle(self) -> str:
        return self.course_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way(self.course_step, ("", self.get_page_title()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = statements_of(self.enrolment)
        paginator = Paginator(every, ENTRIES)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "learning": self.learning,
            "enrolment": self.enrolment,
            "is_own": self.enrolment.learner == self.request.user,
            "may_withdraw": may_withdraw(self.request.user) and not self.learning.progress.is_complete,
            "groups": [*((module.title, self._rows(module.steps)) for module in self.learning.modules)]
            + (
                [(_("Tests of the whole course"), self._rows(self.learning.tests))]
                if self.learning.tests
                else []
            ),
            "entries": timeline(page, every, get_language() or ""),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
        }

    def _rows(self, steps: tuple[StepRow, ...]) -> list[tuple[StepRow, list[ActivityCells]]]:
        return [(step, self._activities(step.key)) for step in steps]

    def _activities(self, key: UUID) -> list[ActivityCells]:
        """Of each activity in a lesson: key, name, why it is not done (empty: it is), and the best score in per cent."""
        step = self.edition.shape.step(key)
        return [
            (
                each.key,
                wording.activity(each.key, step),
                self.learning.why_open(each),
                self.learning.percent_of(each.key),
            )
            for each in getattr(step, "activities", ())
        ]


class StatementsView(OfTrainers, View):
    """The statements of all learners of a course, as xAPI."""

    def get(self, request: HttpRequest, **kwargs: Any) -> StreamingHttpResponse:
        return export(self.statements(), f"statements-{self.course_key}.json")

    def statements(self) -> QuerySet[Statement]:
        return Statement.objects.filter(course_key=self.course_key)


class StatementsOfLearnerView(OfOneLearner, StatementsView):
    def statements(self) -> QuerySet[Statement]:
        return super().statements().filter(learner_key=self.enrolment.learner.learner_key)
