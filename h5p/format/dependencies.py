"""Which libraries need which: nothing may be missing, and nothing may wait for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .findings import Findings, refuse
from .libraries import LibraryName
from .rules import Rule


def check_present(
    needs: Iterable[LibraryName],
    known: Iterable[LibraryName],
    *,
    needed_by: str,
    may_install: bool,
    found: Findings,
) -> None:
    """Every dependency is in the package or installed."""
    known = set(known)
    for need in needs:
        if need not in known:
            rule = Rule.DEPENDENCY_MISSING if may_install else Rule.DEPENDENCY_NOT_INSTALLED
            found.add(rule, "h5p.json", library=str(need), needed_by=needed_by)


def load_order(
    start: Iterable[LibraryName], preloaded: Mapping[LibraryName, Iterable[LibraryName]]
) -> list[LibraryName]:
    """All that `start` needs, each after what it needs itself. Refuses libraries that need each other in a circle."""
    ordered: dict[LibraryName, None] = {}
    waiting: dict[LibraryName, None] = {}
    # On a stack of our own: a chain may be longer than Python lets functions call each other.
    stack = [iter(start)]
    path: list[LibraryName] = []
    while stack:
        name = next(stack[-1], None)
        if name is None:
            stack.pop()
            if path:
                done = path.pop()
                del waiting[done]
                ordered[done] = None
        elif name in waiting:
            circle = [*path[path.index(name) :], name]
            raise refuse(Rule.DEPENDENCY_CIRCLE, "h5p.json", libraries=" → ".join(map(str, circle)))
        elif name not in ordered:
            waiting[name] = None
            path.append(name)
            stack.append(iter(preloaded.get(name, ())))
    return list(ordered)
