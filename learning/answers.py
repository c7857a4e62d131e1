"""How the inputs of a question are named in a form, and the answer that a form or a script sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from courses.quiz import Matching, MultipleChoice, Ordering, Question

MAX_LENGTH = 500
MAX_PARTS = 100


class FormData(Protocol):
    """What of Django's QueryDict is needed."""

    def get(self, key: str, default: Any = None) -> Any: ...
    def getlist(self, key: str) -> list[str]: ...
    def __contains__(self, key: object) -> bool: ...


def input_name(question: Question, part: str = "") -> str:
    """The name of the input of `question`, or of one of its parts (an item to order, a half to match)."""
    return f"q-{question.key}-{part}" if part else f"q-{question.key}"


def read(question: Question, data: FormData) -> Any:
    """The answer to `question` in `data`, as `learning.marking` takes it. What does not fit is left out."""
    match question:
        case MultipleChoice():
            return [value[:MAX_LENGTH] for value in data.getlist(input_name(question))]
        case Ordering(options=options):
            return _parts(question, data, [option.key for option in options])
        case Matching(pairs=pairs):
            return _parts(question, data, [pair.key for pair in pairs])
    return str(data.get(input_name(question), ""))[:MAX_LENGTH]


def is_in(question: Question, data: FormData) -> bool:
    """Whether the form held this question. Unticked boxes send nothing, so the form says so in a field of its own."""
    return f"{input_name(question)}-asked" in data


def fitting(question: Question, answer: Any) -> Any:
    """`answer` in the type that `question` takes: a text, a list of texts, or an object of texts; None if it has another.

    Empty parts are left out. Only types are looked at: an answer given offline may hold keys of a question that has
    changed since.
    """
    match question:
        case MultipleChoice():
            return [part for part in answer if _is_text(part)] if isinstance(answer, list) else None
        case Ordering() | Matching():
            if not isinstance(answer, Mapping):
                return None
            # Forms send places as text, scripts as numbers.
            texts = {key: str(part) if type(part) is int else part for key, part in answer.items()}
            return {key: part for key, part in texts.items() if _is_text(part)}
    return answer if _is_text(answer) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def from_json(value: Any) -> Any:
    """An answer that a script sends, as `learning.marking` takes it. Raises ValueError for what no question asks for."""
    match value:
        case None | int():
            return value
        case str():
            # A database takes neither of the two characters that these leave out.
            return value[:MAX_LENGTH].replace("\0", "").encode("utf-8", "replace").decode()
        case list() if all(isinstance(part, str) for part in value):
            return [from_json(part) for part in value[:MAX_PARTS]]
        case dict() if all(isinstance(part, str | int) for part in value.values()):
            return {from_json(key): from_json(part) for key, part in list(value.items())[:MAX_PARTS]}
    raise ValueError("no answer")


def _parts(question: Question, data: FormData, keys: list[str]) -> dict[str, str]:
    given = {key: str(data.get(input_name(question, key), ""))[:MAX_LENGTH] for key in keys}
    return {key: value for key, value in given.items() if value}
