import pytest

from demo.markdown import NotAllowed, rich_text

EVERYTHING = ["h2", "h3", "bold", "italic", "ol", "ul", "blockquote", "link"]


def test_markdown_becomes_what_the_editor_writes():
    text = "## Five < six\n\nA **bold** and *slanted* [link](https://city.example/?a=1&b=2)\nhere.\n\n> Said."
    assert rich_text(text, EVERYTHING) == (
        "<h2>Five &lt; six</h2>\n"
        '<p>A <b>bold</b> and <i>slanted</i> <a href="https://city.example/?a=1&amp;b=2">link</a>\nhere.</p>\n'
        "<blockquote>Said.</blockquote>"
    )


def test_items_of_a_list_hold_no_paragraphs_however_they_are_spaced():
    close = rich_text("- one\n- two\n  1. deep", EVERYTHING)
    loose = rich_text("- one\n\n- two\n  1. deep", EVERYTHING)
    assert close == loose
    assert "<p>" not in close


def test_no_text_is_no_html():
    assert rich_text("", []) == ""


@pytest.mark.parametrize(
    ("text", "features", "line", "what"),
    [
        ("a\n\n#### deep", EVERYTHING, 2, "h4"),
        ("a\n\n## big", ["bold"], 2, "h2"),
        ("**a**", ["italic"], 0, "bold"),
        ("[a](https://city.example)", ["bold"], 0, "link"),
        ("a\n\n`code`", EVERYTHING, 2, "code_inline"),
        ("![a](b.png)", EVERYTHING, 0, "image"),
        ("a <b>c</b>", EVERYTHING, 0, "html_inline"),
        ("| a |\n|---|\n| b |", EVERYTHING, 0, "table"),
        ("- a\n\n  b", EVERYTHING, 2, "second paragraph"),
    ],
)
def test_what_a_field_cannot_have_is_refused(text, features, line, what):
    with pytest.raises(NotAllowed, match=what) as caught:
        rich_text(text, features)
    assert caught.value.line == line
