"""The rules, about plain values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.accessibility import reading
from courses.accessibility.checking import check
from courses.accessibility.findings import GATES, Finding, Rule, Severity
from courses.accessibility.parts import Film, Line, Passage, Picture, Place, Recording, Table
from tests import strategies  # noqa: F401 - how many examples a law gets

HERE = Place(("body", 0), "a")
LANGUAGES = ["de", "en", "fr", "it"]


def found(*parts: Any, language: str = "en", names: dict[str, str] | None = None) -> list[Rule]:
    return [finding.rule for finding in check(parts, language, names)]


def html(text: str) -> Passage:
    return Passage(HERE, text)


def picture(alt: str, *, caption: str = "", is_decorative: bool = False) -> Picture:
    return Picture(HERE, alt, is_decorative, caption)


def table(*headings: str, caption: str = "Places", rows: Any = (), has_row_headers: bool = False) -> Table:
    return Table(HERE, caption, headings, tuple(rows), has_row_headers)


class TestHeadings:
    @pytest.mark.parametrize(
        ("text", "rules"),
        [
            ("<h2>A</h2><h3>B</h3><h2>C</h2>", []),
            ("<h3>A</h3>", [Rule.SKIPPED_LEVEL]),
            ("<h2>A</h2><h4>B</h4>", [Rule.SKIPPED_LEVEL]),
            ("<h2>A</h2><h3>B</h3><h3>C</h3>", []),
            ("<h1>A</h1>", [Rule.TITLE_AGAIN]),
            ("<h2> <br/></h2>", [Rule.EMPTY_HEADING]),
            ("<h2>A</h2><h3></h3><h3>B</h3>", [Rule.EMPTY_HEADING]),
        ],
    )
    def test_begin_at_two_and_leave_nothing_out(self, text: str, rules: list[Rule]) -> None:
        assert found(html(text)) == rules

    def test_go_on_from_block_to_block(self) -> None:
        assert found(html("<h2>A</h2>"), html("<h3>B</h3>")) == []

    @given(st.lists(st.integers(2, 6), max_size=8))
    def test_are_in_order_when_none_is_more_than_one_deeper_than_the_one_before(
        self, levels: list[int]
    ) -> None:
        text = "".join(f"<h{level}>A</h{level}>" for level in levels)
        in_order = all(level <= before + 1 for before, level in zip([1, *levels], levels, strict=False))
        assert (found(html(text)) == []) == in_order


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("", Rule.EMPTY_LINK),
            (" ", Rule.EMPTY_LINK),
            ("here", Rule.VAGUE_LINK),
            ("Click here!", Rule.VAGUE_LINK),
            ("Mehr …", Rule.VAGUE_LINK),
            ("En savoir plus", Rule.VAGUE_LINK),
            ("clicca qui", Rule.VAGUE_LINK),
            ("→", Rule.VAGUE_LINK),
            ("https://efus.eu/a/b", Rule.ADDRESS_AS_LINK),
        ],
    )
    def test_say_where_they_lead(self, text: str, rule: Rule) -> None:
        assert found(html(f'<p>x <a href="/a">{text}</a></p>')) == [rule]

    def test_may_be_an_address_of_mail_or_a_picture_with_words(self) -> None:
        text = '<p><a href="mailto:a@b.example">a@b.example</a> <a href="/"><img alt="Home page"/></a></p>'
        assert found(html(text)) == []

    def test_have_one_target_for_the_same_words(self) -> None:
        same = '<p><a href="/a">The audit</a></p>', '<p><a href="/a">The audit</a></p>'
        other = same[0], '<p><a linktype="page" id="3">the audit.</a></p>'
        assert found(*map(html, same)) == []
        assert found(*map(html, other)) == [Rule.SAME_LINK_TEXT]

    def test_say_that_they_open_a_file(self) -> None:
        assert found(html('<p><a linktype="document" id="1">Form</a></p>')) == [Rule.FILE_NOT_SAID]
        assert found(html('<p><a linktype="document" id="1">Form (PDF, 20 kB)</a></p>')) == []


class TestPictures:
    @pytest.mark.parametrize(
        ("alt", "rule"),
        [
            ("", Rule.MISSING_ALT),
            ("forecourt.jpg", Rule.FILE_NAME_AS_ALT),
            ("IMG 2041", Rule.FILE_NAME_AS_ALT),
            ("station_forecourt_night", Rule.FILE_NAME_AS_ALT),
            ("Bild", Rule.PLACEHOLDER_AS_ALT),
            ("...", Rule.PLACEHOLDER_AS_ALT),
            ("Picture of a square", Rule.PICTURE_OF),
            ("Image d’une place", Rule.PICTURE_OF),
            ("Foto einer Straße: Bild von oben", None),
            ("Bild von einem Platz", Rule.PICTURE_OF),
            ("Immagine di una piazza", Rule.PICTURE_OF),
            ("A square at night. " * 9, Rule.LONG_ALT),
        ],
    )
    def test_say_what_there_is_to_see(self, alt: str, rule: Rule | None) -> None:
        assert found(picture(alt)) == ([rule] if rule else [])
        assert found(picture(alt, is_decorative=True)) == []

    def test_say_another_thing_than_their_captions(self) -> None:
        assert found(picture("The square.", caption="The  square")) == [Rule.ALT_IS_CAPTION]
        assert found(picture("A Mund-Nasen-Schutz", caption="The square")) == []


class TestMedia:
    def test_have_their_equivalents_in_words(self) -> None:
        assert found(Film(HERE, "", "<p></p>")) == [Rule.MISSING_CAPTIONS, Rule.MISSING_TRANSCRIPT]
        assert found(Recording(HERE, " ")) == [Rule.MISSING_SOUND_TRANSCRIPT]
        assert found(Film(HERE, "7", "<p>Words.</p>"), Recording(HERE, "Words.")) == []

    @pytest.mark.parametrize(
        ("name", "rules"),
        [
            ("documents/walk.en.vtt", []),
            ("documents/walk.de.vtt", [Rule.CAPTIONS_LANGUAGE]),
            ("documents/walk.de_x7Ab9.vtt", [Rule.CAPTIONS_LANGUAGE]),
            ("documents/walk.vtt", []),
        ],
    )
    def test_have_captions_in_the_language_of_the_page(self, name: str, rules: list[Rule]) -> None:
        assert found(Film(HERE, "7", "<p>Words.</p>"), names={"7": name}) == rules


class TestTables:
    def test_have_names(self) -> None:
        assert found(table("A", "B")) == []
        assert found(table("A", "B", caption=" ")) == [Rule.TABLE_WITHOUT_NAMES]
        assert found(table("A", "")) == [Rule.TABLE_WITHOUT_NAMES]

    def test_name_their_rows_where_they_say_so(self) -> None:
        rows = [("a", "1"), ("", "2"), ("", "")]
        assert found(table("A", "B", rows=rows)) == []
        (finding,) = check([table("A", "B", rows=rows, has_row_headers=True)], "en")
        assert (finding.rule, finding.said) == (Rule.ROW_WITHOUT_NAME, "2")

    def test_are_no_lists(self) -> None:
        assert found(table("A", rows=[("x",)])) == [Rule.SINGLE_COLUMN]


class TestEmphasis:
    @pytest.mark.parametrize(
        ("language", "text", "rules"),
        [
            ("en", "CALL THE POLICE AT ONCE, please.", [Rule.CAPITALS]),
            ("en", "The EU, the UN and NATO; WCAG 2.2 AA; UNESCO UNICEF.", []),
            ("de", "ACHTUNG, GEFÄHRLICHE ÜBERFAHRT", [Rule.CAPITALS]),
            ("en", "Press the red button.", [Rule.COLOUR_ALONE]),
            ("en", "Words marked in red count. Red lines do not.", [Rule.COLOUR_ALONE]),
            ("de", "Der rote Pfeil zeigt den Weg.", [Rule.COLOUR_ALONE]),
            ("de", "Ein grüner Platz ist kein Grund zur Sorge.", []),
            ("fr", "Cliquez sur le bouton rouge.", [Rule.COLOUR_ALONE]),
            ("it", "Il pulsante rosso apre la pagina.", [Rule.COLOUR_ALONE]),
            ("nl", "De rode knop, the red button.", []),
        ],
    )
    def test_needs_neither_capitals_nor_colours(self, language: str, text: str, rules: list[Rule]) -> None:
        assert found(html(f"<p>{text}</p>"), language=language) == rules
        assert found(Line(HERE, text), language=language) == rules


def test_what_is_certain_is_a_gate_and_the_rest_is_advice() -> None:
    for rule in Rule:
        expected = Severity.GATE if rule in GATES else Severity.ADVICE
        assert Finding(rule).severity is expected


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=30)
tags = st.sampled_from(
    ["<p>", "</p>", "<h2>", "</h2>", "<h3>", '<a href="/">', "</a>", "<li>", "<br/>", "&amp;", "<"]
)
soup = st.lists(words | tags, max_size=8).map("".join)
places = st.integers(0, 9).map(lambda number: Place(("body", number), f"block-{number}"))
parts = st.one_of(
    st.builds(Passage, places, soup, st.booleans()),
    st.builds(Line, places, words),
    st.builds(Picture, places, words, st.booleans(), words),
    st.builds(Film, places, words, soup),
    st.builds(Recording, places, soup),
    st.builds(
        Table,
        places,
        words,
        st.tuples(words, words),
        st.lists(st.tuples(words, words)).map(tuple),
        st.booleans(),
    ),
)


class TestAllOfThem:
    @given(st.lists(parts, max_size=5), st.sampled_from([*LANGUAGES, "nl", ""]))
    def test_every_finding_stands_in_a_part_of_the_page(self, page: list[Any], language: str) -> None:
        places = {part.place.at: part.place.block for part in page}
        for finding in check(page, language):
            if finding.at:
                assert places[finding.at[:2]] == finding.block

    @given(st.lists(parts, max_size=5), st.integers(0, 5), st.sampled_from(LANGUAGES))
    def test_what_is_found_is_found_whatever_follows(self, page: list[Any], end: int, language: str) -> None:
        before = {finding for finding in check(page[:end], language) if finding.at}
        assert before <= set(check(page, language))

    @given(st.lists(parts, max_size=4))
    def test_pictures_without_meaning_and_lines_stop_nobody(self, page: list[Any]) -> None:
        quiet = [Line(part.place, "x") if not isinstance(part, Line) else part for part in page]
        assert not [finding for finding in check(quiet, "en") if finding.severity is Severity.GATE]

    @given(soup)
    def test_they_read_any_markup(self, text: str) -> None:
        check([html(text)], "en")


def test_blocks_that_are_not_known_and_drafts_without_values_have_no_parts() -> None:
    raw = [
        {"type": "h5p", "value": {"package": 1}, "id": "a"},
        {"type": "picture", "value": {"image": 3, "caption": None}, "id": "b"},
        {"type": "video", "value": None, "id": "c"},
    ]
    parts = list(reading.blocks("body", raw))
    assert {part.place.block for part in parts} == {"b"}
    assert not any(isinstance(part, Picture) for part in parts)
    assert check(parts, "en") == []


def test_a_way_leads_into_lists_and_questions() -> None:
    item = {"type": "item", "value": {"title": "A", "text": '<a href="/"></a>'}, "id": "i"}
    question = {"type": "number", "value": {"prompt": "<h5>Q</h5>"}, "id": "q"}
    raw = [
        {"type": "accordion", "value": {"items": [item]}, "id": "a"},
        {"type": "knowledge_check", "value": {"question": [question]}, "id": "k"},
    ]
    findings = check(list(reading.blocks("body", raw)), "en")
    assert [(finding.at, finding.block) for finding in findings] == [
        (("body", 0, "items", 0, "text"), "a"),
        (("body", 1, "question", 0, "prompt"), "k"),
    ]
