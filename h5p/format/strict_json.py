"""JSON as H5P's own readers take it: UTF-8 without a mark, numbers and texts that every database can keep, bounded depth."""

from __future__ import annotations

import json
import re
from typing import Any

from .archive import Archive
from .findings import refuse
from .limits import DEFAULT_LIMITS, Limits, in_words
from .rules import Rule
from .zip_records import Member

LARGEST = 2**53
"""JavaScript counts no further without gaps."""

_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")


class _NumberTooLarge(ValueError):
    pass


def read_json(archive: Archive, member: Member, limits: Limits) -> Any:
    """The value in `member`; raises `Refused`."""
    if member.size > limits.json:
        raise refuse(Rule.JSON_TOO_LARGE, member.name, limit=in_words(limits.json))
    return parse(archive.read(member), member.name, limits)


def parse(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The value in `data`; raises `Refused` with `name` in its finding."""
    if len(data) > limits.json:
        raise refuse(Rule.JSON_TOO_LARGE, name, limit=in_words(limits.json))
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise refuse(Rule.JSON_BOM, name)
    _bound(data, name, limits)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise refuse(Rule.JSON_ENCODING, name) from error
    try:
        value = json.loads(
            text, parse_int=_integer, parse_float=_number, parse_constant=_constant, strict=True
        )
    except json.JSONDecodeError as error:
        raise refuse(Rule.JSON_SYNTAX, name, line=error.lineno) from error
    except _NumberTooLarge as error:
        raise refuse(Rule.JSON_NUMBER, name) from error
    except (RecursionError, ValueError) as error:
        raise refuse(Rule.JSON_SYNTAX, name, line=1) from error
    # Escapes can hide half a character, or NUL, which neither UTF-8 nor PostgreSQL can keep.
    if "\\u" in text and not _is_text(value):
        raise refuse(Rule.JSON_TEXT, name)
    return value


def _bound(data: bytes, name: str, limits: Limits) -> None:
    """Depth and number of values, before a parser builds them."""
    bare = _STRINGS.sub(b"", data)
    if bare.count(b",") + bare.count(b"[") + bare.count(b"{") >= limits.json_values:
        raise refuse(Rule.JSON_VALUES, name, limit=limits.json_values)
    depth = 0
    for bracket in _BRACKETS.finditer(bare):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > limits.json_depth:
            raise refuse(Rule.JSON_DEPTH, name, limit=limits.json_depth)


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > LARGEST:
        raise _NumberTooLarge
    return int(text)


def _number(text: str) -> float:
    if len(text) > 400 or abs(float(text)) > 1e300:
        raise _NumberTooLarge
    return float(text)


def _constant(text: str) -> float:
    raise ValueError(text)


def _is_text(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, list):
        return all(_is_text(item) for item in value)
    if isinstance(value, dict):
        return all(_is_text(key) and _is_text(item) for key, item in value.items())
    return True
