"""Markdown to the HTML that Wagtail keeps in a rich-text field, with nothing in it that the field's editor could not make."""

from collections.abc import Collection, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

# What a token of Markdown needs in the field, by the names of Wagtail's features; the rest is always allowed.
FEATURES = {
    "strong": "bold",
    "em": "italic",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "blockquote": "blockquote",
    "link": "link",
}
PLAIN = {"paragraph", "list_item", "inline", "text", "softbreak", "hardbreak"}
# The tags that Wagtail's editor writes
TAGS = {"strong": "b", "em": "i"}

# Tables are read in order to be refused: as running text they would be a mess.
_markdown = MarkdownIt("commonmark", {"xhtmlOut": True}).enable("table")


class NotAllowed(Exception):
    """The text uses something that its field does not have; `line` counts from 0 within the text."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} is not possible in this text")
        self.line = line


def rich_text(text: str, features: Collection[str]) -> str:
    """Raises NotAllowed when `text` uses more than `features` (names as in `wagtail.rich_text`)."""
    tokens = _markdown.parse(text)
    line = 0
    for token in _all(tokens):
        line = token.map[0] if token.map else line
        kind = token.type.removesuffix("_open").removesuffix("_close")
        feature = token.tag if kind == "heading" else FEATURES.get(kind, kind)
        if kind not in PLAIN and feature not in features:
            raise NotAllowed(feature, line)
        token.tag = TAGS.get(token.tag, token.tag)
    _unwrap(tokens)
    return str(_markdown.renderer.render(tokens, _markdown.options, {})).strip()


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _unwrap(tokens: list[Token]) -> None:
    """The editor knows no paragraphs in list items and quotations: the first loses its tags, a second one is refused."""
    for before, opening, closing in zip(tokens, tokens[1:], tokens[3:], strict=False):
        if opening.type != "paragraph_open":
            continue
        if before.type == "paragraph_close" and before.hidden:
            raise NotAllowed(
                "a second paragraph in a list item or quotation", opening.map[0] if opening.map else 0
            )
        if before.type in {"list_item_open", "blockquote_open"}:
            opening.hidden = closing.hidden = True
