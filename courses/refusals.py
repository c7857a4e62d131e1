"""Why an action on packages refuses: each refusal is a named exception whose text tells the trainer what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PackageRefusal(Exception):
    """The action changed nothing. `message` is shown to the trainer."""

    message: str | Promise = _("This is not possible.")


class PackageInUse(PackageRefusal):
    message = _("Lessons use this package. Take it out of them first, and publish them.")


class SamePackage(PackageRefusal):
    message = _("This is what the package holds already. Nothing was changed.")


class StatesDoNotFit(PackageRefusal):
    message = _(
        "What learners have left half done does not fit the new package. Let them begin anew, or keep the old package."
    )


class RuleOutOfReach(PackageRefusal):
    """A lesson waits for something that the new content never reports."""

    message = _(
        "A lesson waits for a result that the new package never reports, so nobody could complete it. Change the rule "
        "in that lesson first, and publish it."
    )
