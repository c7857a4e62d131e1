"""Words, compounds, rank and excerpts: plain values, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.search.excerpts import LENGTH, excerpt, marked
from courses.search.ranking import Field, rank, weights
from courses.search.texts import text_of, tools_of
from courses.search.vocabulary import LINKS, Known, Meant, Vocabulary, _slips
from courses.search.words import fold, stem, words

LETTERS = st.text("abcdefghijklmnoprstuvwz", min_size=4, max_size=9)


def vocabulary(*forms: str, language: str = "de", size: int = 10) -> Vocabulary:
    folded = [fold(form) for form in forms]
    return Vocabulary(
        language,
        [Known(pk, form, stem(form, language)) for pk, form in enumerate(folded)],
        dict.fromkeys(range(size), ()),
    )


def found_by(form: str, *forms: str) -> set[str]:
    known = vocabulary(*forms)
    meanings = known.meanings(fold(form))
    return {forms[pk] for meant in meanings for pk in meant.ids}


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Plätze", "Platz", "de"),
        ("STRASSEN", "Straße", "de"),
        ("Überwachung", "Ueberwachung", "de"),
        ("Maßnahmen", "Massnahme", "de"),
        ("lessons", "Lesson", "en"),
        ("écoles", "école", "fr"),
        ("piazze", "piazza", "it"),
    ],
)
def test_inflections_and_spellings_of_a_word_meet(one, other, language):
    assert stem(fold(one), language) == stem(fold(other), language)


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stem("place", "xx") == "place"


def test_words_that_stand_everywhere_are_not_counted():
    assert words("Wie lange darf die Kamera filmen?", "de") == ["lange", "kamera", "filmen"]
    assert words("CCTV-cameras on the square", "en") == ["cctv", "cameras", "square"]
    assert words("x" * 65, "en") == []


@pytest.mark.parametrize(
    ("asked", "stands", "others"),
    [
        ("Überwachung", "Videoüberwachungsanlagen", ["Video", "Überwachungen", "Anlage"]),
        ("Kamera", "Überwachungskameras", ["Überwachung", "Kameras"]),
        ("Videoüberwachung", "Überwachung", ["Video"]),
        ("Eintrittswahrscheinlichkeit", "Wahrscheinlichkeiten", ["Eingang"]),
        ("Platzgestaltung", "Gestaltung", ["Plätze", "Platz"]),
    ],
)
def test_compounds_are_found_by_their_parts_and_parts_by_compounds(asked, stands, others):
    assert stands in found_by(asked, stands, *others)


def test_a_word_inside_another_by_chance_is_no_part_of_it():
    # “Stand” stands in “Verstand”, but “Ver” is no word.
    assert found_by("Stand", "Verstand", "Stand") == {"Stand"}
    assert found_by("Kontrolle", "unkontrolliert", "Kontrollen") == {"Kontrollen"}


def test_only_german_is_taken_apart():
    assert vocabulary("green", "house", language="en").parts("greenhouse") == ()


@given(LETTERS, LETTERS, st.sampled_from(LINKS))
def test_two_words_joined_are_known_by_both(one, other, link):
    known = Vocabulary("de", [Known(1, one, one), Known(2, other, other)], {})
    parts = known.parts(one + link + other)
    assert parts
    assert all(part in {one, other} for part in parts)


@given(st.lists(LETTERS, min_size=1, max_size=8), LETTERS)
def test_the_parts_of_a_word_are_words_that_are_known(forms, root):
    known = Vocabulary("de", [Known(pk, form, form) for pk, form in enumerate(forms)], {})
    parts = known.parts(root)
    assert set(parts) <= set(forms)
    assert len(parts) != 1


def test_a_word_that_was_not_finished_is_completed_only_at_the_end():
    known = vocabulary("Sicherheitsaudit")
    assert known.meanings("sicherheitsau", is_last=True)
    assert not known.meanings("sicherheitsau")


def test_the_nearest_word_is_offered_to_whoever_slips():
    known = vocabulary("Überwachung", "Beleuchtung", "Poller")
    assert known.nearest(fold("Beluechtung")) == "beleuchtung"
    assert known.nearest(fold("Pooler")) == "poller"
    assert known.nearest(fold("Fahrrad")) is None


@given(LETTERS, LETTERS)
def test_slips_are_the_same_from_either_side(one, other):
    assert _slips(one, other, 20) == _slips(other, one, 20)
    assert (_slips(one, other, 20) == 0) == (one == other)


def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    in_title = weights([Field(["poller"], 8), Field(["other"] * 300, 1)])["poller"]
    in_text = weights([Field(["square"], 8), Field(["poller"] * 2 + ["other"] * 298, 1)])["poller"]
    assert 0 < in_text < in_title < 1


def test_who_answers_every_word_comes_before_who_answers_one_of_them_often():
    question = [[Meant({1: 1.0}, 1.0)], [Meant({2: 1.0}, 1.0)]]
    postings = {1: [(7, 0.9), (8, 0.4)], 2: [(8, 0.4)]}
    assert [entry for entry, _score in rank(question, postings, titled={}, size=50)] == [8, 7]


def test_a_rare_word_says_more_than_a_common_one():
    question = [[Meant({1: 1.0}, 1.0)], [Meant({2: 1.0}, 1.0)]]
    postings = {1: [(entry, 0.5) for entry in range(1, 40)], 2: [(99, 0.5)]}
    assert rank(question, postings, titled={}, size=50)[0][0] == 99


def test_a_word_that_hardly_a_title_has_leads_to_the_lesson_that_is_called_after_it():
    """Most lessons speak of walks, and more often; one is called “The walk”."""
    question = [[Meant({1: 1.0}, 1.0)]]
    postings = {1: [(entry, 0.9) for entry in range(40)] + [(99, 0.8)]}
    assert rank(question, postings, titled={}, size=50)[0][0] != 99
    assert rank(question, postings, titled={1: {99}}, size=50)[0][0] == 99
    known = Vocabulary("en", [Known(1, "walk", "walk")], {99: ["walk"], 7: ["preparing"]})
    assert known.titled == {1: {99}}


def test_an_excerpt_shows_where_most_of_the_words_are():
    text = "Nothing. " * 60 + "Here a camera looks at the square. " + "Nothing. " * 60 + "camera"
    pieces = excerpt(text, frozenset({"camera", "square"}))
    assert [piece.text for piece in pieces if piece.is_match] == ["camera", "square"]
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < LENGTH * 1.3
    assert excerpt(text, frozenset({"tree"})) == []


@given(st.text(max_size=400), st.frozensets(st.text(max_size=5), max_size=4))
def test_marking_changes_no_letter(text, asked):
    assert "".join(piece.text for piece in marked(text, asked)) == text


def test_a_lesson_is_read_without_what_would_tell_an_answer():
    question = {
        "prompt": "<p>Which one?</p>",
        "explanation": "secret",
        "options": [{"text": "secret", "is_right": True, "feedback": "secret"}],
    }
    body = [
        {"type": "text", "value": "<h2>Heading</h2><p>Said <b>so</b>.</p><ul><li>Item</li></ul>"},
        {"type": "knowledge_check", "value": {"question": [{"type": "single_choice", "value": question}]}},
        {
            "type": "document",
            "value": {"title": "Sheet", "description": "To print", "document": "document:1"},
        },
        {
            "type": "checklist",
            "id": "7",
            "value": {"title": "On site", "introduction": "", "items": ["Look"]},
        },
        {"type": "later", "value": {"title": "Unknown", "secret": "secret"}},
    ]
    text = text_of({"body": body})
    said = " ".join([*text.headings, *text.passages])
    assert "secret" not in said
    for word in (
        "Heading",
        "Said so.",
        "Item",
        "Which one?",
        "Sheet",
        "To print",
        "On site",
        "Look",
        "Unknown",
    ):
        assert word in said
    assert [(tool.title, tool.file, tool.anchor) for tool in tools_of({"body": body})] == [
        ("Sheet", "document:1", ""),
        ("On site", "", "activity-7"),
    ]
