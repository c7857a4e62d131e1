"""The self-evaluation of one learner as its pages show it: rows, a picture, and what to learn next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.competence_pages import SelfEvaluation, self_evaluation_of
from courses.competences import LEVELS, LOWEST, Level

from .actions.record import current_edition
from .models import SelfRating
from .presentation import ModuleRow, Presentation
from .presenters import present_course
from .progress import State
from .refusals import NotEnrolled, NotPartOfCourse
from .self_evaluation import Levels, Occasion, changes, is_low, recommendations

STEP = 100 // len(LEVELS)
"""Per cent of the width of the picture for each level."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A level in the picture: `x` is the middle of its column, in per cent of the width."""

    level: Level

    @property
    def x(self) -> int:
        return (self.level.number - LOWEST) * STEP + STEP // 2


@dataclass(frozen=True, slots=True)
class Row:
    """One statement; `words` tell the change."""

    statement: str
    before: Dot | None
    after: Dot | None
    steps: int | None
    words: str

    @property
    def is_still(self) -> bool:
        return self.steps == 0


@dataclass(frozen=True, slots=True)
class Advice:
    """A module to learn next, and the statements that speak for it."""

    module: ModuleRow
    statements: tuple[str, ...]


@dataclass
class SelfEvaluationPresentation:
    learning: Presentation
    asked: SelfEvaluation
    ratings: Mapping[Occasion, Levels] = field(default_factory=dict)

    @property
    def open_occasion(self) -> Occasion | None:
        return self.learning.rating_occasion

    @property
    def scale(self) -> list[Dot]:
        return [Dot(level) for level in self.asked.scale]

    @cached_property
    def before(self) -> Levels:
        return self._of(Occasion.BEFORE)

    @cached_property
    def after(self) -> Levels:
        return self._of(Occasion.AFTER)

    @property
    def is_open_again(self) -> bool:
        """Whether what was said on the occasion that is open now can still be changed."""
        return bool(self.open_occasion and self._of(self.open_occasion))

    @cached_property
    def rows(self) -> list[Row]:
        dots = {level.number: Dot(level) for level in self.asked.scale}
        statements = {each.key: each.statement for each in self.asked.competences}
        return [
            Row(
                statements[change.key],
                dots.get(change.before or 0),
                dots.get(change.after or 0),
                change.steps,
                _change_in_words(change.steps),
            )
            for change in changes(self.asked.competences, self.before, self.after)
        ]

    @property
    def compared(self) -> int:
        return sum(row.steps is not None for row in self.rows)

    @property
    def higher(self) -> int:
        return sum((row.steps or 0) > 0 for row in self.rows)

    @property
    def has_lower(self) -> bool:
        return any((row.steps or 0) < 0 for row in self.rows)

    @property
    def latest(self) -> Levels:
        return {**self.before, **self.after}

    @property
    def has_low(self) -> bool:
        return any(is_low(level) for level in self.latest.values())

    @cached_property
    def advice(self) -> list[Advice]:
        """What was rated low before a module was done says nothing of it afterwards."""
        modules = {
            module.key: module for module in self.learning.modules if self.after or module.state != State.DONE
        }
        return [
            Advice(modules[each.module], tuple(competence.statement for competence in each.competences))
            for each in recommendations(self.asked.competences, self.latest, list(modules))
        ]

    def _of(self, occasion: Occasion) -> Levels:
        """The levels given then, of what is still asked."""
        given = self.ratings.get(occasion, {})
        return {key: given[key] for key in self.asked.keys if key in given}


def present_self_evaluation(*, user: Any, course_key: UUID, language: str) -> SelfEvaluationPresentation:
    """A constant number of queries. Raises NotEnrolled, NotPartOfCourse where the course has no self-evaluation."""
    edition = current_edition(course_key)
    if edition is None:
        raise NotPartOfCourse
    learning = present_course(edition=edition, user=user, language=language)
    if learning.enrolment is None:
        raise NotEnrolled
    asked = self_evaluation_of(course_key, language)
    if not asked.competences:
        raise NotPartOfCourse
    ratings: dict[Occasion, dict[UUID, int]] = {}
    rows = SelfRating.objects.filter(enrolment=learning.enrolment)
    for occasion, key, level in rows.values_list("occasion", "competence_key", "level"):
        ratings.setdefault(Occasion(occasion), {})[key] = level
    return SelfEvaluationPresentation(learning, asked, ratings)


def _change_in_words(steps: int | None) -> str:
    if steps is None:
        return ""
    if steps == 0:
        return _("as before")
    if steps > 0:
        return ngettext("%(count)s level higher", "%(count)s levels higher", steps) % {"count": steps}
    return ngettext("%(count)s level lower", "%(count)s levels lower", -steps) % {"count": -steps}
