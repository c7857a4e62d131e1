"""Packages that must be refused for what is in their JSON files, and for libraries that are not as they should be."""

from __future__ import annotations

from collections.abc import Iterator

from h5p.format.rules import Rule

from .packages import CHOICE, PARTS, SEMANTICS, choice, dependency, library, manifest, packed, pairs, stored
from .spoiling import Case, changed, in_library, in_manifest, missing_in, with_name, without


def json_files() -> Iterator[Case]:
    for label, data, rule in (
        ("no JSON", b"{", Rule.JSON_SYNTAX),
        ("empty", b"", Rule.JSON_SYNTAX),
        ("a comment", b"{} // comment", Rule.JSON_SYNTAX),
        ("not a number", b'{"a": NaN}', Rule.JSON_SYNTAX),
        ("a raw line break in a text", b'{"a": "\n"}', Rule.JSON_SYNTAX),
        ("a byte order mark", b"\xef\xbb\xbf{}", Rule.JSON_BOM),
        ("UTF-16", '{"a": 1}'.encode("utf-16"), Rule.JSON_BOM),
        ("no UTF-8", b'{"a": "\xff"}', Rule.JSON_ENCODING),
        ("deep lists", b"[" * 100_000 + b"]" * 100_000, Rule.JSON_DEPTH),
        ("deep objects", b'{"a":' * 200 + b"1" + b"}" * 200, Rule.JSON_DEPTH),
        ("a long number", b'{"a": ' + b"9" * 5000 + b"}", Rule.JSON_NUMBER),
        ("a large number", b'{"a": 1e999}', Rule.JSON_NUMBER),
        ("half a character", b'{"a": "\\ud800"}', Rule.JSON_TEXT),
        ("a NUL in a text", b'{"a": "\\u0000"}', Rule.JSON_TEXT),
        ("a list", b"[]", Rule.JSON_SHAPE),
        ("many values", b'{"a": [' + b"1," * 300_000 + b"1]}", Rule.JSON_VALUES),
        ("large", b'{"a": "' + bytes(range(65, 91)) * 200_000 + b'"}', Rule.JSON_TOO_LARGE),
    ):
        yield (
            f"content.json: {label}",
            rule,
            lambda data=data: packed(  # type: ignore[misc]
                [
                    *((n, d) for n, d in pairs() if n != "content/content.json"),
                    (stored("content/content.json"), data),
                ]
            ),
        )


def manifests() -> Iterator[Case]:
    yield "no h5p.json", Rule.MANIFEST_MISSING, lambda: without("h5p.json")
    yield (
        "h5p.json in a folder",
        Rule.MANIFEST_MISSING,
        lambda: packed([(f"package/{name}", data) for name, data in pairs()]),
    )
    yield "no content.json", Rule.CONTENT_MISSING, lambda: without("content/content.json")
    for key in ("title", "language", "mainLibrary", "embedTypes", "preloadedDependencies"):
        yield (
            f"no {key}",
            Rule.FIELD_MISSING,
            lambda key=key: changed("h5p.json", missing_in(manifest(), key)),
        )  # type: ignore[misc]
    for key, value in (
        ("title", 5),
        ("title", ""),
        ("title", "\x1b[2J"),
        ("title", "two\nlines"),
        ("title", "x" * 256),
        ("language", "en_GB"),
        ("language", ["en"]),
        ("mainLibrary", "../evil"),
        ("mainLibrary", {"machineName": "Test.Choice"}),
        ("embedTypes", "iframe"),
        ("embedTypes", ["iframe", "object"]),
        ("preloadedDependencies", {"machineName": "Test.Choice"}),
        ("preloadedDependencies", ["Test.Choice 1.2"]),
        ("preloadedDependencies", [dependency("Test.Choice", 123456, 2)]),
        ("preloadedDependencies", [dependency("Test/Choice", 1, 2)]),
        ("preloadedDependencies", [dependency("Test.Choice", True, 2)]),
        ("preloadedDependencies", [dependency("Test.Choice", 1, -2)]),
    ):
        yield (
            f"h5p.json: {key} is {value!r:.90}",
            Rule.FIELD_WRONG,
            lambda k=key, v=value: in_manifest(**{k: v}),
        )  # type: ignore[misc]
    yield (
        "the main library is no dependency",
        Rule.MAIN_LIBRARY_UNLISTED,
        lambda: in_manifest(mainLibrary="Test.Other"),
    )
    yield (
        "the main library is a part",
        Rule.MAIN_LIBRARY_NOT_RUNNABLE,
        lambda: in_manifest(mainLibrary="Test.Parts"),
    )
    yield (
        "a dependency that is not there",
        Rule.DEPENDENCY_MISSING,
        lambda: in_manifest(
            preloadedDependencies=[*manifest()["preloadedDependencies"], dependency("H5P.Video", 1, 6)]
        ),
    )
    yield (
        "an editor that is not there",
        Rule.DEPENDENCY_MISSING,
        lambda: in_manifest(editorDependencies=[dependency("H5PEditor.Video", 1, 6)]),
    )
    yield (
        "content in content without its library",
        Rule.DEPENDENCY_MISSING,
        lambda: changed("content/content.json", {"inside": [{"library": "H5P.Image 1.1", "params": {}}]}),
    )


