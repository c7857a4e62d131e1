"""Packages in words, as trainers read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from h5p.format.reporting import Reporting
from h5p.models import Content

from ..change_wording import activity_rule
from ..models import H5PPackage
from ..package_rules import reports
from ..packages import Use

REPORTS = {
    Reporting.NOTHING: _("reports nothing"),
    Reporting.END: _("reports its end, no score"),
    Reporting.SCORE: _("reports a score"),
    Reporting.UNKNOWN: _("unknown type"),
}
WHAT_IT_MEANS = {
    Reporting.NOTHING: _(
        "Content of this type never reports anything to the course. In a lesson it counts as done when it was opened and seen."
    ),
    Reporting.END: _(
        "Content of this type reports that it was worked through, but no score. In a lesson it counts as done when it was "
        "seen, or when it was worked through."
    ),
    Reporting.SCORE: _("Content of this type reports a score. Every rule of completion is possible."),
    Reporting.UNKNOWN: _(
        "We do not know this type. Before a lesson waits for a result, try it in the preview: some types never report one, "
        "and then nobody could complete the lesson."
    ),
}


def with_report(package: H5PPackage) -> str:
    """The title of a package and what it reports, for choosing a rule."""
    return f"{package.title} ({REPORTS[reports(package.content)]})"


def size_of(content: Content) -> str:
    """What its files take, unpacked and without the libraries."""
    size = sum(file["size"] for file in content.files.values())
    return filesizeformat(size) if size else "–"


def facts(content: Content) -> list[tuple[Any, str]]:
    """Names and values of what a trainer can tell content by."""
    library = content.main_library
    return [
        (_("Title in the package"), content.title),
        (_("Type"), library.title),
        (_("Version of the type"), f"{library.major}.{library.minor}.{library.patch}"),
        (_("Language"), _language(content.language)),
        (_("Pictures, films and other files"), size_of(content)),
        (_("Result"), str(REPORTS[reports(content)])),
    ]


def use_rows(uses: Iterable[Use]) -> list[dict[str, Any]]:
    """A row for each activity that shows a package."""
    return [
        {
            "lesson": use.lesson,
            "is_required": use.activity.is_required,
            "rule": activity_rule(use.activity.rule, use.activity.pass_mark) if use.activity.rule else "",
        }
        for use in uses
    ]


def _language(code: str) -> str:
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        # `und` and other codes that are no language
        return "–"
