"""What learners type: numbers and short texts."""

import time
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.quiz import Number, ShortText
from learning.marking import fold, parse_number, share
from tests.strategies import numbers, short_texts

QUICKLY = 5
"""Seconds of work, on a slow machine too; the slow ways that these tests exclude would take from twenty on."""

# Numbers


@given(
    numbers(),
    st.sampled_from([",", "."]),
    st.sampled_from(
        ["", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "'", "’", "other"]
    ),
    st.sampled_from(["-", "−"]),
)
def test_numbers_are_read_as_people_write_them(number, point, group, minus):
    if group == "other":
        group = "," if point == "." else "."
    written = f"{number:,}".translate({ord("-"): minus, ord(","): group, ord("."): point})
    assert parse_number(written) == number
    assert parse_number(f"  {written} ") == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        ("1'234.5", "1234.5"),
        ("1’234", "1234"),
        ("−3", "-3"),
        ("- 3", "-3"),
        ("+3", "3"),
        ("1,5", "1.5"),
        ("0,50", "0.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("１２", "12"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("-1,234,567", "-1234567"),
        # One comma or point alone is the decimal one, whatever stands behind it.
        ("1,234", "1.234"),
        ("1.234", "1.234"),
        ("1e3", "1000"),
    ],
)
def test_ways_to_write_a_number(written, number):
    assert parse_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            ",",
            ".",
            "abc",
            "5 m",
            "1.2.3",
            "1,2,3",
            "24.12.2026",
            "12,34,567",
            "1.234,567.8",
            "--3",
            "½",
        ),
        *(
            "NaN",
            "sNaN",
            "-nan",
            "nan123",
            "Infinity",
            "-inf",
            "1e999999",
            "-1e999999",
            "1e-999999",
            "0e999999999",
        ),
        *("9.99999999999999999999999999999e999999", "1e999999999999999999", "1e" + "9" * 30, "1" * 41),
    ],
)
def test_what_is_no_number_that_anybody_means_is_none_and_is_so_quickly(text):
    begin = time.process_time()
    assert parse_number(text) is None
    for answer in (Decimal(5), Decimal(0), Decimal(-5)):
        assert share(Number(key="k", prompt="", answer=answer, tolerance=Decimal(10)), text) == 0
    assert time.process_time() - begin < QUICKLY


@given(st.text("0123456789.,-−+eE_ ’'nNaAiIfF", max_size=45))
def test_whatever_looks_like_a_number_is_marked_without_an_error(text):
    assert share(Number(key="k", prompt="", answer=Decimal(1)), text) in (0, 1)


@pytest.mark.parametrize("answer", [5, 5.0, True, None, ["5"], {"5": "5"}])
def test_a_number_is_sent_as_text(answer):
    assert parse_number(answer) is None


@given(numbers(), numbers(0, 10), numbers(-20, 20))
def test_a_number_is_right_up_to_its_tolerance_and_no_further(number, tolerance, distance):
    question = Number(key="k", prompt="", answer=number, tolerance=tolerance)
    assert share(question, str(number + distance)) == (abs(distance) <= tolerance)


def test_a_number_without_a_tolerance_is_exact():
    question = Number(key="k", prompt="", answer=Decimal("2.5"))
    assert [share(question, said) for said in ("2.5", "2,50", "2.51", "3")] == [1, 1, 0, 0]


# Short texts


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=20), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_how_unicode_composes_a_letter_does_not_matter(text, form):
    assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.text(max_size=20))
def test_nor_does_case(text):
    assert fold(text.casefold()) == fold(text)


@given(short_texts, short_texts, st.sampled_from([" ", "  ", "\t", "\N{NO-BREAK SPACE}", " \n "]))
def test_nor_do_spaces(one, other, space):
    assert fold(f"{space}{one}{space}{other}{space}") == fold(f"{one} {other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Maßnahme", "massnahme"),
        ("ÉCLAIRAGE", "éclairage"),
        ("Café", "Cafe\N{COMBINING ACUTE ACCENT}"),
        ("harbour", "harbour."),
        ("harbour", "harbour ."),
        ("harbour", " Harbour …"),
        ("CPTED", "ｃｐｔｅｄ"),
        ("ΐ", "Ϊ́"),
    ],
)
def test_texts_that_say_the_same(one, other):
    assert fold(one) == fold(other)
    assert share(ShortText(key="k", prompt="", accepted=(one,)), other) == 1


@pytest.mark.parametrize(("one", "other"), [("schon", "schön"), ("a b", "ab"), ("3.5", "35"), ("no", "not")])
def test_texts_that_say_something_else(one, other):
    assert share(ShortText(key="k", prompt="", accepted=(one,)), other) == 0


@pytest.mark.parametrize("accepted", [".", "...", "…", ". ."])
def test_a_full_stop_alone_is_an_answer(accepted):
    assert share(ShortText(key="k", prompt="", accepted=(accepted,)), accepted) == 1
    assert share(ShortText(key="k", prompt="", accepted=(accepted,)), " ") == 0


def test_a_text_made_to_be_slow_is_not():
    begin = time.process_time()
    slow = "a" + "\N{COMBINING GRAVE ACCENT}\N{COMBINING GRAVE ACCENT BELOW}" * 100_000
    assert share(ShortText(key="k", prompt="", accepted=("a",)), slow) == 0
    assert time.process_time() - begin < QUICKLY
