"""Brings HTML into a form in which nothing can run.

Nothing is passed on as it came. What reads as an allowed tag is written anew, with allowed attributes only; all other
text is escaped, so it cannot become a tag in any reader. Elements whose content readers treat in ways of their own
(scripts, styles, drawings, formulas, frames) go with everything in them. The work grows with the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from .escaping import escape, escape_text
from .styles import filter_style
from .urls import is_safe_link

DEFAULT_TAGS = frozenset({"div", "span", "p", "br"})
PHRASES = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "del",
    "dfn",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
}
MORE_PHRASES = {"q", "s", "samp", "small", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"}
BLOCKS = {
    "address",
    "blockquote",
    "center",
    "figcaption",
    "figure",
    "hr",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
TABLES = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
SAFE_TAGS = DEFAULT_TAGS | PHRASES | MORE_PHRASES | BLOCKS | LISTS | TABLES
VOID = frozenset({"br", "col", "hr", "wbr"})
IMPLIED = {
    "table": TABLES | {"figure", "figcaption"},
    "b": {"strong"},
    "i": {"em"},
    "ul": {"li"},
    "ol": {"li"},
    "del": {"s"},
    "strike": {"s"},
    "dl": {"dt", "dd"},
}
_SCRIPTS = {"script", "noscript", "style", "template", "svg", "math", "title"}
_FRAMES = {"iframe", "frameset", "noframes", "object", "embed", "noembed", "applet", "audio", "video"}
_RAW = {"textarea", "select", "xmp", "plaintext"}
_WITH_CONTENT = _SCRIPTS | _FRAMES | _RAW
_EVERYWHERE = frozenset({"class", "dir", "lang", "title", "style"})
_PER_TAG = {
    "a": {"href", "target"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "width", "align"},
    "td": {"colspan", "rowspan", "headers", "align", "valign", "width"},
    "th": {"colspan", "rowspan", "headers", "scope", "align", "valign", "width"},
}
_ATTRIBUTES = {tag: _EVERYWHERE | frozenset(_PER_TAG.get(tag, ())) for tag in SAFE_TAGS}
_TARGETS = frozenset({"_blank", "_self"})
MOST_OPEN = 100

# No angle bracket inside a tag: it ends at the next one, or it is none. This keeps the work linear.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`=]++)))?+""")


@dataclass(frozen=True, slots=True)
class HTMLRules:
    """What one field allows; tags that are not safe anywhere are none even when asked for."""

    tags: frozenset[str]
    properties: frozenset[str]


def allowed_tags(asked: list[str]) -> frozenset[str]:
    """The tags of a field of semantics, with those that H5P always allows and those they bring along."""
    tags = DEFAULT_TAGS | {tag.lower() for tag in asked}
    implied: frozenset[str] = frozenset().union(*(IMPLIED.get(tag, ()) for tag in tags))
    return (tags | implied) & SAFE_TAGS


def clean(text: str, rules: HTMLRules) -> str:
    """`text` with what `rules` allow, every element closed in the order in which it was opened."""
    out: list[str] = []
    is_open: list[str] = []
    place = 0
    while place < len(text):
        bracket = text.find("<", place)
        out.append(escape_text(text[place : bracket if bracket >= 0 else len(text)]))
        if bracket < 0:
            break
        place = _after(text, bracket, out, is_open, rules)
    out.extend(f"</{tag}>" for tag in reversed(is_open))
    return "".join(out)


def _after(text: str, bracket: int, out: list[str], is_open: list[str], rules: HTMLRules) -> int:
    """Deals with what begins at `bracket`, and says where to go on."""
    if text.startswith("<!--", bracket):
        return _behind(text, "-->", bracket + 4)
    if text.startswith(("<!", "<?"), bracket):
        return _behind(text, ">", bracket)
    match = _TAG.match(text, bracket)
    if match is None:
        out.append("&lt;")
        return bracket + 1
    closing, tag, attributes = match[1], match[2].lower(), match[3]
    if tag in _WITH_CONTENT:
        return match.end() if closing else _behind_element(text, tag, match.end())
    if tag not in rules.tags:
        return match.end()
    if closing:
        _close(tag, out, is_open)
    elif tag in VOID or len(is_open) < MOST_OPEN:
        out.append(f"<{tag}{_attributes(tag, attributes, rules)}>")
        if tag not in VOID:
            is_open.append(tag)
    return match.end()


def _close(tag: str, out: list[str], is_open: list[str]) -> None:
    if tag in is_open:
        while True:
            last = is_open.pop()
            out.append(f"</{last}>")
            if last == tag:
                return


def _attributes(tag: str, text: str, rules: HTMLRules) -> str:
    kept: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name = match[1].lower()
        value = unescape(match[2] or match[3] or match[4] or "")
        if name not in _ATTRIBUTES[tag] or name in kept:
            continue
        if name == "style":
            value = filter_style(value, rules.properties)
        if (name == "href" and not is_safe_link(value)) or (name == "target" and value not in _TARGETS):
            continue
        if value or name != "style":
            kept[name] = value
    # Read once, escaped once: a reference in the value stays what it says.
    return "".join(f' {name}="{_quoted(value)}"' for name, value in kept.items())


def _quoted(value: str) -> str:
    return escape(value.replace("&", "&amp;"))


def _behind(text: str, end: str, start: int) -> int:
    place = text.find(end, start)
    return place + len(end) if place >= 0 else len(text)


def _behind_element(text: str, tag: str, start: int) -> int:
    match = re.compile(rf"</{tag}[^<>]*+>", re.IGNORECASE).search(text, start)
    return match.end() if match else len(text)
