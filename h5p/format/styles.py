"""Inline styles: which declarations a field of semantics allows."""

from __future__ import annotations

import re
from typing import Any

_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,5})?"
_LENGTH = rf"{_NUMBER}(?:em|rem|px|pt|%)?"
_COLOUR = r"(?:#[0-9a-f]{3}|#[0-9a-f]{6}|(?:rgb|hsl)a?\([0-9.,% ]{1,40}\))"
_FAMILY = r"""(?:[-a-z0-9 ]+| ?'[-a-z0-9 ]+' ?| ?"[-a-z0-9 ]+" ?)"""
_LINE = r"(?:none|solid|dotted|dashed|double|groove|ridge|inset|outset)"

_VALUES = {
    "text-align": r"left|right|center|justify|start|end",
    "font-size": _LENGTH,
    "font-family": rf"{_FAMILY}(?:,{_FAMILY}){{0,9}}",
    "color": _COLOUR,
    "background-color": _COLOUR,
    "letter-spacing": _LENGTH,
    "line-height": _LENGTH,
    "border": rf"{_LENGTH} {_LINE} {_COLOUR}",
    "border-style": _LINE,
    "border-width": _LENGTH,
    "border-color": _COLOUR,
    "border-collapse": r"collapse|separate",
    "vertical-align": r"top|middle|bottom",
    "padding": _LENGTH,
    "width": _LENGTH,
    "height": _LENGTH,
    "float": r"left|right|none",
}
_PATTERNS = {name: re.compile(value, re.IGNORECASE) for name, value in _VALUES.items()}
_FONT = {
    "size": "font-size",
    "family": "font-family",
    "color": "color",
    "background": "background-color",
    "spacing": "letter-spacing",
    "height": "line-height",
}
_TABLE = frozenset(name for name in _VALUES if name.startswith("border")) | {
    "vertical-align",
    "padding",
    "width",
    "height",
    "float",
    "background-color",
}


def allowed_properties(font: Any, tags: frozenset[str]) -> frozenset[str]:
    """Alignment always, fonts and colours as `font` in semantics says, boxes where there are tables."""
    switches = font if isinstance(font, dict) else {}
    fonts = {name for switch, name in _FONT.items() if switches.get(switch)}
    return frozenset({"text-align"} | fonts | (_TABLE if "table" in tags else frozenset()))


def filter_style(style: str, allowed: frozenset[str]) -> str:
    kept = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), " ".join(value.split())
        if name in allowed and _PATTERNS[name].fullmatch(value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)
