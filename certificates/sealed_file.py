"""What a PDF that somebody hands us says about itself: is it ours, and is it as we sealed it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Ours have a few hundred kilobytes; nobody needs to be waited for who sends more.
MOST_BYTES = 5 * 1024 * 1024


class Verdict(StrEnum):
    UNCHANGED = "unchanged"
    """Sealed by us, and not one byte differs from what we sealed."""
    CHANGED = "changed"
    """It carries a seal with our name, but the file is not what was sealed."""
    FOREIGN = "foreign"
    """Sealed, but not with a key of ours."""
    UNSEALED = "unsealed"
    """A PDF without a seal: it may be one of ours from a site that has no key; nothing is proved."""
    NOT_A_PDF = "not_a_pdf"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Examined:
    """`code` is proved by an unchanged file, only claimed by any other; empty where there is none.

    `sealed_at` and `sealed_by` (the subject of our key's certificate) are known of an unchanged file. `is_time_stamped`:
    a time-stamp service vouches for the time, not only our own clock.
    """

    verdict: Verdict
    code: str = ""
    sealed_at: datetime | None = None
    sealed_by: str = ""
    is_time_stamped: bool = False


def examine(file: bytes) -> Examined:
    """Never raises, asks no network, reads no more than MOST_BYTES, needs no database."""
    raise NotImplementedError
