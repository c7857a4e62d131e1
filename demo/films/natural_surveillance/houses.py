"""Houses round the square, and the ground between them."""

from typing import NamedTuple

from .shapes import clipped, faded, oval, polygon, rect, stroke
from .stage import (
    BLUE,
    BRICK,
    GLOW,
    HEIGHT,
    INK,
    LAWN,
    OCHRE,
    SAND,
    TEAL,
    WHITE,
    WIDTH,
    Point,
    Square,
    between,
    mix,
)


class House(NamedTuple):
    x: float
    width: float
    top: float
    colour: str
    lived_in: tuple[int, ...]  # windows that light up as soon as somebody looks out


HOUSES = [
    House(0, 200, 78, mix(SAND, OCHRE, 0.25), (1,)),
    House(200, 190, 70, mix(SAND, BLUE, 0.22), (0, 4)),
    House(390, 240, 76, mix(SAND, BRICK, 0.28), (2, 3)),
    House(700, 260, 72, mix(SAND, TEAL, 0.25), (1, 4, 7)),
]
STREET = 250.0


def house(square: Square, home: House) -> str:
    tone = square.tone
    wall = mix(home.colour, INK, 0.14 * (1 - square.care))
    parts = [
        rect(home.x, home.top, home.width, STREET - home.top, tone(wall)),
        rect(home.x - 3, home.top - 9, home.width + 6, 10, tone(mix(BRICK, INK, 0.35))),
    ]
    columns = int(home.width // 62)
    gap = home.width / columns
    for number in range(columns * 2):
        x = home.x + gap * (number % columns + 0.5) - 13
        y = home.top + 18 + 52 * (number // columns)
        lit = square.surveillance if number in home.lived_in else 0.0
        pane = mix(tone(mix(BLUE, INK, 0.4)), GLOW, lit)
        parts += [rect(x - 3, y - 3, 32, 40, tone(WHITE)), rect(x, y, 26, 34, pane)]
        parts.append(rect(x + 12, y, 2, 34, tone(WHITE)))
        if lit > 0.4:  # somebody looks out
            parts.append(oval(x + 19, y + 20, 5, 5.5, INK, lit) + oval(x + 19, y + 35, 8, 9, INK, lit))
            parts.append(rect(x - 3, y + 34, 32, 11, tone(wall)))
    return "".join(parts)


def shop_front(square: Square, x: float, width: float, awning: str) -> str:
    """A shutter that opens to a lit window and, with the activity, an awning."""
    tone, top = square.tone, 190.0
    opened = 52 * square.surveillance
    pane = mix(tone(mix(BLUE, INK, 0.4)), GLOW, square.surveillance)
    parts = [rect(x - 3, top - 3, width + 6, STREET - top + 3, tone(INK)), rect(x, top, width, 60, pane)]
    parts.append(rect(x + width - 30, top + 6, 24, 54, mix(pane, OCHRE, 0.35)))
    shutter = tone(mix(SAND, INK, between(0.5, 0.3, square.care)))
    parts.append(rect(x, top, width, 60 - opened, shutter))
    for line in range(1, int((60 - opened) / 9)):
        parts.append(rect(x, top + line * 9, width, 1.5, tone(mix(SAND, INK, 0.7))))
    drop = 26 * square.activity
    if drop > 1:
        stripes = 8
        for i in range(stripes):
            left, wide = x - 6 + i * (width + 12) / stripes, (width + 12) / stripes
            parts.append(rect(left, top - 6, wide, drop, tone(awning if i % 2 else WHITE)))
    return "".join(parts)


def graffiti(square: Square) -> str:
    scrawl = "M22 235 q10 -46 26 -20 t22 -12 t8 34 q22 -60 34 -14 t30 -18 M40 205 l26 -14 l8 16"
    scrawl += " M120 200 q20 -22 38 4"
    drawing = stroke(scrawl, square.tone(BRICK), 5) + stroke(
        "M84 222 q16 -30 30 -2 t38 -4", square.tone(TEAL), 5
    )
    return clipped("wiped", drawing, 0, 190 * (1 - square.care))


def pavement(square: Square) -> str:
    tone = square.tone
    paving = tone(mix(SAND, INK, between(0.24, 0.1, square.care)))
    worn = tone(mix(SAND, INK, 0.3))
    parts = [rect(0, STREET, WIDTH, HEIGHT - STREET, paving)]
    parts += [rect(0, y, WIDTH, 1.2, worn) for y in (262, 278, 300, 330, 372, 428, 498)]
    grass = tone(mix(LAWN, OCHRE, 0.3 * (1 - square.care)))
    parts.append(polygon([(0, 338), (505, 338), (335, 440), (0, 440)], grass))
    parts.append(polygon([(652, 338), (960, 338), (960, 440), (520, 440)], grass))
    return "".join(parts)


PATH_START, PATH_END = Point(275, 540), Point(665, 268)


def direct_path(square: Square) -> str:
    """The bright way across the square; it grows from the near corner to the far one."""
    if not square.paths:
        return ""
    end_y = between(PATH_START.y, PATH_END.y, square.paths)
    left, right = between(190, 640, square.paths), between(360, 692, square.paths)
    surface = square.tone(mix(WHITE, SAND, 0.25))
    parts = [polygon([(190, 540), (left, end_y), (right, end_y), (360, 540)], surface)]
    parts.append(faded(rect(0, 262, WIDTH, 18, surface), square.paths))
    guide = (
        f"M{PATH_START.x} {PATH_START.y} L{between(PATH_START.x, PATH_END.x, square.paths):.1f} {end_y:.1f}"
    )
    parts.append(stroke(guide, square.tone(TEAL), 4, 'stroke-dasharray="1 14"'))
    return "".join(parts)
