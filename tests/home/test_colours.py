from hypothesis import given
from hypothesis import strategies as st

from home.colours import READABLE, contrast, oklch, readable, shades, too_pale
from home.custom_properties import tokens
from home.schemes import nearest

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_a_colour_comes_back_from_oklch_as_it_was(colour):
    assert oklch(colour).hex == colour


@given(colours, colours)
def test_contrast_is_mutual_and_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@given(colours)
def test_whatever_accent_somebody_likes_all_that_follows_from_the_nearest_can_be_read(colour):
    light, dark = tokens()
    accent = nearest(colour)
    bright, dim = shades(accent, light=light, dark=dark)
    assert not list(too_pale(light | bright))
    assert not list(too_pale(dark | dim))


@given(colours)
def test_a_colour_that_can_be_read_stays_as_it_is(colour):
    found = readable(colour, ["#ffffff"], darker=True)
    assert contrast(found, "#ffffff") >= READABLE
    assert (found == colour) == (contrast(colour, "#ffffff") >= READABLE)


def test_our_own_colours_can_be_read():
    for colours_of_scheme in tokens():
        assert not list(too_pale(colours_of_scheme))
