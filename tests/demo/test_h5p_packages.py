"""The packages of our own, which the demonstration course and the tests use."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from demo.h5p_packages import SOURCES, pack, package_names
from h5p.format.checking import check
from h5p.format.filtering import filter_params
from h5p.format.package import Package

packages = pytest.mark.parametrize("name", package_names())


def checked(name: str) -> Package:
    report = check(BytesIO(pack(name)))
    assert [finding.message for finding in report.findings] == []
    assert report.package
    return report.package


@packages
def test_a_package_keeps_every_rule_and_its_content_passes_the_filter_unchanged(name: str) -> None:
    package = checked(name)
    semantics = {library: package.semantics(library) for library in package.libraries}
    shown = filter_params(
        package.params, main=package.manifest.main, semantics=semantics, files=package.files
    )
    assert shown.params == package.params


@packages
def test_a_package_is_the_same_each_time(name: str) -> None:
    assert pack(name) == pack(name)


@packages
def test_a_package_is_there_in_both_languages_with_the_same_shape(name: str) -> None:
    base, _, language = name.rpartition(".")
    other = checked(f"{base}.{'de' if language == 'en' else 'en'}")
    assert checked(name).manifest.language == language
    assert _shape(other.params) == _shape(checked(name).params)


@pytest.mark.parametrize(
    "path", sorted(SOURCES.glob("libraries/*/language/*.json")), ids=lambda path: path.parts[-3]
)
def test_a_language_describes_the_same_fields_as_the_semantics(path: Path) -> None:
    semantics = json.loads((path.parent.parent / "semantics.json").read_text())
    words = json.loads(path.read_text())["semantics"]
    assert _wordings(words) == _wordings(semantics)


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    return [_shape(one) for one in value] if isinstance(value, list) else type(value).__name__


def _wordings(fields: list[dict[str, Any]]) -> list[Any]:
    """Which words each field has, and the same of those inside it."""
    return [_wording(field) for field in fields]


def _wording(field: dict[str, Any]) -> tuple[Any, ...]:
    words = {key for key in ("label", "description", "entity") if key in field}
    if isinstance(field.get("default"), str):
        words.add("default")
    inner = _wording(field["field"]) if "field" in field else ()
    return words, inner, _wordings(field.get("fields", []))
