"""What a PDF that somebody hands us says about itself: is it ours, and is it as we sealed it?

The file is never opened as a PDF, which whoever made it might have prepared for that. The seal covers every byte but the
room for itself, and where that room is stands in the bytes that it covers: bytes are compared, nothing is interpreted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .codes import normalise

# Ours have a few hundred kilobytes; nobody needs to be waited for who sends more.
MOST_BYTES = 5 * 1024 * 1024

# Digits are limited, or reading the number itself would take long.
_RANGE = re.compile(
    rb"/ByteRange\s{0,9}\[\s{0,9}(\d{1,9}) {1,9}(\d{1,9}) {1,9}(\d{1,9}) {1,9}(\d{1,9})\s{0,9}\]"
)
# On a line of its own: what trainers and learners write stands in the middle of one.
_CODE = re.compile(rb"^<dc:identifier>([0-9A-Z-]{1,40})</dc:identifier>$", re.MULTILINE)
_TRACES = (b"/ByteRange", b"ETSI.CAdES.detached", b"/SigFlags")


class Verdict(StrEnum):
    UNCHANGED = "unchanged"
    """Sealed by us, and not one byte differs from what we sealed."""
    CHANGED = "changed"
    """It carries a seal and a code of ours, but the file is not what was sealed."""
    FOREIGN = "foreign"
    """Sealed, but neither with a key of ours nor with a code on it."""
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
    if len(file) > MOST_BYTES:
        return Examined(Verdict.TOO_LARGE)
    if not file.startswith(b"%PDF-"):
        return Examined(Verdict.NOT_A_PDF)
    code = _code(file)
    if not any(trace in file for trace in _TRACES):
        return Examined(Verdict.UNSEALED, code)
    # Loads pyHanko, which takes half a second to come and which few requests need.
    from .seal_proof import proof

    place = _place(file)
    seal = proof(*place) if place else None
    if seal is None:
        return Examined(Verdict.CHANGED if code else Verdict.FOREIGN, code)
    return Examined(Verdict.UNCHANGED, code, seal.at, seal.by, seal.is_time_stamped)


def _code(file: bytes) -> str:
    found = _CODE.findall(file)
    return normalise(found[0].decode()) if len(found) == 1 else ""


def _place(file: bytes) -> tuple[bytes, bytes] | None:
    """What the seal covers, and the room for itself; None unless together they are the whole file.

    The last mention counts: an earlier one is text, as in the title of a course.
    """
    mentions = list(_RANGE.finditer(file))
    if not mentions:
        return None
    start, length, resumed, rest = map(int, mentions[-1].groups())
    if start != 0 or not length < resumed or resumed + rest != len(file):
        return None
    return file[:length] + file[resumed:], file[length:resumed]
