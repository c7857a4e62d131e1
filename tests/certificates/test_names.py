from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.names import is_same_name, masked

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lena Lerner", "L… L…"),
        ("  Šárka   Łukasz ", "Š… Ł…"),
        ("Šárka", "Š…"),
        ("李", "李…"),
        ("", ""),
    ],
)
def test_only_first_letters_are_shown(name, shown):
    assert masked(name) == shown


@given(names)
def test_a_masked_name_has_no_word_of_more_than_one_letter(name):
    for word in masked(name).split(" "):
        letters = [each for each in word.rstrip("…") if not unicodedata.combining(each)]
        assert len(letters) <= 1


@given(names)
def test_a_name_is_the_same_whatever_its_capitals_spaces_and_form(name):
    if name.split():
        assert is_same_name(name, f"  {name}  ")
        assert is_same_name(unicodedata.normalize("NFD", name), unicodedata.normalize("NFC", name))


def test_other_names_are_others():
    assert is_same_name("LENA  LERNER", "Lena Lerner")
    assert not is_same_name("Lena Lernen", "Lena Lerner")
    assert not is_same_name("", "")
