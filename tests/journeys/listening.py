"""What a screen reader is told: roles, names, states and descriptions from the accessibility tree of the browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

# What learners stop at or are told; the rest is text, or holds it together.
ROLES = {
    "alert",
    "button",
    "checkbox",
    "combobox",
    "group",
    "heading",
    "link",
    "radio",
    "status",
    "textbox",
}
Node = dict[str, Any]


def tree(page: Page) -> list[Node]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return nodes


def read_out(nodes: list[Node], role: str, name: str) -> str:
    """The part of the tree that begins with the node of that role and name, a line for each node."""
    by_id = {node["nodeId"]: node for node in nodes}
    start = next(node for node in nodes if _value(node, "role") == role and _value(node, "name") == name)
    return "\n".join(_lines(start, by_id))


def messages(nodes: list[Node]) -> list[str]:
    """What is said without being asked for: live regions that hold a text."""
    by_id = {node["nodeId"]: node for node in nodes}
    live = (node for node in nodes if _value(node, "role") in {"status", "alert"})
    return [f"{_value(node, 'role')}: {text}" for node in live if (text := _text(node, by_id))]


def _lines(node: Node, by_id: dict[str, Node], depth: int = 0) -> Iterator[str]:
    is_told = not node.get("ignored") and _value(node, "role") in ROLES
    if is_told:
        yield "  " * depth + _line(node)
    # What a list of choices offers is read when it is opened.
    if _value(node, "role") != "combobox":
        for child in node.get("childIds", []):
            if child in by_id:
                yield from _lines(by_id[child], by_id, depth + is_told)


def _line(node: Node) -> str:
    states = [_value(node, "value")] if "value" in node else []
    for each in node.get("properties", []):
        match each["name"], each["value"].get("value"):
            case "checked", value:
                states.append("checked" if value == "true" else "not checked")
            case ("required" | "disabled") as state, True:
                states.append(state)
            case "invalid", "true":
                states.append("invalid")
    line = ", ".join([f"{_value(node, 'role')} “{_value(node, 'name')}”", *filter(None, states)])
    description = _value(node, "description")
    return f"{line}: {description}" if description else line


def _text(node: Node, by_id: dict[str, Node]) -> str:
    if _value(node, "role") == "StaticText":
        return _value(node, "name")
    parts = (_text(by_id[child], by_id) for child in node.get("childIds", []) if child in by_id)
    return " ".join(filter(None, map(str.strip, parts)))


def _value(node: Node, name: str) -> str:
    return str(node.get(name, {}).get("value", ""))
