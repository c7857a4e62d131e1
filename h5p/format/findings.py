"""What a check finds, and the exceptions of this package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .rules import Rule

SHOWN = 120
AT_MOST = 100


class H5PError(Exception):
    """Whatever this package raises is one of these."""


@dataclass(frozen=True, slots=True)
class Finding:
    rule: Rule
    file: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def values(self) -> dict[str, str]:
        """What belongs into the template. Names come from strangers: nothing in them may hide or pretend."""
        return {name: shown(value) for name, value in {"file": self.file, **self.params}.items()}

    @property
    def message(self) -> str:
        """In plain English."""
        return self.rule.template % self.values

    def __str__(self) -> str:
        return self.message


class Refused(H5PError):
    """The package breaks the rules of the format. `findings` say which, and where."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(finding.message for finding in self.findings))


def refuse(rule: Rule, file: str = "", **params: str | int) -> Refused:
    """The exception for a single finding, to be raised."""
    return Refused([Finding(rule, file, _texts(params))])


class Findings:
    """Collects findings, so that one check can report several. Stops growing at a hundred."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def add(self, rule: Rule, file: str = "", **params: str | int) -> None:
        self.extend([Finding(rule, file, _texts(params))])

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if len(self._found) < AT_MOST and finding not in self._found:
                self._found.append(finding)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def shown(name: str) -> str:
    """`name` on one line, without what cannot be seen, and not too long."""
    visible = "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}"
        for character in name[: SHOWN * 2]
    )
    return visible if len(visible) <= SHOWN else f"{visible[: SHOWN - 1]}…"


def _texts(params: dict[str, str | int]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items()}
