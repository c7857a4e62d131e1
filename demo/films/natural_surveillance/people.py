"""People, and how they walk."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from .shapes import at, faded, nearness, oval, rect, stroke
from .stage import BLUE, BRICK, INK, OCHRE, SAND, SKINS, TEAL, WHITE, Point, Square, between, mix, ramp


class Look(NamedTuple):
    skin: int
    coat: str
    hair: str = INK
    child: bool = False


def person(
    square: Square,
    look: Look,
    stride: float,
    *,
    standing: bool = False,
    seated: bool = False,
    dimmed: bool = True,
) -> str:
    """A figure about its feet, 62 pixels tall; stride is the phase of its steps."""
    tone: Callable[[str], str] = square.tone if dimmed else str
    swing = 0 if standing else 9 * math.sin(stride)
    legs = tone(mix(INK, BLUE, 0.3))
    if seated:
        lower = stroke("M-3 -20 L9 -19 L10 0", legs, 6)
        lift = 0.0
    else:
        lower = stroke(f"M-3 -26 L{-3 + swing:.1f} 0", legs, 6) + stroke(
            f"M3 -26 L{3 - swing:.1f} 0", legs, 6
        )
        lift = -6 + abs(swing) * 0.12
    body = f"M-8 {-18 + lift:.1f} V{-36 + lift:.1f} q0 -8 8 -8 q8 0 8 8 V{-18 + lift:.1f} Z"
    parts = [lower, f'<path d="{body}" fill="{tone(look.coat)}"/>']
    arm = mix(look.coat, INK, 0.25)
    parts.append(stroke(f"M0 {-38 + lift:.1f} L{-swing * 0.7 + 2:.1f} {-22 + lift:.1f}", tone(arm), 4.5))
    parts.append(oval(0, -51 + lift, 7.5, 8, tone(SKINS[look.skin])))
    hair = f"M-8 {-51 + lift:.1f} q0 -10 8 -10 q8 0 8 9 q-5 -4 -9 -4 q-4 0 -7 5 Z"
    parts.append(f'<path d="{hair}" fill="{tone(look.hair)}"/>')
    return at(Point(0, 0), "".join(parts), 0.66) if look.child else "".join(parts)


def wheelchair(square: Square, look: Look, turn: float) -> str:
    tone = square.tone
    spokes = "".join(
        stroke(f"M0 -15 l{14 * math.cos(turn + a):.1f} {14 * math.sin(turn + a):.1f}", tone(SAND), 1.2)
        for a in (0, 2.1, 4.2)
    )
    frame = stroke("M-13 -42 L-10 -20 L12 -20 L18 -2 L26 -2", tone(INK), 3.5) + oval(18, -4, 4, 4, tone(INK))
    sitter = at(Point(0, -2), person(square, look, 0, seated=True))
    return sitter + frame + stroke("M-15 -15 a15 15 0 1 0 30 0 a15 15 0 1 0 -30 0", tone(INK), 3.5) + spokes


class Walk(NamedTuple):
    """Where somebody goes: along the points, evenly from one second to another."""

    points: tuple[Point, ...]
    start: float
    end: float

    def position(self, second: float) -> tuple[Point, bool] | None:
        """The place at this second and whether it is walked leftwards; None while off stage."""
        if not self.start <= second <= self.end:
            return None
        legs = [(math.dist(a, b), a, b) for a, b in pairwise(self.points)]
        left_to_go = (second - self.start) / (self.end - self.start) * sum(length for length, _, _ in legs)
        for length, a, b in legs:
            if left_to_go <= length:
                share = left_to_go / length
                return Point(between(a.x, b.x, share), between(a.y, b.y, share)), b.x < a.x
            left_to_go -= length
        return self.points[-1], False


def walk(start: float, end: float, *points: tuple[float, float]) -> Walk:
    return Walk(tuple(Point(*p) for p in points), start, end)


HURRIED, HESITANT = Look(0, mix(INK, BLUE, 0.5)), Look(3, BRICK)
PASSERS_BY: list[tuple[Look, Walk]] = [
    (HURRIED, walk(0.2, 7.6, (-30, 296), (990, 296))),
    (HESITANT, walk(0.8, 3.6, (205, 580), (300, 500))),
    (HESITANT, walk(4.6, 7.2, (300, 500), (205, 590))),
    (Look(1, TEAL), walk(10, 17.5, (990, 292), (-40, 292))),
    (Look(2, OCHRE), walk(18, 26, (-30, 296), (700, 300), (990, 310))),
    (Look(0, BRICK), walk(20.5, 28, (990, 470), (640, 462), (300, 560))),
    (Look(3, WHITE), walk(29, 36.5, (-30, 500), (420, 505), (560, 600))),
    (Look(1, BLUE), walk(27, 35, (990, 300), (-40, 288))),
    (Look(2, TEAL), walk(42.5, 49, (668, 262), (300, 560))),
    (Look(0, OCHRE), walk(46.6, 55, (250, 560), (655, 266), (690, 258))),
    (Look(3, BRICK, child=True), walk(46.9, 55.3, (280, 560), (672, 266), (700, 258))),
    (Look(1, WHITE), walk(47, 55.5, (-30, 292), (990, 282))),
    (Look(0, BLUE), walk(50, 57, (670, 264), (360, 490), (180, 580))),
]
IN_WHEELCHAIR = Look(1, OCHRE)
ROLL = walk(41.5, 51, (230, 575), (660, 270))
SITTERS = [  # look, place, facing left
    (Look(0, TEAL), Point(385, 308), False),
    (Look(2, OCHRE), Point(433, 308), True),
    (Look(3, BLUE), Point(503, 318), False),
    (Look(1, BRICK), Point(551, 318), True),
]
ON_BENCH = [(Look(2, BLUE), Point(160, 402)), (Look(0, BRICK), Point(190, 402))]


def people(square: Square, second: float) -> list[tuple[float, str]]:
    standing: list[tuple[float, str]] = []
    for look, route in PASSERS_BY:
        if found := route.position(second):
            place, leftwards = found
            figure = person(square, look, second * 7.5)
            standing.append((place.y, at(place, figure, nearness(place.y), leftwards)))
    if 3.6 < second < 4.6:  # the one who finds the way blocked stops and looks
        standing.append((500, at(Point(300, 500), person(square, HESITANT, 0, standing=True), nearness(500))))
    if found := ROLL.position(second):
        place, leftwards = found
        figure = wheelchair(square, IN_WHEELCHAIR, second * 3)
        standing.append((place.y, at(place, figure, nearness(place.y), leftwards)))
    arrival = square.activity
    for number, (look, place, flip) in enumerate(SITTERS):
        nod = 0.8 * math.sin(second * 1.7 + number)
        figure = person(square, look, 0, seated=True, standing=True)
        shown = faded(at(Point(place.x, place.y + nod), figure, nearness(place.y) * 1.05, flip), arrival)
        standing.append((place.y, shown))
    for number, (look, place) in enumerate(ON_BENCH):
        figure = person(square, look, 0, seated=True, standing=True)
        shown = faded(at(place, figure, nearness(place.y), number == 1), ramp(square.care, 0.7, 1))
        standing.append((place.y + 9, shown))
    standing += children_at_play(square, second) + workers(square)
    customer = at(Point(688, 506), person(square, Look(3, OCHRE), 0, standing=True), nearness(506))
    return [*standing, (506, faded(customer, ramp(arrival, 0.6, 1)))]


def children_at_play(square: Square, second: float) -> list[tuple[float, str]]:
    share = 0.5 + 0.5 * math.sin(second * 1.6)
    ball = Point(between(250, 306, share), 422 - 20 * abs(math.sin(second * 1.6 + math.pi / 2)))
    figures = [
        at(Point(234, 424), person(square, Look(1, OCHRE, child=True), second * 3), nearness(424)),
        at(Point(322, 424), person(square, Look(0, BLUE, child=True), second * 3 + 1), nearness(424), True),
        oval(ball.x, ball.y, 6, 6, square.tone(WHITE)),
    ]
    return [(424, faded(figure, ramp(square.activity, 0.3, 0.8))) for figure in figures]


def workers(square: Square) -> list[tuple[float, str]]:
    """The sweeper crosses the square, the painter crosses the wall; both go with the work."""
    if not 0.001 < square.care < 0.999:
        return []
    sweeper = person(square, Look(2, OCHRE, BRICK), square.care * 70)
    broom = stroke("M6 -34 L30 -3", square.tone(INK), 3) + rect(22, -6, 18, 7, square.tone(BRICK))
    sweeping = at(Point(between(-60, 960, square.care), 528), sweeper + broom, nearness(528))
    painter = person(square, Look(3, OCHRE, BRICK), 0, standing=True)
    roller = stroke("M4 -38 L20 -58", square.tone(INK), 3) + rect(
        14, -68, 16, 8, square.tone(WHITE), 'rx="3"'
    )
    painting = at(Point(190 * (1 - square.care) + 6, 266), painter + roller, 0.8, True)
    return [(528, sweeping), (266, painting)]
