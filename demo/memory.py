"""Loading only what is new or has changed."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from .models import Loaded


class Memory:
    """What was loaded before, read in one query."""

    def __init__(self) -> None:
        self._rows = {row.source: row for row in Loaded.objects.all()}
        self.changes = 0

    def keep(self, source: str, content: Any, make: Callable[[int | None], int]) -> int:
        """The id of what was made of `content`, which is JSON. `source` names it for good.

        Calls `make` only if the content is new or has changed, with the id of what was made of it before, if anything.
        """
        digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
        row = self._rows.get(source)
        if row and row.digest == digest:
            return row.target
        target = make(row.target if row else None)
        self._rows[source], _created = Loaded.objects.update_or_create(
            source=source, defaults={"digest": digest, "target": target}
        )
        self.changes += 1
        return target
