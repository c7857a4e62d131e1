"""Whether what a learner left half done in one version of content can be taken up in another.

A state is the type's own business: it names answers, cards and pages by their place. So it fits as long as the type is
the same and nothing changed its place; other words, other pictures and other settings do no harm. Where that is
uncertain the answer is no: a state that is thrown away costs minutes, one that does not fit shows answers that nobody gave.
"""

from __future__ import annotations

import json
from typing import Any

from .libraries import LibraryName, parse_library_name

Typed = tuple[LibraryName, Any]
"""The type of content, and its content.json."""


def state_fits(before: Typed, after: Typed) -> bool:
    """Whether a state of the content `before` can be shown in `after`."""
    return before[0] == after[0] and _is_alike(before[1], after[1])


def _is_alike(before: Any, after: Any) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return _has_same_type(before, after) and all(
            _is_alike(before.get(name), after.get(name)) for name in before.keys() | after.keys()
        )
    if isinstance(before, list) and isinstance(after, list):
        return (
            len(before) == len(after)
            and not _is_reordered(before, after)
            and all(map(_is_alike, before, after))
        )
    return _places(before) == _places(after)


def _has_same_type(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Content inside content: the same type, and by its id the same piece."""
    names = [parse_library_name(one.get("library")) for one in (before, after)]
    ids = [one.get("subContentId") for one in (before, after)]
    return names[0] == names[1] and ids[0] == ids[1]


def _is_reordered(before: list[Any], after: list[Any]) -> bool:
    """Whether something stands at another place than before. What stands nowhere any more was changed in place."""
    # As texts in sets: lists may be long.
    old, new = ([json.dumps(one, sort_keys=True) for one in items] for items in (before, after))
    stood, stands = set(old), set(new)
    return any(
        one != other and (one in stands or other in stood) for one, other in zip(old, new, strict=True)
    )


def _places(value: Any) -> int:
    """How many places for answers there may be in `value`: items, content inside, the asterisks that mark gaps in texts."""
    if isinstance(value, str):
        return value.count("*")
    if isinstance(value, dict):
        is_part = parse_library_name(value.get("library")) is not None
        return is_part + sum(map(_places, value.values()))
    return len(value) if isinstance(value, list) else 0
