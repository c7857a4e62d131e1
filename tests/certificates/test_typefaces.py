"""Whatever people are called: their name is printed, or the paper says that it cannot be."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.demo_seal import make_demo_seal
from certificates.pdf import render
from certificates.seal import seal
from certificates.sealed_file import Verdict, examine
from certificates.typefaces import MISSING
from certificates.typefaces import printable as as_printed

from .conftest import printable
from .samples import ENGLISH, NAMES, PARTICIPATION, empty_boxes, failures, text_of, words_beyond


@pytest.mark.parametrize("script", NAMES)
def test_names_in_other_scripts_are_printed(script: str):
    pdf = render(printable(replace(PARTICIPATION, holder=NAMES[script])))
    assert failures(pdf) == []
    assert empty_boxes(pdf) == 0
    assert "Some letters cannot be printed here" not in text_of(pdf)


def test_the_same_name_looks_the_same_whoever_was_printed_before():
    japanese, latin = replace(PARTICIPATION, holder=NAMES["Japanese"]), PARTICIPATION
    before = render(printable(japanese)), render(printable(latin))
    render(printable(replace(PARTICIPATION, holder=NAMES["Chinese"])))
    assert (render(printable(japanese)), render(printable(latin))) == before


def test_letters_that_no_file_has_are_marked_and_explained():
    pdf = render(printable(replace(ENGLISH, holder="สมชาย Somchai 😀", course="Safer 🙂 squares")))
    text = text_of(pdf)
    assert f"{MISSING} Somchai {MISSING}" in text
    assert "Some letters cannot be printed here; that address shows every word in full." in text
    assert failures(pdf) == []
    assert empty_boxes(pdf) == 0


@given(st.text())
def test_any_text_becomes_one_that_can_be_printed(text: str):
    cleaned, _letters = as_printed(text)
    again, letters = as_printed(cleaned)
    assert again == cleaned
    assert letters.is_complete or MISSING in cleaned


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"])))
def test_latin_letters_are_all_there(text: str):
    _cleaned, letters = as_printed(text)
    assert letters.is_complete
    assert letters.faces == ()


def test_characters_that_only_turn_others_round_are_left_out():
    assert as_printed("Ada\u202eecalevoL\u202c\u0007")[0] == "AdaecalevoL"


ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCÄÖÜÀÁÂÃÅĄĆČĎĐĘĚĞĢĦİĶŁŃŇŐŒŘŚŞŠȘŢȚŮŰŲŸŹŻŽÞßæøåðłıſ-'’.",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΆΈΉ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґђћўџ",
    "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىءآأؤإئةپچژگ",
    "ẠạẤấẬậẮắẶặẸẹẾếỆệỊịỌọỐốỘộỚớỢợỤụỨứỰựỴỵơưđ",
)


def made_up(chance: random.Random) -> str:
    """A name or a title: a single letter, words, one endless word, marks on marks, two directions of writing."""
    kind = chance.choice(["letter", "words", "words", "long", "endless", "marks", "mixed"])
    letters = chance.choice(ALPHABETS)
    if kind == "letter":
        return chance.choice(letters)
    if kind == "endless":
        return "".join(chance.choice(letters) for _ in range(chance.randint(60, 150)))
    if kind == "marks":
        marks = "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0323\u0327\u0328\u0331"
        return "".join(chance.choice(letters) + chance.choice(marks) for _ in range(12))
    length = chance.randint(12, 20) if kind == "long" else chance.randint(1, 5)
    sources = ALPHABETS if kind == "mixed" else (letters,)
    words = [
        "".join(chance.choice(chance.choice(sources)) for _ in range(chance.randint(1, 9)))
        for _ in range(length)
    ]
    return " ".join(words)[:150]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo_seal(tmp_path_factory.mktemp("seal"), "City of Musterstadt")


# Every language on both levels. There may be no translation yet: what is printed then is English, and marked as French.
COMBINATIONS = tuple(product(("en", "de", "fr", "it"), (ENGLISH, PARTICIPATION)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_five_hundred_names_and_titles_keep_to_the_page_and_the_standards(
    seed: int, key: Path, settings: Any
):
    """Ten in each of fifty certificates: a holder, a course, and eight outcomes; looked at before and after sealing."""
    settings.SEAL_KEY, settings.SEAL_CERTIFICATES = str(key), str(key.parent)
    language, facts = COMBINATIONS[seed % len(COMBINATIONS)]
    chance = random.Random(seed)
    holder, course, *outcomes = (made_up(chance) for _ in range(10))
    words = {"holder": holder, "course": course, "outcomes": tuple(outcomes)}
    certificate = printable(replace(facts, language=language, **words))
    pdf = render(certificate, has_seal_field=True)
    assert failures(pdf) == []
    assert empty_boxes(pdf) == 0
    assert words_beyond(pdf, margin=14) == []
    sealed = seal(pdf)
    assert failures(sealed) == []
    assert examine(sealed).verdict is Verdict.UNCHANGED
