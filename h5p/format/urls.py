"""Addresses in content: which may be a link, which may be a film or picture."""

from __future__ import annotations

import re

LONGEST = 2048
_WEB = re.compile(
    r"https?://[A-Za-z0-9._~\-]+(?::[0-9]{1,5})?(?:[/?#][^\s\x00-\x20\"'<>\\`]*)?", re.IGNORECASE
)
_LINK = re.compile(r"(?:mailto|tel):[^\s\"'<>\\`]+|#[^\s\"'<>\\`]*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """http or https, with a host, and nothing that could end an attribute."""
    return len(text) <= LONGEST and _WEB.fullmatch(text) is not None


def is_safe_link(text: str) -> bool:
    """A web address, a mail address, a telephone number, or a place on the same page."""
    return is_web_address(text) or (len(text) <= LONGEST and _LINK.fullmatch(text) is not None)
