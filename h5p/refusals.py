"""Why an action on stored packages refuses; `message` is for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .format.findings import H5PError


class NotStored(H5PError):
    """Storage or database failed. Nothing of the package is kept."""

    message: str | Promise = _("The package could not be saved. Nothing was changed; please try again later.")


class LibraryNotInstalled(H5PError):
    message: str | Promise = _("The library %(library)s is not installed.")


class LibraryInUse(H5PError):
    message: str | Promise = _("The library %(library)s is needed by %(users)s.")
