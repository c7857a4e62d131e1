"""Who may change what was certified."""

from typing import Any


def may_manage(somebody: Any) -> bool:
    """Only administrators revoke, reissue and renew certificates, or whoever they gave the permission to."""
    return bool(somebody.is_active and somebody.has_perm("certificates.manage_certificates"))
