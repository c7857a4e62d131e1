"""Everything on the stage at one second, from back to front."""

import math

from .houses import HOUSES, STREET, direct_path, graffiti, house, pavement, shop_front
from .people import people
from .shapes import at, clipped, faded, nearness, oval, polygon, rect, stroke
from .stage import (
    BEFORE,
    BLUE,
    BRICK,
    COMPARISON,
    GLOW,
    HEIGHT,
    INK,
    NIGHT,
    OCHRE,
    PAPER,
    SAND,
    STEPS,
    TEAL,
    WHITE,
    WIDTH,
    Point,
    Square,
    between,
    mix,
    ramp,
)
from .things import bench, bin_bags, hedge, kiosk, lamp, litter, planter, pool, signpost, table, tree, van

LAMPS = [Point(585, 306), Point(452, 374), Point(252, 486), Point(676, 452), Point(918, 326), Point(60, 322)]
TREES = [Point(90, 408), Point(905, 412), Point(330, 366)]


def lamp_power(square: Square, number: int) -> float:
    """The lamps come on one after another along the way."""
    return ramp(square.light, number * 0.13, number * 0.13 + 0.3)


def standing_things(square: Square, second: float) -> list[tuple[float, str]]:
    things = [
        (338.0, at(Point(0, 338), hedge(square, 20, 500, 74))),
        (338.1, at(Point(0, 338), hedge(square, 658, 950, 82))),
        (441.0, at(Point(0, 441), hedge(square, 0, 330, 62))),
        (411.0, at(Point(175, 411), bench(square, broken=True), nearness(411))),
        (432.0, at(Point(600, 432), bench(square, broken=False), nearness(432))),
        (500.0, at(Point(780, 502), kiosk(square), 1.12)),
        (502.0, at(Point(890, 512), planter(square), 1.1)),
        (444.0, at(Point(372, 452), planter(square), 1.0)),
        (310.0, at(Point(409, 310), faded(table(square), square.activity))),
        (320.0, at(Point(527, 320), faded(table(square), square.activity))),
        (280.0, at(Point(between(662, 742, square.paths), 284), faded(bin_bags(square), 1 - square.paths))),
        (520.0, at(Point(between(412, -160, ramp(square.paths, 0, 0.62)), 506), van(square), 1.1, flip=True)),
        (455.0, at(Point(505, 452), faded(signpost(square), ramp(square.paths, 0.6, 1)))),
    ]
    for number, foot in enumerate(LAMPS):
        power = lamp_power(square, number)
        if number == 1 and not square.light:  # the one that flickers
            power = 0.5 if math.sin(second * 9) + math.sin(second * 23) > 1.1 else 0.0
        things.append((foot.y, at(foot, lamp(square, power), nearness(foot.y))))
    for number, foot in enumerate(TREES):
        sway = 1.6 * math.sin(second * 1.1 + number * 2)
        things.append((foot.y, at(foot, tree(square, sway), nearness(foot.y))))
    return things


VIEWS = [  # a window, and from where to where it overlooks the square
    (Point(232, 110), 20, 230),
    (Point(455, 226), 150, 420),
    (Point(590, 116), 440, 660),
    (Point(569, 226), 350, 610),
    (Point(797, 112), 600, 800),
    (Point(805, 226), 720, 950),
]


def sight_lines(second: float) -> tuple[str, str]:
    """What the windows overlook, on the ground and in the air; shown while the first step is explained."""
    seen, lines = [], []
    for number, ((x, y), left, right) in enumerate(VIEWS):
        begins = STEPS["surveillance"].begins + 3.2 + number * 0.35
        strength = ramp(second, begins, begins + 0.9) * (1 - ramp(second, 14.8, 15.9))
        if strength:
            seen.append(polygon([(x - 8, y), (x + 8, y), (right, 500), (left, 500)], GLOW, 0.22 * strength))
            dashes = f'stroke-dasharray="1 9" opacity="{strength:.2f}"'
            lines.append(stroke(f"M{x} {y} L{(left + right) / 2} 470", WHITE, 3, dashes))
    return "".join(seen), "".join(lines)


