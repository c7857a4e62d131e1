"""content.json through the semantics of its library."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h5p.format.filtering import DEEPEST_LIBRARY, Filtered, filter_params
from h5p.format.libraries import LibraryName, parse_library_name

MAIN, INNER = LibraryName("Test.Main", 1, 0), LibraryName("Test.Inner", 2, 3)
FILES = ["images/a.png", "sounds/b & c.mp3"]
SUB_CONTENT_ID = "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"

names = st.sampled_from(["a", "b", "c", "d"])


def fields(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries(
            {"name": names, "type": st.just("list"), "field": inner}, optional={"max": st.integers(0, 3)}
        ),
        st.fixed_dictionaries(
            {"name": names, "type": st.just("group"), "fields": st.lists(inner, max_size=3)},
            optional={"isSubContent": st.booleans()},
        ),
    )


option = st.fixed_dictionaries({"value": st.sampled_from(["a", "b & c", '"', 1])})
simple_fields = st.one_of(
    st.fixed_dictionaries(
        {"name": names, "type": st.just("text")},
        optional={
            "tags": st.lists(st.sampled_from(["b", "a", "table", "script"])),
            "maxLength": st.integers(0, 6),
        },
    ),
    st.fixed_dictionaries(
        {"name": names, "type": st.just("number")},
        optional={
            "min": st.integers(-3, 3) | st.floats(-3, 3),
            "max": st.integers(-3, 9) | st.floats(-3, 9),
            "step": st.integers(0, 4) | st.floats(0, 2),
            "decimals": st.integers(0, 3),
        },
    ),
    st.fixed_dictionaries(
        {"name": names, "type": st.sampled_from(["boolean", "image", "video", "audio", "file", "odd"])}
    ),
    st.fixed_dictionaries(
        {"name": names, "type": st.just("select"), "options": st.lists(option, max_size=3)},
        optional={"multiple": st.booleans(), "optional": st.booleans()},
    ),
    st.fixed_dictionaries(
        {
            "name": names,
            "type": st.just("library"),
            "options": st.lists(st.sampled_from([str(MAIN), str(INNER)])),
        }
    ),
)
semantics = st.lists(st.recursive(simple_fields, fields, max_leaves=6), max_size=4)

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-20, 20)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(
        [
            "<b>x</b>",
            "<script>x</script>",
            "&",
            "&amp;",
            "&am",
            "b & c",
            "images/a.png",
            "1.5",
            "https://x.de/",
        ]
    )
)
files = st.fixed_dictionaries(
    {
        "path": st.sampled_from(
            [*FILES, "../a.png", "https://example.org/a.mp4", "javascript:x", "images/a.png#tmp"]
        )
    },
    optional={"mime": leaves, "width": leaves, "evil": leaves, "copyright": st.dictionaries(names, leaves)},
)


def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    library = st.fixed_dictionaries(
        {"library": st.sampled_from([str(MAIN), str(INNER), "Test.Unknown 1.0", "x"]), "params": inner},
        optional={"metadata": inner, "subContentId": st.sampled_from([SUB_CONTENT_ID, "<x>"]), "evil": inner},
    )
    return st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4) | library


params = st.recursive(leaves | files | st.lists(files, max_size=2), containers, max_leaves=14)


def filtered(value: Any, main: list[Any], inner: list[Any] | None = None) -> Filtered:
    return filter_params(value, main=MAIN, semantics={MAIN: main, INNER: inner or []}, files=FILES)


@given(params, semantics, semantics)
def test_filtering_twice_is_filtering_once(value: Any, main: list[Any], inner: list[Any]) -> None:
    once = filtered(value, main, inner)
    assert filtered(once.params, main, inner) == once


@given(params, semantics, semantics)
def test_no_key_survives_that_semantics_do_not_name(value: Any, main: list[Any], inner: list[Any]) -> None:
    known = {"path", "mime", "width", "copyright", "library", "params", "metadata", "subContentId"}
    assert _keys(filtered(value, main, inner).params) <= known | _names(main) | _names(inner)
    assert "evil" not in _keys(filtered(value, main, inner).params)


@given(params, semantics, semantics)
def test_no_path_survives_that_leads_elsewhere(value: Any, main: list[Any], inner: list[Any]) -> None:
    for path in _paths(filtered(value, main, inner).params):
        assert path in {"images/a.png", "sounds/b &amp; c.mp3", "https://example.org/a.mp4"}


@given(params, st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["name", "type", "fields", "field", "options", "max", "min", "value", "tags", "extraAttributes"]),
    inner | st.sampled_from(["text", "group", "list", "select", "library", "video", "a", "b"]),
), max_leaves=12))  # fmt: skip
def test_semantics_that_make_no_sense_do_no_harm(value: Any, nonsense: Any) -> None:
    for main in (nonsense, [nonsense]):
        assert isinstance(filtered(value, main).params, dict)


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | set().union(*map(_keys, value.values()), set())
    return set().union(*map(_keys, value), set()) if isinstance(value, list) else set()


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {str(value.get("name"))} | set().union(*map(_names, value.values()), set())
    return set().union(*map(_names, value), set()) if isinstance(value, list) else set()


def _paths(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["path"]} if isinstance(value.get("path"), str) else set()
        return own | set().union(*map(_paths, value.values()), set())
    return set().union(*map(_paths, value), set()) if isinstance(value, list) else set()


def one(field: dict[str, Any], value: Any) -> Any:
    return filtered({"a": value}, [{"name": "a"} | field]).params.get("a")


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ({"type": "text"}, "<b>2 > 1</b>", "&lt;b&gt;2 &gt; 1&lt;/b&gt;"),
        ({"type": "text"}, "Tom &amp; Tim", "Tom &amp; Tim"),
        ({"type": "text", "maxLength": 3}, "a<bc", "a&lt;b"),
        ({"type": "text", "tags": ["b"]}, "<b>x</b><script>y</script>", "<b>x</b>"),
        ({"type": "text"}, 5, None),
        ({"type": "number", "min": 1, "max": 10}, 99, 10),
        ({"type": "number", "min": 1}, "-3", 1),
        ({"type": "number", "min": 1, "step": 5}, 9, 6),
        ({"type": "number", "decimals": 1}, 0.26, 0.3),
        ({"type": "number"}, "NaN", None),
        ({"type": "number"}, True, None),
        ({"type": "boolean"}, False, False),
        ({"type": "boolean"}, "yes", None),
        ({"type": "select", "options": [{"value": "x"}, {"value": "y"}]}, "y", "y"),
        ({"type": "select", "options": [{"value": "x"}, {"value": "y"}]}, "z", "x"),
        ({"type": "select", "options": [{"type": "optgroup", "options": [{"value": "x"}]}]}, "x", "x"),
        ({"type": "select", "multiple": True, "options": [{"value": "x"}]}, ["x", "z"], ["x"]),
        ({"type": "list", "max": 1, "field": {"type": "text"}}, ["x", "y"], ["x"]),
        ({"type": "list", "field": {"type": "text"}}, {"0": "x"}, None),
        ({"type": "group", "fields": [{"name": "b", "type": "text"}]}, "only one", "only one"),
        ({"type": "image"}, {"path": "images/a.png#tmp", "width": 5.5}, {"path": "images/a.png", "width": 5}),
        ({"type": "image"}, {"path": "../../3/images/a.png"}, None),
        ({"type": "file"}, {"path": "https://example.org/a.pdf"}, None),
        (
            {"type": "video"},
            [{"path": "https://example.org/a.mp4", "mime": "video/mp4"}, {"path": "file:///etc/passwd"}],
            [{"path": "https://example.org/a.mp4", "mime": "video/mp4"}],
        ),
        ({"type": "unknown"}, "x", None),
    ],
)
def test_a_value_is_held_to_its_field(field: dict[str, Any], value: Any, kept: Any) -> None:
    assert one(field, value) == kept


def inside(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {"text": "deepest"}
    for _ in range(depth):
        value = {"text": "x", "inner": {"library": str(INNER), "params": value}}
    return value


NESTED = [{"name": "text", "type": "text"}, {"name": "inner", "type": "library", "options": [str(INNER)]}]


def test_content_in_content_is_filtered_by_its_own_library() -> None:
    value = {
        "text": "x",
        "inner": {
            "library": str(INNER),
            "params": {"text": "<i>", "evil": 1},
            "subContentId": SUB_CONTENT_ID,
        },
    }
    result = filtered(value, NESTED, NESTED)
    assert result.params["inner"] == {
        "library": str(INNER),
        "params": {"text": "&lt;i&gt;"},
        "subContentId": SUB_CONTENT_ID,
    }
    assert result.libraries == {MAIN, INNER}


def test_content_may_be_nested_so_deep_and_no_deeper() -> None:
    value, depth = filtered(inside(50), NESTED, NESTED).params, 0
    while "inner" in value:
        value, depth = value["inner"]["params"], depth + 1
    assert depth == DEEPEST_LIBRARY


@pytest.mark.parametrize("library", ["Test.Inner 2.4", "Test.Other 1.0", "Test.Inner", None, 5])
def test_a_library_that_the_field_does_not_offer_is_dropped(library: Any) -> None:
    assert "inner" not in filtered({"inner": {"library": library, "params": {}}}, NESTED, NESTED).params


@pytest.mark.parametrize(
    "text", ["H5P.Video 1.6", "H5P.Video-1.6", "../x 1.0", "H5P.Video 1", "H5P.Video 1.6.2", ""]
)
def test_names_of_libraries_are_read_strictly(text: str) -> None:
    assert (parse_library_name(text) is not None) == (text == "H5P.Video 1.6")
