"""Things that stand on the square."""

import math

from .people import Look, person
from .shapes import at, faded, nearness, oval, polygon, rect, stroke
from .stage import BLUE, BRICK, GLOW, INK, LEAF, OCHRE, SAND, TEAL, WHITE, WIDTH, Point, Square, between, mix


def hedge(square: Square, left: float, right: float, tall: float) -> str:
    """Drawn about its foot at y = 0: taller than a person before, below the knee after."""
    height = between(tall, 15, square.surveillance)
    colour = square.tone(mix(LEAF, INK, between(0.3, 0.12, square.care)))
    parts = [rect(left, -height, right - left, height, colour, 'rx="7"')]
    wild = 11 * (1 - square.surveillance)
    bumps = int((right - left) / 26)
    for i in range(bumps + 1):
        x = left + 8 + i * (right - left - 16) / bumps
        parts.append(oval(x, -height + 3, 16, 5 + wild * (0.6 + 0.4 * math.sin(i * 2.1)), colour))
    return "".join(parts)


def tree(square: Square, sway: float) -> str:
    tone, raised = square.tone, square.surveillance
    crown = tone(mix(LEAF, INK, 0.1))
    shade = tone(mix(LEAF, INK, 0.28))
    low = between(-46, -112, raised)
    spread = between(1.0, 0.86, raised)
    shapes = [(-24, 0, 36), (24, 4, 36), (0, -34, 40), (-30, 26, 26), (30, 26, 26)]
    if raised > 0.5:
        shapes = shapes[:3]
    leaves = [oval(x * spread + sway, low + y, r * spread, r * 0.86 * spread, shade) for x, y, r in shapes]
    leaves += [oval(x * spread - 4 + sway, low + y - 6, r * 0.74, r * 0.64, crown) for x, y, r in shapes[:3]]
    return (
        oval(0, 0, 24, 6, INK, 0.18) + rect(-5, -100, 10, 100, tone(mix(BRICK, INK, 0.45))) + "".join(leaves)
    )


def lamp(square: Square, power: float) -> str:
    tone = square.tone
    glass = mix(tone(mix(SAND, INK, 0.45)), mix(GLOW, WHITE, 0.5), power)
    halo = oval(0, -132, 30, 30, GLOW, 0.18 * power) + oval(0, -132, 18, 18, GLOW, 0.3 * power)
    post = rect(-2.5, -126, 5, 126, tone(INK)) + oval(0, 0, 9, 3, tone(INK))
    return post + halo + rect(-9, -138, 18, 13, glass, 'rx="5"') + rect(-11, -142, 22, 5, tone(INK), 'rx="2"')


def pool(square: Square, foot: Point, power: float) -> str:
    """The light on the ground: wide and even, nothing glaring."""
    size = nearness(foot.y)
    rings = [(150, 46, 0.2), (104, 32, 0.22), (60, 18, 0.22)]
    return "".join(oval(foot.x, foot.y, rx * size, ry * size, GLOW, o * power) for rx, ry, o in rings)


def bench(square: Square, broken: bool) -> str:
    wood = square.tone(mix(OCHRE, BRICK, 0.35))
    iron = square.tone(INK)
    parts = [rect(-38, -16, 5, 16, iron), rect(33, -16, 5, 16, iron), rect(-44, -20, 88, 6, wood, 'rx="2"')]
    tilt = 16 * (1 - square.care) if broken else 0
    parts.append(rect(-44, -32, 88, 5, wood, f'rx="2" transform="rotate({tilt:.1f} -40 -30)"'))
    parts.append(faded(rect(-44, -41, 88, 5, wood, 'rx="2"'), square.care if broken else 1))
    return "".join(parts)


