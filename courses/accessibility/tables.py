"""Tables are read aloud cell by cell: without names for columns and rows a cell says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .findings import Finding, Rule
from .parts import Part, Table


def findings(parts: Iterable[Part]) -> Iterator[Finding]:
    for part in parts:
        if isinstance(part, Table):
            yield from (Finding(rule, part.place.at, part.place.block, said) for rule, said in _faults(part))


def _faults(table: Table) -> Iterator[tuple[Rule, str]]:
    if not table.caption.strip() or not all(heading.strip() for heading in table.headings):
        yield Rule.TABLE_WITHOUT_NAMES, ""
    if table.has_row_headers:
        for number, row in enumerate(table.rows, start=1):
            if not (row and row[0].strip()) and any(cell.strip() for cell in row):
                yield Rule.ROW_WITHOUT_NAME, str(number)
    if len(table.headings) == 1:
        yield Rule.SINGLE_COLUMN, ""
