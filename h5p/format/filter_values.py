"""Filters single values: text, number, boolean, select. Each returns what may stay, or None."""

from __future__ import annotations

import math
from typing import Any, TypeGuard

from .escaping import escape, shorten
from .html import HTMLRules, allowed_tags, clean
from .strict_json import LARGEST
from .styles import allowed_properties

MOST_DECIMALS = 15


def filter_text(value: Any, field: dict[str, Any]) -> str | None:
    """With `tags` in the field HTML of these tags, otherwise plain text; `maxLength` shortens plain text."""
    if not isinstance(value, str):
        return None
    asked = field.get("tags")
    if isinstance(asked, list):
        tags = allowed_tags([tag for tag in asked if isinstance(tag, str)])
        return clean(value, HTMLRules(tags, allowed_properties(field.get("font"), tags)))
    text = escape(value)
    length = field.get("maxLength")
    return shorten(text, length) if _is_whole(length) and length >= 0 else text


def filter_number(value: Any, field: dict[str, Any]) -> int | float | None:
    """Within `min` and `max`, on a whole `step` if there is one, otherwise with so many `decimals`."""
    number = _number(value)
    if number is None:
        return None
    lowest, highest = _number(field.get("min")), _number(field.get("max"))
    if highest is not None:
        number = min(number, highest)
    if lowest is not None:
        number = max(number, lowest)
    step, decimals = field.get("step"), field.get("decimals")
    if _is_whole(step) and step >= 1 and isinstance(number, int) and _is_whole(lowest or 0):
        number -= (number - int(lowest or 0)) % step
    elif isinstance(number, float) and _is_whole(decimals) and 0 <= decimals <= MOST_DECIMALS:
        rounded = round(number, decimals)
        is_inside = (lowest is None or rounded >= lowest) and (highest is None or rounded <= highest)
        number = rounded if is_inside else number
    return number


def filter_boolean(value: Any, field: dict[str, Any]) -> bool | None:
    return value if isinstance(value, bool) else None


def filter_select(value: Any, field: dict[str, Any]) -> str | list[str] | None:
    """One of the options, or the first when it is none of them; several, without those that are none, with `multiple`."""
    options = _options(field.get("options"))
    is_free = not options or field.get("optional") is True
    if field.get("multiple") is True:
        given = value if isinstance(value, list) else [value]
        chosen = [_plain(one) for one in given]
        return [one for one in chosen if one is not None and (is_free or one in options)]
    one = _plain(value[0] if isinstance(value, list) and value else value)
    if one is not None and (is_free or one in options):
        return one
    return options[0] if options and not is_free else None


def _options(given: Any) -> list[str]:
    """The values of options, those inside groups of options included."""
    options: list[str] = []
    for option in given if isinstance(given, list) else []:
        if isinstance(option, dict):
            inner = option.get("options") if option.get("type") == "optgroup" else [option]
            values = (
                [one.get("value") for one in inner if isinstance(one, dict)]
                if isinstance(inner, list)
                else []
            )
            options += [text for text in map(_plain, values) if text is not None]
    return options


def _plain(value: Any) -> str | None:
    """H5P compares and shows options as text, whatever they are."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return escape(str(value))


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        return _from_text(value)
    return value if math.isfinite(value) and abs(value) <= 1e300 else None


def _from_text(text: str) -> int | float | None:
    if len(text) > 40 or not text.isascii() or "_" in text:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) <= LARGEST else number


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