def kiosk(square: Square) -> str:
    tone, opened = square.tone, square.activity
    body = tone(mix(TEAL, INK, 0.25 * (1 - square.care)))
    inside = mix(tone(INK), GLOW, opened)
    parts = [rect(-62, -104, 124, 104, body), rect(-70, -114, 140, 13, tone(INK), 'rx="3"')]
    parts.append(rect(-50, -88, 100, 46, inside))
    vendor = person(square, Look(1, WHITE), 0, standing=True, dimmed=False)
    parts.append(faded(at(Point(0, -11), vendor), opened))
    parts.append(rect(-50, -88, 100, 46 * (1 - opened), tone(mix(SAND, INK, 0.5))))
    parts.append(rect(-62, -44, 124, 44, body) + rect(-56, -46, 112, 6, tone(SAND)))
    if opened > 0.05:
        for i in range(6):
            colour = tone(OCHRE if i % 2 else WHITE)
            parts.append(rect(-66 + i * 22, -101, 22, 20 * opened, colour))
    tag = stroke("M-48 -14 q14 -26 24 -4 t22 -8 t20 6 t24 -8", tone(BRICK), 4)
    parts.append(faded(tag, 1 - square.care))
    return "".join(parts)


def planter(square: Square) -> str:
    tone, grown = square.tone, square.care
    height = 10 + 12 * grown
    leaves = "".join(
        stroke(f"M{x} -22 q{x / 3:.1f} -10 {x / 2:.1f} -{height:.0f}", tone(LEAF), 3.5)
        for x in (-12, -4, 5, 12)
    )
    blooms = "".join(
        oval(x * 1.5, -34 - 12 * grown * (1 - abs(x) / 30), 5 * grown, 5 * grown, tone(colour))
        for x, colour in ((-12, BRICK), (-4, WHITE), (5, OCHRE), (12, BRICK))
    )
    return leaves + blooms + polygon([(-24, -24), (24, -24), (18, 0), (-18, 0)], tone(mix(SAND, BRICK, 0.3)))


def table(square: Square) -> str:
    tone = square.tone
    return (
        rect(-1.5, -22, 3, 22, tone(INK))
        + oval(0, -23, 19, 4.5, tone(WHITE))
        + rect(4, -30, 4, 6, tone(OCHRE))
    )


def van(square: Square) -> str:
    tone = square.tone
    body = "M-92 -14 V-72 q0 -8 8 -8 H38 q8 0 13 8 l18 26 q22 4 23 14 V-14 Z"
    parts = [oval(0, -2, 98, 7, INK, 0.25), f'<path d="{body}" fill="{tone(mix(SAND, WHITE, 0.5))}"/>']
    parts.append(polygon([(20, -70), (37, -70), (56, -44), (20, -44)], tone(mix(BLUE, SAND, 0.35))))
    parts.append(rect(-92, -38, 100, 7, tone(BLUE)) + rect(84, -32, 9, 8, GLOW, 'rx="3"'))
    for x in (-54, 54):
        parts.append(oval(x, -13, 15, 15, tone(INK)) + oval(x, -13, 6, 6, tone(SAND)))
    return "".join(parts)


def bin_bags(square: Square) -> str:
    tone = square.tone
    bags = ((-16, 15, INK), (10, 19, mix(INK, BLUE, 0.5)), (30, 12, INK))
    return "".join(
        oval(x, -r * 0.8, r, r * 0.85, tone(c)) + rect(x - 3, -r * 1.9, 6, 8, tone(c)) for x, r, c in bags
    )


def signpost(square: Square) -> str:
    tone = square.tone
    blades = polygon([(0, -92), (40, -92), (50, -84), (40, -76), (0, -76)], tone(BLUE))
    blades += polygon([(0, -72), (-34, -72), (-44, -64), (-34, -56), (0, -56)], tone(TEAL))
    return rect(-2.5, -98, 5, 98, tone(INK)) + blades


LITTER = [Point(92, 486), Point(402, 512), Point(520, 470), Point(610, 500), Point(690, 380), Point(238, 458)]
LITTER += [
    Point(900, 505),
    Point(560, 318),
    Point(310, 316),
    Point(150, 300),
    Point(760, 300),
    Point(470, 425),
]


def litter(square: Square) -> str:
    swept_to = between(-40, WIDTH, square.care)
    pieces = []
    for number, p in enumerate(LITTER):
        size, colour = nearness(p.y), square.tone((WHITE, OCHRE, BRICK)[number % 3])
        if p.x > swept_to:
            pieces.append(at(p, polygon([(-7, -1), (-2, -7), (6, -5), (8, 1), (0, 3)], colour), size))
    return "".join(pieces)
