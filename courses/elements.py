"""What a micro-credential has to say, as the Council of the European Union recommends (2022/C 243/02, Annex I).

Eleven elements are mandatory. The learner, the title and the date of issue are on every certificate by themselves, and the
workload as soon as there is a lesson; the others a trainer has to give. A level is mandatory where one applies; that none does has to be said. Plain values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Element(StrEnum):
    """The elements that may be missing, each by the name of the field of a course in which it stands."""

    COUNTRY = "country"
    AWARDING_BODY = "awarding_body"
    OUTCOMES = "outcomes"
    WORKLOAD = "minutes"
    LEVEL = "eqf_level"
    ASSESSMENT = "assessment"
    PARTICIPATION = "participation"
    QUALITY_ASSURANCE = "quality_assurance"


NO_LEVEL = "has_no_level"
"""The name of the field that says that no level applies."""


def missing(said: Mapping[str, Any]) -> list[Element]:
    """The elements that `said`, by the names of fields, does not give."""
    return [
        element
        for element in Element
        if not _is_given(said.get(element)) and not (element is Element.LEVEL and said.get(NO_LEVEL))
    ]


def _is_given(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)
