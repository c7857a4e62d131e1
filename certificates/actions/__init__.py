"""What makes certificates, and what becomes of them. No action changes a word of one."""

from .choices import choose
from .ending import reissue, renew, revoke
from .handing_out import hand_out, waiting
from .issuing import claim_participation, issue
from .reminding import due_for_reminder, remind

__all__ = [
    "choose",
    "claim_participation",
    "due_for_reminder",
    "hand_out",
    "issue",
    "reissue",
    "remind",
    "renew",
    "revoke",
    "waiting",
]
