from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, LENGTH, code_of, is_well_formed, new_code, normalise

characters = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
codes = characters.map(code_of)
LOOK_ALIKES = {"D": "DO0Q", "2": "2Z", "4": "4A", "5": "5S", "6": "6G", "8": "8B", "V": "VU"}


def test_a_code_is_printed_in_groups_of_four_and_a_check_character():
    assert code_of("23456789CDFH") == "2345-6789-CDFH-W"


def test_new_codes_are_well_formed_and_do_not_repeat():
    fresh = {new_code() for _ in range(500)}
    assert len(fresh) == 500
    assert all(is_well_formed(code) for code in fresh)


def test_the_alphabet_spells_no_words_and_has_no_look_alikes():
    assert not set(ALPHABET) & set("AEIOU01LBSZGQ")
    assert len(ALPHABET) == len(set(ALPHABET)) == 23


@given(codes)
def test_the_printed_spelling_is_its_own_normal_form(code):
    assert normalise(code) == code
    assert is_well_formed(code)


@given(codes, st.data())
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(code, data):
    typed = ""
    for character in code:
        written = data.draw(st.sampled_from(LOOK_ALIKES.get(character, character)))
        typed += data.draw(
            st.sampled_from([written, written.lower(), f" {written}", f"{written}\u2013", f"{written}."])
        )
    assert normalise(typed) == code


@given(characters, st.integers(0, LENGTH), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(text, place, wrong):
    right = code_of(text).replace("-", "")
    typed = right[:place] + wrong + right[place + 1 :]
    assert (normalise(typed) != "") == (wrong == right[place])


@given(characters, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_two_swapped_characters_are_always_noticed(text, one, other):
    right = code_of(text).replace("-", "")
    swapped = list(right)
    swapped[one], swapped[other] = right[other], right[one]
    assert (normalise("".join(swapped)) != "") == (right[one] == right[other])


@given(codes, st.integers(0, LENGTH))
def test_a_missing_or_a_superfluous_character_is_always_noticed(code, place):
    bare = code.replace("-", "")
    assert normalise(bare[:place] + bare[place + 1 :]) == ""
    assert normalise(bare[:place] + bare[place] + bare[place:]) == ""


@given(st.text())
def test_any_text_gives_a_code_or_nothing(text):
    code = normalise(text)
    assert code == "" or is_well_formed(code)


@pytest.mark.parametrize(
    "text", ["", "-", "ß", "²³", "١٢٣٤٥٦٧٨٩٠١٢٣", "<script>", "I" * 13, "1" * 13, "L" * 13]
)
def test_what_is_no_code_is_nothing(text):
    assert normalise(text) == ""
    assert not is_well_formed(text)
