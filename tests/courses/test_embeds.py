"""Which player is loaded for an address, and which host the policy lets into a frame."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from hypothesis import given
from hypothesis import strategies as st

from courses.embeds import origin, player

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1"
PEERTUBE = "https://video.example.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=3", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", YOUTUBE),
        ("https://www.youtube.com/embed/dQw4w9WgXcQ/", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        (YOUTUBE, YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/76979871/", VIMEO),
        ("https://player.vimeo.com/video/76979871", VIMEO),
        ("https://vimeo.com/76979871/8272103f6e", f"{VIMEO}&h=8272103f6e"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", f"{VIMEO}&h=8272103f6e"),
        ("https://video.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", PEERTUBE),
        ("https://video.example.org/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d", PEERTUBE),
        ("https://map.example.org/squares?zoom=3", "https://map.example.org/squares?zoom=3"),
        ("https://youtube.com.evil.example/watch?v=1", "https://youtube.com.evil.example/watch?v=1"),
    ],
)
def test_the_player_that_tracks_least(address: str, expected: str) -> None:
    assert player(address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://map.example.org/squares?zoom=3#here", "https://map.example.org"),
        ("http://map.example.org:8080/", "http://map.example.org:8080"),
        ("https://name:secret@map.example.org/", "https://map.example.org"),
        ("https://plätze.example.org/", "https://xn--pltze-hra.example.org"),
        ("https://карта.example.org/", "https://xn--80aa2azak.example.org"),
    ],
)
def test_the_host_as_the_policy_names_it(address: str, expected: str) -> None:
    assert origin(address) == expected


labels = st.text(st.sampled_from("aÄß1-"), min_size=1, max_size=5)
rests = st.text(st.sampled_from("a1:/@;,' *\n%[]?#"), max_size=8)


@given(st.lists(labels, min_size=1, max_size=3), rests, rests)
def test_no_address_that_the_form_accepts_can_add_to_the_policy(
    names: list[str], before: str, after: str
) -> None:
    address = f"https://{before}{'.'.join(names)}.org{after}"
    try:
        URLValidator()(address)
    except ValidationError:
        return
    named = origin(player(address))
    assert named.isascii()
    assert not set(named) & set(" ;,'*\n\"")
