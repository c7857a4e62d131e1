from decimal import Decimal
from pathlib import Path

import pytest

from demo.reading import ContentError, parse_document, parse_yaml

HERE = Path("lesson.md")

LESSON = """---
title: Look
---

Some text.

::: key_message
text: Look twice.
:::
::: reflection
id: thought
prompt: What did you see?
:::

More text.
"""


def test_text_and_blocks_come_in_the_order_of_the_file():
    document = parse_document(LESSON, HERE)
    assert document.front == {"title": "Look"}
    assert [(block.type, dict(block.fields)) for block in document.blocks] == [
        ("text", {"text": "Some text."}),
        ("key_message", {"text": "Look twice."}),
        ("reflection", {"id": "thought", "prompt": "What did you see?"}),
        ("text", {"text": "More text."}),
    ]


def test_everything_knows_its_line():
    document = parse_document(LESSON, HERE)
    assert document.front.line == 2
    assert [block.fields.line for block in document.blocks] == [5, 8, 11, 15]


@pytest.mark.parametrize(
    ("text", "line", "mistake"),
    [
        ("Some text.", 1, "must begin with front matter"),
        ("---\ntitle: x\n---\n::: picture\nfile: x", 4, "::: picture is never closed"),
        ("---\ntitle: x\n---\n::: a\nb: c\n::: d\ne: f\n:::", 4, "::: a is never closed"),
        ("---\ntitle: x\n---\n\n:::\n", 5, "closes a block that was never opened"),
        ("---\ntitle: x\n---\n\n::: picture\nfile: 'x\n:::", 6, "found unexpected end of stream"),
        ("---\ntitle: x\n---\n::: picture\nfile: x\nalt: y\nfile: z\n:::", 7, "`file` stands here twice"),
        ("---\ntitle: x\n---\n::: picture\njust words\n:::", 5, "fields are expected here"),
    ],
)
def test_a_mistake_is_reported_with_file_and_line(text, line, mistake):
    with pytest.raises(ContentError, match=mistake) as caught:
        parse_document(text, HERE)
    assert str(caught.value).startswith(f"lesson.md:{line}: ")


def test_words_stay_words_and_decimals_stay_exact():
    text = "a: true\nb: no\nc: 12:30\nd: 0800\ne: 3\nf: -1.50\ng: 2026-01-01\nh:"
    assert parse_yaml(text, HERE) == {
        "a": True,
        "b": "no",
        "c": "12:30",
        "d": "0800",
        "e": 3,
        "f": Decimal("-1.50"),
        "g": "2026-01-01",
        "h": None,
    }


def test_lines_are_known_deep_inside():
    questions = parse_yaml("- id: one\n  choices:\n    - text: yes\n    - text: no\n", HERE)
    assert [choice.line for choice in questions[0]["choices"]] == [3, 4]
