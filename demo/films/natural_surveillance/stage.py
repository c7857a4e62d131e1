"""The stage, its palette, the steps of the film and the state of the square at one moment."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FILM = Path(__file__).parents[2] / "content/safer-public-spaces/films/natural-surveillance.webm"
WIDTH, HEIGHT, FRAMES_PER_SECOND, SECONDS = 960, 540, 25, 56

INK, BLUE, TEAL, OCHRE, BRICK = "#1d2b3a", "#1f4e79", "#2a7f7f", "#c9832b", "#a6452f"
SAND, PAPER, WHITE = "#e9e2d3", "#f6f3ec", "#ffffff"


class Point(NamedTuple):
    x: float
    y: float


class Step(NamedTuple):
    """When a step begins, when its change is complete, and when the next one takes over."""

    begins: float
    complete: float
    ends: float


STEPS = {
    "surveillance": Step(8, 12.5, 16),
    "light": Step(16, 20, 23),
    "activity": Step(23, 28, 32),
    "care": Step(32, 38, 39.5),
    "paths": Step(39.5, 43, 47),
}
COMPARISON = Step(47.5, 49.5, 54)


def ramp(second: float, start: float, end: float) -> float:
    """From 0 at start to 1 at end, gently at both sides."""
    share = min(1.0, max(0.0, (second - start) / (end - start)))
    return share * share * (3 - 2 * share)


def between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def mix(one: str, other: str, share: float) -> str:
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(between(a, b, share)):02x}" for a, b in pairs)


NIGHT = mix(INK, BLUE, 0.35)
LEAF = mix(TEAL, OCHRE, 0.28)
LAWN = mix(LEAF, SAND, 0.45)
GLOW = mix(OCHRE, WHITE, 0.62)
SKINS = [mix(SAND, OCHRE, 0.35), mix(BRICK, SAND, 0.45), mix(BRICK, INK, 0.45), mix(OCHRE, BRICK, 0.3)]


@dataclass(frozen=True)
class Square:
    """How far each step has changed the square, from 0 (before) to 1 (after)."""

    surveillance: float
    light: float
    activity: float
    care: float
    paths: float

    @classmethod
    def at(cls, second: float) -> "Square":
        return cls(**{name: ramp(second, s.begins, s.complete) for name, s in STEPS.items()})

    def tone(self, colour: str) -> str:
        """The colour as the evening shows it: the better the light, the truer."""
        return mix(colour, NIGHT, between(0.5, 0.1, self.light))


BEFORE = Square(0, 0, 0, 0, 0)