def alley(square: Square) -> str:
    """The gap between the houses: dark before, a lit way through after."""
    tone = square.tone
    ground = mix(tone(mix(SAND, INK, 0.3)), GLOW, 0.6 * square.light)
    far = rect(630, 120, 70, STREET - 120, tone(mix(SAND, BLUE, 0.35)))
    far += rect(630, 112, 70, 9, tone(mix(BRICK, INK, 0.35)))
    far += "".join(rect(x, 136, 14, 20, mix(tone(INK), GLOW, square.light)) for x in (644, 672))
    way = polygon([(652, 206), (678, 206), (700, STREET), (630, STREET)], ground)
    dark = rect(630, 112, 70, STREET - 112, NIGHT, f'fill-opacity="{0.75 * (1 - square.light):.2f}"')
    return far + way + dark


def scene(square: Square, second: float) -> str:
    sky = mix(mix(INK, BLUE, 0.25), mix(BLUE, SAND, 0.3), 0.5 * square.light)
    parts = [rect(0, 0, WIDTH, STREET, sky), alley(square)]
    parts += [house(square, home) for home in HOUSES]
    parts += [shop_front(square, 405, 100, BRICK), shop_front(square, 522, 94, TEAL)]
    parts += [shop_front(square, 222, 146, BLUE), shop_front(square, 730, 150, OCHRE)]
    parts += [graffiti(square), pavement(square), direct_path(square)]
    parts += [pool(square, foot, lamp_power(square, number)) for number, foot in enumerate(LAMPS)]
    seen, lines = sight_lines(second)
    parts += [litter(square), seen]
    upright = standing_things(square, second) + people(square, second)
    return "".join(parts + [drawing for _, drawing in sorted(upright, key=lambda thing: thing[0])] + [lines])


ICONS = {
    "surveillance": "M-12 0 q12 -14 24 0 q-12 14 -24 0 M-4 0 a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0",
    "light": "M0 12 V-2 M-7 -2 h14 l-3 -8 h-8 Z M-5 12 h10 M-12 4 l-2 2 M12 4 l2 2",
    "activity": "M-11 10 q0 -10 6 -10 q6 0 6 10 M-9 -6 a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0"
    " M4 1 q7 0 7 9 M3 -7 a3.6 3.6 0 1 1 0 5",
    "care": "M10 -12 L-1 1 M-6 -3 L5 6 M-6 -3 q-6 6 -7 13 q10 2 18 -4 M-8 8 l4 -5 M-2 9 l3 -5",
    "paths": "M-9 12 q-2 -10 6 -12 t10 -9 M1 -11 l7 0 l0 7 M-12 -6 h5 M6 8 h6",
}


def progress_of_steps(second: float) -> str:
    """Five signs at the top: the present step in ochre, finished ones in teal."""
    parts = [rect(332, 8, 296, 52, PAPER, 'rx="26"')]
    for number, (name, step) in enumerate(STEPS.items()):
        centre = Point(370 + number * 55, 34)
        begun, finished = second >= step.begins, second >= step.ends
        fill, line = (TEAL, WHITE) if finished else (OCHRE if begun else PAPER, INK)
        bounce = 1 + 0.16 * math.sin(math.pi * min(1.0, max(0.0, (second - step.begins) / 0.7)))
        sign = oval(0, 0, 21, 21, fill) + stroke(ICONS[name], line, 2.4)
        parts.append(at(centre, faded(sign, 1 if begun else 0.45), bounce))
    return "".join(parts)


def comparison(second: float) -> str:
    """A curtain at the end: what lies left of it is the square as it was."""
    opened = ramp(second, COMPARISON.begins, COMPARISON.complete) * 520
    x = opened * (1 - ramp(second, COMPARISON.ends - 1.6, COMPARISON.ends))
    if x < 2:
        return ""
    handle = oval(x, 300, 20, 20, PAPER) + stroke(f"M{x - 5} 294 l-6 6 l6 6 M{x + 5} 294 l6 6 l-6 6", INK, 3)
    curtain = clipped("curtain", scene(BEFORE, 0).replace("wiped", "unwiped"), 0, x)
    return curtain + rect(x - 2.5, 0, 5, HEIGHT, PAPER) + handle
