"""Sharing out: several draws want items from stocks that overlap, and no item may go to two of them."""

from __future__ import annotations

from collections.abc import Sequence


def share_out(wishes: Sequence[tuple[Sequence[str], int]]) -> list[list[str]] | None:
    """For each wish, as many of its items as it wants; None when no sharing out fulfils every wish.

    A wish is the items it accepts, those it likes best first, and how many it wants. Where an earlier wish took what a
    later one needs, it takes something else if it can: augmenting paths, as in any bipartite matching.
    """
    owner: dict[str, int] = {}

    def grant(wish: int, asked: set[int]) -> bool:
        asked.add(wish)
        items = wishes[wish][0]
        free = next((item for item in items if item not in owner), None)
        if free is not None:
            owner[free] = wish
            return True
        for item in items:
            if owner[item] not in asked and grant(owner[item], asked):
                owner[item] = wish
                return True
        return False

    for wish, (_, count) in enumerate(wishes):
        for _ in range(count):
            if not grant(wish, set()):
                return None
    return [[item for item in items if owner.get(item) == wish] for wish, (items, _) in enumerate(wishes)]
