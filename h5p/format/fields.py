"""Reads values out of foreign JSON; whatever is missing or of another kind becomes a finding."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from .findings import Findings
from .libraries import MACHINE_NAME, LibraryName
from .rules import Rule

VERSION = re.compile(r"[0-9]{1,5}")
# One line, and nothing that steers a terminal
TITLE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,255}")
MOST_DEPENDENCIES = 1000

T = TypeVar("T")


class Fields:
    """The values of one JSON object. Methods return an empty value after a finding, so that reading goes on."""

    def __init__(self, data: Any, file: str, found: Findings, prefix: str = "") -> None:
        self._file = file
        self._found = found
        self._prefix = prefix
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        self._is_object = isinstance(data, dict)
        if not self._is_object and prefix:
            found.add(Rule.FIELD_WRONG, file, field=prefix.rstrip("."))
        elif not self._is_object:
            found.add(Rule.JSON_SHAPE, file, expected="{…}")

    def text(self, name: str, pattern: re.Pattern[str], *, is_required: bool = True) -> str:
        value = self._value(name, is_required)
        if value is None:
            return ""
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        return self._wrong(name, "")

    def number(self, name: str, *, is_required: bool = True) -> int:
        """Up to five digits; H5P takes them as a text as well."""
        value = self._value(name, is_required)
        if value is None:
            return 0
        if isinstance(value, int | str) and not isinstance(value, bool) and VERSION.fullmatch(str(value)):
            return int(value)
        return self._wrong(name, 0)

    def flag(self, name: str, *, is_required: bool = True) -> bool:
        """0 or 1; H5P takes them as a text as well."""
        value = self._value(name, is_required)
        if value is None or (
            value in (0, 1, "0", "1") and isinstance(value, int | str) and not isinstance(value, bool)
        ):
            return value in (1, "1")
        return self._wrong(name, False)

    def choices(self, name: str, allowed: frozenset[str], *, is_required: bool = True) -> tuple[str, ...]:
        value = self._value(name, is_required)
        if value is None:
            return ()
        if (
            isinstance(value, list)
            and value
            and all(isinstance(one, str) and one in allowed for one in value)
        ):
            return tuple(value)
        return self._wrong(name, ())

    def objects(self, name: str, *, is_required: bool = False) -> list[Fields]:
        value = self._value(name, is_required)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > MOST_DEPENDENCIES:
            return self._wrong(name, [])
        return [
            Fields(one, self._file, self._found, f"{self._prefix}{name}[{index}].")
            for index, one in enumerate(value)
        ]

    def object(self, name: str) -> Fields | None:
        value = self._value(name, False)
        return None if value is None else Fields(value, self._file, self._found, f"{self._prefix}{name}.")

    def libraries(self, name: str, *, is_required: bool = False) -> tuple[LibraryName, ...]:
        """A list of dependencies: machineName, majorVersion, minorVersion."""
        return tuple(one.library() for one in self.objects(name, is_required=is_required))

    def library(self) -> LibraryName:
        return LibraryName(
            self.text("machineName", MACHINE_NAME), self.number("majorVersion"), self.number("minorVersion")
        )

    def _value(self, name: str, is_required: bool) -> Any:
        value = self._data.get(name)
        if value is None and is_required and self._is_object:
            self._found.add(Rule.FIELD_MISSING, self._file, field=f"{self._prefix}{name}")
        return value

    def _wrong(self, name: str, instead: T) -> T:
        self._found.add(Rule.FIELD_WRONG, self._file, field=f"{self._prefix}{name}")
        return instead
