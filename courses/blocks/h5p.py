"""Interactive content of an H5P package, and when it counts as done."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from h5p.format.reporting import Reporting

from ..outline import ActivityRule
from ..package_rules import reports, rules_for
from .required import required

RULES = [
    (ActivityRule.VIEWED.value, _("It was opened and seen")),
    (ActivityRule.FINISHED.value, _("It was worked through to its end")),
    (ActivityRule.PASSED.value, _("It was passed, with at least this many per cent")),
]


WHY_NOT = {
    Reporting.NOTHING: _("Content of this type never reports anything. Choose “opened and seen”."),
    Reporting.END: _("Content of this type reports its end, but no score. Choose another rule."),
}


class H5PPackageChooserBlock(blocks.ChooserBlock):
    target_model = "courses.H5PPackage"

    @cached_property
    def widget(self) -> Any:
        # Blocks are made while models are loaded, and the chooser is of a model.
        from ..h5p_admin.chooser import chooser

        return chooser.widget_class()

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The packages with their content, in one query however many there are in a lesson."""
        values = list(values)
        found = self.model_class.objects.with_content().in_bulk([pk for pk in values if pk is not None])
        return [copy.copy(found.get(pk)) for pk in values]

    class Meta:
        icon = "tasks"


class H5PBlock(blocks.StructBlock):
    package = H5PPackageChooserBlock(label=_("Package"))
    rule = blocks.ChoiceBlock(
        choices=RULES,
        default=ActivityRule.VIEWED.value,
        label=_("It is done when"),
        help_text=_(
            "What a package reports stands beside its title. Scores come from the learner’s browser: good for practice, "
            "but somebody who knows how can forge them. Where it matters, use a test."
        ),
    )
    pass_mark = blocks.IntegerBlock(
        label=_("Per cent"),
        default=60,
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Only for “passed”."),
    )
    is_required = required(default=True)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (errors := _faults(cleaned)):
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        label = _("Interactive content (H5P)")
        icon = "tasks"
        group = _("Activities")
        template = "courses/blocks/h5p.html"


def _faults(value: Any) -> dict[str, ValidationError]:
    """What would keep learners from ever completing this activity, by field."""
    rule, content = ActivityRule(value["rule"]), value["package"].content
    faults = {}
    if rule not in rules_for(content):
        faults["rule"] = ValidationError(WHY_NOT[reports(content)])
    if rule is ActivityRule.PASSED and not value["pass_mark"]:
        faults["pass_mark"] = ValidationError(_("Say how many per cent are needed."))
    return faults
