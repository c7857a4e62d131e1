"""Questions of the content as blocks of `courses.blocks.questions`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from courses.blocks.questions import INLINE_TEXT

from .reading import Fields
from .shapes import is_draw
from .texts import plain, rich

Data = dict[str, Any]


def entry_of_test(entry: Fields, *, key: UUID, lessons: dict[str, int]) -> Data:
    """A question of a test or of the bank, or a draw; `lessons` has the page ids of what can be read again."""
    if is_draw(entry):
        return {"type": "draw", "id": str(key), "value": {"tag": entry["draw"], "count": entry["count"]}}
    data = question(entry, key=key)
    data["value"]["read_again"] = lessons[entry["read_again"]] if "read_again" in entry else None
    return data


def question(fields: Fields, *, key: UUID) -> Data:
    value = {
        "prompt": rich(fields, "prompt", INLINE_TEXT),
        "points": fields.get("points", 1),
        "explanation": rich(fields, "explanation", INLINE_TEXT),
        **ANSWERS[fields["type"]](fields, key),
    }
    return {"type": fields["type"], "id": str(key), "value": value}


def items(values: list[Any], key: UUID) -> list[Data]:
    """The items of a list block, each with an id of its own."""
    return [
        {"type": "item", "id": str(uuid5(key, str(number))), "value": value}
        for number, value in enumerate(values)
    ]


def _choices(fields: Fields, key: UUID) -> Data:
    options = [
        {
            "text": plain(choice, "text"),
            "is_right": bool(choice.get("right")),
            "feedback": plain(choice, "feedback"),
        }
        for choice in fields["choices"]
    ]
    return {"options": items(options, key)}


def _true_false(fields: Fields, key: UUID) -> Data:
    return {
        "answer": fields["answer"],
        "feedback_true": plain(fields, "feedback_true"),
        "feedback_false": plain(fields, "feedback_false"),
    }


def _ordering(fields: Fields, key: UUID) -> Data:
    return {"items": items(fields["items"], key)}


def _matching(fields: Fields, key: UUID) -> Data:
    pairs = [{"left": plain(pair, "left"), "right": plain(pair, "right")} for pair in fields["pairs"]]
    return {"pairs": items(pairs, key)}


def _number(fields: Fields, key: UUID) -> Data:
    return {
        "answer": str(fields["answer"]),
        "tolerance": str(fields.get("tolerance", 0)),
        "unit": plain(fields, "unit"),
    }


def _short_text(fields: Fields, key: UUID) -> Data:
    return {"accepted": items([str(answer) for answer in fields["accepted"]], key)}


ANSWERS: dict[str, Callable[[Fields, UUID], Data]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "ordering": _ordering,
    "matching": _matching,
    "number": _number,
    "short_text": _short_text,
}