def libraries() -> Iterator[Case]:
    yield "no library.json", Rule.LIBRARY_JSON_MISSING, lambda: without(f"{CHOICE}/library.json")
    yield "a folder that is no library", Rule.LIBRARY_JSON_MISSING, lambda: with_name("images/a.png")
    yield "content in capitals", Rule.LIBRARY_JSON_MISSING, lambda: with_name("Contents/a.png")
    yield "a folder with another name", Rule.LIBRARY_FOLDER, lambda: in_library(minorVersion=3)
    yield (
        "a library twice",
        Rule.LIBRARY_TWICE,
        lambda: changed("Test.Parts/library.json", library("Test.Parts", 1, 0)),
    )
    yield (
        "a newer core",
        Rule.LIBRARY_CORE_API,
        lambda: in_library(coreApi={"majorVersion": 1, "minorVersion": 29}),
    )
    yield (
        "a much newer core",
        Rule.LIBRARY_CORE_API,
        lambda: in_library(coreApi={"majorVersion": 2, "minorVersion": 0}),
    )
    for key in ("title", "machineName", "majorVersion", "minorVersion", "patchVersion", "runnable"):
        yield (
            f"a library without {key}",
            Rule.FIELD_MISSING,
            lambda key=key: changed(  # type: ignore[misc]
                f"{CHOICE}/library.json", missing_in(choice(), key)
            ),
        )
    for key, value in (
        ("runnable", 2),
        ("runnable", True),
        ("patchVersion", "1.0"),
        ("patchVersion", 1.5),
        ("title", None),
        ("preloadedJs", "js/choice.js"),
        ("preloadedJs", [5]),
        ("preloadedCss", [{"path": ["choice.css"]}]),
        ("coreApi", "1.0"),
        ("embedTypes", ["popup"]),
    ):
        rule = Rule.FIELD_MISSING if value is None else Rule.FIELD_WRONG
        yield f"library.json: {key} is {value!r}", rule, lambda k=key, v=value: in_library(**{k: v})  # type: ignore[misc]
    for path in (
        "../../evil.js",
        "js/../../evil.js",
        "/evil.js",
        "js\\evil.js",
        "https://example.org/evil.js",
    ):
        yield (
            f"preloaded {path}",
            Rule.PRELOADED_PATH,
            lambda path=path: in_library(preloadedJs=[{"path": path}]),
        )  # type: ignore[misc]
    yield "a preloaded page", Rule.PRELOADED_TYPE, lambda: in_library(preloadedJs=[{"path": "choice.css"}])
    yield (
        "a preloaded script that is not there",
        Rule.PRELOADED_MISSING,
        lambda: without(f"{CHOICE}/js/choice.js"),
    )
    yield (
        "a preloaded style that is not there",
        Rule.PRELOADED_MISSING,
        lambda: without(f"{CHOICE}/choice.css"),
    )
    yield (
        "a part that is not there",
        Rule.DEPENDENCY_MISSING,
        lambda: without(f"{PARTS}/library.json", f"{PARTS}/parts.js"),
    )
    yield (
        "libraries in a circle",
        Rule.DEPENDENCY_CIRCLE,
        lambda: changed(
            f"{PARTS}/library.json",
            library("Test.Parts", 1, 0, preloadedDependencies=[dependency("Test.Choice", 1, 2)]),
        ),
    )
    yield "semantics that are no JSON", Rule.JSON_SYNTAX, lambda: changed(f"{CHOICE}/semantics.json", b"[{]")
    yield (
        "semantics that are no list",
        Rule.JSON_SHAPE,
        lambda: changed(f"{CHOICE}/semantics.json", {"fields": SEMANTICS}),
    )
    yield (
        "a field without a type",
        Rule.SEMANTICS_FIELD,
        lambda: changed(f"{CHOICE}/semantics.json", [{"name": "a"}]),
    )
    yield (
        "a language that is no JSON",
        Rule.JSON_SYNTAX,
        lambda: changed(f"{CHOICE}/language/de.json", b"{,}"),
    )
    yield (
        "a language with a strange name",
        Rule.LANGUAGE_NAME,
        lambda: changed(f"{CHOICE}/language/d3.json", {}),
    )
