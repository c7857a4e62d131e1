"""What trainers are told after publishing: it works, and could be better."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from .competence_pages import competences_on, own_scale
from .competences import Gap, gaps
from .models import ModulePage

ADVICE: dict[Gap, Callable[[], str]] = {
    Gap.FEW_STATEMENTS: lambda: _(
        "Self-evaluation: with fewer than three statements it says little. Five to ten are a good number."
    ),
    Gap.SCALE_INCOMPLETE: lambda: _(
        "Self-evaluation: give words for the lowest, the middle and the highest level. As one is missing, learners see "
        "the usual scale."
    ),
    Gap.NO_MODULE: lambda: _(
        "Self-evaluation: no published module of this course belongs to “%(statement)s”. Nothing can be recommended to "
        "whoever rates it low."
    ),
}


def advice(course: Any) -> Iterator[str]:
    """Sentences for the trainer of `course`. They keep nobody from publishing."""
    modules = ModulePage.objects.live().child_of(course).values_list("translation_key", flat=True)
    for gap, statement in gaps(competences_on(course), modules, own_scale(course)):
        yield ADVICE[gap]() % {"statement": statement}
