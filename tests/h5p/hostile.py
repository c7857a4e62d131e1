"""Packages that must be refused: each with its name, the rule it breaks, and its bytes."""

from __future__ import annotations

from .hostile_archives import archives, names, sizes
from .hostile_values import json_files, libraries, manifests
from .spoiling import Case


def corpus() -> list[Case]:
    return [*archives(), *names(), *json_files(), *manifests(), *libraries(), *sizes()]
