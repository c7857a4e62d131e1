"""The rules of xAPI 1.0.3, Part Two, that a statement has to keep, as a checker that knows nothing of our code.

Numbers are the chapters of the specification. Raises AssertionError with what is wrong.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def check(statement: Any) -> None:
    """2.2 and 2.4: a statement may hold these properties and must hold those."""
    _object(
        statement,
        must={"actor", "verb", "object", "id", "timestamp", "stored", "authority", "version"},
        may={"result", "context"},
    )
    _no_null(statement)
    _uuid(statement["id"])
    _agent(statement["actor"])
    _agent(statement["authority"])
    _verb(statement["verb"])
    is_voiding = statement["verb"]["id"] == "http://adlnet.gov/expapi/verbs/voided"
    is_reference = statement["object"].get("objectType") == "StatementRef"
    # 2.3.2: who voids refers to a statement.
    assert is_reference or not is_voiding
    if is_reference:
        _object(statement["object"], must={"objectType", "id"})
        _uuid(statement["object"]["id"])
    else:
        _activity(statement["object"])
    if "result" in statement:
        _result(statement["result"])
    if "context" in statement:
        _context(statement["context"], is_activity=not is_reference)
    for name in ("timestamp", "stored"):
        assert STAMP.fullmatch(statement[name]), statement[name]
        assert datetime.fromisoformat(statement[name]).tzinfo
    assert re.fullmatch(r"1\.0(\.\d+)?", statement["version"])


def _object(value: Any, *, must: set[str] = frozenset(), may: set[str] = frozenset()) -> None:
    assert isinstance(value, dict), value
    assert must <= set(value) <= must | may, sorted(value)
    assert value, "an empty object says nothing"


def _no_null(value: Any, name: str = "") -> None:
    """2.2: no null, except inside of extensions."""
    assert value is not None, f"{name} is null"
    if isinstance(value, dict) and name != "extensions":
        for key, part in value.items():
            _no_null(part, key)
    if isinstance(value, list):
        for part in value:
            _no_null(part, name)


def _uuid(value: Any) -> None:
    assert isinstance(value, str)
    assert str(UUID(value)) == value.lower()


def _iri(value: Any) -> None:
    assert isinstance(value, str), value
    assert urlsplit(value).scheme, value
    assert not re.search(r"\s", value), value


def _languages(value: Any) -> None:
    """4.2: a map from language tags to texts."""
    assert isinstance(value, dict)
    assert value
    for language, text in value.items():
        assert LANGUAGE.fullmatch(language)
        assert isinstance(text, str)


def _agent(value: Any) -> None:
    """2.4.2.1: exactly one identifier. Ours are accounts (2.4.2.4)."""
    _object(value, must={"account"}, may={"objectType", "name"})
    assert value.get("objectType", "Agent") == "Agent"
    _object(value["account"], must={"homePage", "name"})
    _iri(value["account"]["homePage"])
    assert isinstance(value["account"]["name"], str)
    assert value["account"]["name"]


def _verb(value: Any) -> None:
    _object(value, must={"id"}, may={"display"})
    _iri(value["id"])
    if "display" in value:
        _languages(value["display"])


def _activity(value: Any) -> None:
    """2.4.4.1."""
    _object(value, must={"id"}, may={"objectType", "definition"})
    assert value.get("objectType", "Activity") == "Activity"
    _iri(value["id"])
    if "definition" in value:
        definition = value["definition"]
        _object(definition, may={"name", "description", "type", "moreInfo", "extensions"})
        for name in {"name", "description"} & set(definition):
            _languages(definition[name])
        for name in {"type", "moreInfo"} & set(definition):
            _iri(definition[name])
        # An interaction in the sense of 2.4.4.1 would have to say which.
        assert not definition.get("type", "").endswith("cmi.interaction")


def _result(value: Any) -> None:
    """2.4.5."""
    _object(value, may={"score", "success", "completion", "response", "duration", "extensions"})
    for name in {"success", "completion"} & set(value):
        assert isinstance(value[name], bool)
    if "score" in value:
        _object(value["score"], may={"scaled", "raw", "min", "max"})
        scaled = value["score"].get("scaled", 0)
        assert isinstance(scaled, int | float)
        assert not isinstance(scaled, bool)
        assert -1 <= scaled <= 1


def _context(value: Any, *, is_activity: bool) -> None:
    """2.4.6."""
    about_activities = {"revision", "platform"}
    others = {
        "registration",
        "instructor",
        "team",
        "contextActivities",
        "language",
        "statement",
        "extensions",
    }
    _object(value, may=others | (about_activities if is_activity else set()))
    for name in about_activities & set(value):
        assert isinstance(value[name], str)
    if "instructor" in value:
        _agent(value["instructor"])
    if "language" in value:
        assert LANGUAGE.fullmatch(value["language"])
    if "contextActivities" in value:
        _object(value["contextActivities"], may={"parent", "grouping", "category", "other"})
        for activities in value["contextActivities"].values():
            for activity in activities:
                _activity(activity)
    if "extensions" in value:
        _object(value["extensions"], may=set(value["extensions"]))
        for key in value["extensions"]:
            _iri(key)
