"""What makes certificates, and what becomes of them. No action changes a word of one."""

from .choices import choose
from .designing import remove_design, set_design
from .ending import reissue, renew, revoke
from .handing_out import hand_out, waiting
from .issuing import claim_participation, issue
from .reminding import due_for_reminder, remind
from .renewing import renew_own, way_to_renewal

__all__ = [
    "choose",
    "claim_participation",
    "due_for_reminder",
    "hand_out",
    "issue",
    "reissue",
    "remind",
    "remove_design",
    "renew",
    "renew_own",
    "revoke",
    "set_design",
    "waiting",
    "way_to_renewal",
]
