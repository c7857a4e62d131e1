"""Two levels: participation is a share of the required lessons, achievement is what the tests assess."""

from __future__ import annotations

from courses.outline import Lesson, Outline
from learning.progress import Evidence


def share_of_lessons(outline: Outline, evidence: Evidence) -> int:
    """How much of the required lessons is done, in per cent, rounded down; 0 where no lesson is required."""
    required = [step.key for step in outline.steps() if isinstance(step, Lesson) and step.is_required]
    done = sum(key in evidence.done for key in required)
    return 100 * done // len(required) if required else 0


def has_taken_part(outline: Outline, evidence: Evidence, share: int | None) -> bool:
    """Whether `evidence` reaches the `share` that the terms of the course ask for, in per cent; without one it never does."""
    return share is not None and share_of_lessons(outline, evidence) >= share
