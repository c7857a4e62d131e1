"""What is read of notes, bookmarks and highlights: everything that can be kept comes back, everything else is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.margin import (
    MOST_CONTEXT,
    READERS,
    Change,
    Passage,
    read_bookmark,
    read_highlight,
    read_note,
    text,
)
from learning.notebook import CourseNotes, LessonNotes, Quote, Written, as_markdown

PASSAGE = {"highlight": str(uuid4()), "language": "en", "exact": "desire line", "text": ""}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(["text", "is_set", "highlight", "language", "exact", "block", "prefix", "suffix"])


@given(st.sampled_from(sorted(READERS)), st.dictionaries(names, values))
def test_whatever_is_sent_is_read_or_refused(kind: str, data: dict[str, Any]) -> None:
    with suppress(KeyError, TypeError, ValueError):
        assert isinstance(READERS[kind](data), Change)


@given(st.text())
def test_a_note_is_kept_as_databases_take_it(written: str) -> None:
    kept = read_note({"text": written}).text
    assert "\0" not in kept
    assert kept == kept.strip()
    assert read_note({"text": kept}).text == kept
    assert read_note({"text": json.loads(json.dumps(kept))}).text == kept


def test_lines_of_a_form_are_those_of_a_script() -> None:
    assert read_note({"text": "one\r\ntwo\r\n"}) == read_note({"text": "one\ntwo"})
    assert text("a\0b\ud800") == "ab?"


@given(st.text(), st.text(), st.text())
def test_a_passage_has_single_spaces_and_a_little_of_its_surroundings(
    exact: str, prefix: str, suffix: str
) -> None:
    data = PASSAGE | {"exact": exact, "prefix": prefix, "suffix": suffix}
    if not text(exact).split():
        with pytest.raises(ValueError, match="without words"):
            read_highlight(data)
        return
    passage = read_highlight(data).passage
    assert passage.exact.split() == text(exact).split()
    assert "  " not in passage.exact
    assert text(prefix).endswith(passage.prefix)
    assert text(suffix).startswith(passage.suffix)
    assert max(len(passage.prefix), len(passage.suffix)) <= MOST_CONTEXT
    assert Passage(**passage.data) == passage


def test_a_bookmark_is_set_or_not_and_nothing_between() -> None:
    assert [read_bookmark({"is_set": said}).is_set for said in ("1", "0")] == [True, False]
    with pytest.raises(KeyError):
        read_bookmark({"is_set": "maybe"})


lines = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
quotes = st.builds(
    Quote, key=st.uuids(), exact=st.text(min_size=1), language=st.just("en"), text=lines, url=st.just("/x")
)
lessons = st.builds(
    LessonNotes,
    key=st.uuids(),
    title=lines,
    language=st.just("en"),
    url=st.sampled_from(["", "/en/lesson/"]),
    is_bookmarked=st.booleans(),
    text=lines,
    quotes=st.lists(quotes, max_size=3).map(tuple),
    written=st.lists(st.builds(Written, label=lines, text=lines, url=st.just("")), max_size=2).map(tuple),
)
courses = st.builds(
    CourseNotes,
    key=st.uuids(),
    title=lines,
    language=st.just("en"),
    url=st.just("/en/course/"),
    lessons=st.lists(lessons, max_size=3).map(tuple),
)


@given(st.lists(courses, max_size=3))
def test_markdown_holds_everything_and_quotes_stay_on_one_line(found: list[CourseNotes]) -> None:
    markdown = as_markdown(found, title="My notes", bookmarked="Bookmarked", root="https://x.org")
    said = markdown.rstrip("\n").split("\n\n")
    assert sum(part.startswith("## ") for part in said) >= len(found)
    for lesson in (lesson for course in found for lesson in course.lessons):
        texts = [lesson.text, *(each.text for each in (*lesson.quotes, *lesson.written))]
        lines = [f"> {' '.join(quote.exact.split())}" for quote in lesson.quotes]
        assert {*texts, *lines} <= {*said}
