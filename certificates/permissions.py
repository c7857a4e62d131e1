"""Who may change what was certified, and how certificates look."""

from typing import Any
from uuid import UUID

from learning.permissions import may_correct

from .design import WHOLE_SITE


def may_manage(somebody: Any) -> bool:
    """Only administrators revoke, reissue and renew certificates, or whoever they gave the permission to."""
    return bool(somebody.is_active and somebody.has_perm("certificates.manage_certificates"))


def may_design(somebody: Any, course_key: UUID) -> bool:
    """The trainers of a course; for the whole site administrators, or whoever they gave the permission to."""
    if course_key != WHOLE_SITE:
        return may_correct(somebody, course_key)
    return bool(somebody.is_active and somebody.has_perm("certificates.change_design"))
