"""SVG shapes, and things placed on the ground."""

from collections.abc import Sequence

from .stage import HEIGHT, WHITE, Point


def rect(x: float, y: float, w: float, h: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" {more}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1) -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" fill-opacity="{opacity:.2f}"/>'


def polygon(points: Sequence[tuple[float, float]], fill: str, opacity: float = 1) -> str:
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}" fill-opacity="{opacity:.2f}"/>'


def stroke(d: str, colour: str, width: float, more: str = "") -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"'
        f' stroke-linecap="round" stroke-linejoin="round" {more}/>'
    )


def at(point: Point, drawing: str, size: float = 1, flip: bool = False) -> str:
    side = -size if flip else size
    place = f"translate({point.x:.1f} {point.y:.1f}) scale({side:.3f} {size:.3f})"
    return f'<g transform="{place}">{drawing}</g>'


def faded(drawing: str, opacity: float) -> str:
    return f'<g opacity="{opacity:.2f}">{drawing}</g>' if opacity > 0.01 else ""


def clipped(name: str, drawing: str, x: float, width: float) -> str:
    shape = rect(x, 0, max(0.0, width), HEIGHT, WHITE)
    return f'<clipPath id="{name}">{shape}</clipPath><g clip-path="url(#{name})">{drawing}</g>'


def nearness(y: float) -> float:
    """How large a thing is that stands at this height of the picture."""
    return 0.62 + (y - 250) / 290 * 0.7
