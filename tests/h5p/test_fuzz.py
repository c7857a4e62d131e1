"""Whatever the bytes: a report or the package's own exception, and nothing else."""

from __future__ import annotations

import json
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h5p.format.checking import check
from h5p.format.findings import Refused
from h5p.format.strict_json import parse

from . import packages
from .packages import CHOICE, packed, sound_files

SOUND = packages.sound()
PLACE = b"content/" + b"n" * 30
WITH_PLACE = packed([*packages.pairs(), (PLACE.decode(), b"x")])
JSON_FILES = sorted(path for path in sound_files() if path.endswith(".json"))

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Test.Choice", "Test.Choice 1.2", "../x.js", "iframe", "text", "group"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=6)
            | st.sampled_from(
                ["machineName", "majorVersion", "path", "name", "type", "fields", "field", "library"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def checked(data: bytes) -> None:
    report = check(BytesIO(data))
    assert report.is_fine != bool(report.findings)
    for finding in report.findings:
        assert finding.message.isprintable()


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    checked(data)


@given(st.binary(max_size=200))
def test_any_bytes_with_an_end_of_archive(data: bytes) -> None:
    checked(data + SOUND[-22:])


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6
    )
)
def test_a_sound_package_with_some_bytes_overwritten(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SOUND)
    for place, new in changes:
        data[place : place + len(new)] = new
    checked(bytes(data))


@settings(max_examples=150)
@given(
    st.integers(SOUND.index(b"PK\x01\x02"), len(SOUND) - 1),
    st.sampled_from([b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x01\x00\x00\x00", b"PK\x05\x06"]),
)
def test_a_sound_package_with_its_directory_damaged(place: int, new: bytes) -> None:
    checked(SOUND[:place] + new + SOUND[place + len(new) :])


@given(st.integers(0, len(SOUND)), st.integers(0, len(SOUND)))
def test_a_part_of_a_sound_package(first: int, last: int) -> None:
    checked(SOUND[first:last])


@given(st.text(max_size=40))
def test_any_name(name: str) -> None:
    encoded = name.encode(errors="surrogatepass")
    checked(WITH_PLACE.replace(PLACE, (b"content/" + encoded + b"n" * 30)[: len(PLACE)]))


@settings(max_examples=150)
@given(st.sampled_from(JSON_FILES), values)
def test_any_json_in_place_of_what_should_be_there(path: str, value: Any) -> None:
    data = json.dumps(value, allow_nan=True).encode(errors="surrogatepass")
    checked(packed(sound_files() | {path: data}))


@settings(max_examples=150)
@given(st.sampled_from(["h5p.json", f"{CHOICE}/library.json"]), st.data(), values)
def test_any_value_for_any_field(path: str, data: st.DataObject, value: Any) -> None:
    whole = dict(sound_files()[path])
    field = st.sampled_from([*sorted(whole), "coreApi", "dropLibraryCss", "editorDependencies"])
    whole[data.draw(field)] = value
    checked(packed(sound_files() | {path: json.dumps(whole).encode()}))


@settings(max_examples=150)
@given(st.binary(max_size=60) | st.text('{}[]",:\\u0123456789eE+-. nulltrefas\ufeff\n').map(str.encode))
def test_any_bytes_as_json(data: bytes) -> None:
    with suppress(Refused):
        assert parse(data, "content.json") == json.loads(data)


def test_unclosed_texts_cost_no_more_than_their_length() -> None:
    for data in (
        b'"' + b'\\"' * 2_000_000,
        b'"\\' * 2_000_000,
        b'{"a' * 1_000_000,
        b'["' * 100 + b"x" * 3_000_000,
    ):
        with pytest.raises(Refused):
            parse(data, "content.json")
