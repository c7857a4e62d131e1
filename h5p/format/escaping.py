"""Escapes text for HTML without escaping what is escaped already: content types put texts into pages as they are."""

from __future__ import annotations

import re

_UNSAFE = {"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;", "&": "&amp;"}
_REFERENCE = r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
_TO_ESCAPE = re.compile(rf"({_REFERENCE})|[<>\"'&]")
_TO_ESCAPE_IN_TEXT = re.compile(rf"({_REFERENCE})|[<>&]")
_UNITS = re.compile(rf"{_REFERENCE}|.", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def escape(text: str) -> str:
    """Safe between tags and inside quoted attributes. Doing it twice changes nothing."""
    return _TO_ESCAPE.sub(lambda match: match[1] or _UNSAFE[match[0]], _CONTROL.sub("", text))


def escape_text(text: str) -> str:
    """The same for text between tags, where quotation marks may stay."""
    return _TO_ESCAPE_IN_TEXT.sub(lambda match: match[1] or _UNSAFE[match[0]], _CONTROL.sub("", text))


def shorten(escaped: str, length: int) -> str:
    """The first `length` characters of an escaped text, a reference counting as one."""
    return "".join(_UNITS.findall(escaped)[:length])
