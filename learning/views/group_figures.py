"""What trainers see of the self-evaluations in a course: figures of groups, never of a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.competence_pages import self_evaluation_of

from ..models import SelfRating
from ..self_evaluation import GROUP, Figures, Occasion, Pair, figures
from .teaching import OfTrainers


@dataclass(frozen=True, slots=True)
class FigureRow:
    statement: str
    figures: Figures | None


class SelfEvaluationView(OfTrainers, WagtailAdminTemplateMixin, TemplateView):
    template_name = "learning/teaching/self_evaluation.html"
    page_title = _("Self-evaluation")

    def get_page_subtitle(self) -> str:
        return self.course_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return self.way(self.course_step, ("", str(self.page_title)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self_evaluation_of(self.course_key, get_language() or "")
        pairs = pairs_of(self.course_key)
        rows = [FigureRow(each.statement, figures(pairs.get(each.key, ()))) for each in asked.competences]
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "scale": asked.scale,
            "group": GROUP,
            "has_figures": any(row.figures for row in rows),
        }


def pairs_of(course_key: UUID) -> dict[UUID, list[Pair]]:
    """Who rated a competence both times, by its key, in the order in which that was complete. One query."""
    ratings = SelfRating.objects.filter(enrolment__course_key=course_key).order_by("pk")
    half: dict[tuple[int, UUID], tuple[str, int]] = {}
    pairs: dict[UUID, list[Pair]] = {}
    rows: Iterable[tuple[int, UUID, str, int]] = ratings.values_list(
        "enrolment_id", "competence_key", "occasion", "level"
    )
    for enrolment, key, occasion, level in rows:
        other = half.setdefault((enrolment, key), (occasion, level))
        if other[0] != occasion:
            levels = dict([other, (occasion, level)])
            pairs.setdefault(key, []).append(Pair(levels[Occasion.BEFORE], levels[Occasion.AFTER]))
    return pairs
