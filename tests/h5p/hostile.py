"""Packages that must be refused: each with its name, the rule it breaks, and its bytes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any
from zipfile import ZIP_LZMA, ZipInfo

from h5p.format.rules import Rule

from .packages import (
    CHOICE,
    PARTS,
    SEMANTICS,
    choice,
    dependency,
    entry_at,
    library,
    link,
    manifest,
    packed,
    pairs,
    patched,
    renamed,
    sound,
    sound_files,
    stored,
)

Case = tuple[str, Rule, Callable[[], bytes]]
MB = 2**20


def with_files(**files: Any) -> bytes:
    return packed(sound_files() | files)


def with_name(name: str, data: bytes = b"x") -> bytes:
    return packed([*pairs(), (name, data)])


def changed(path: str, value: Any) -> bytes:
    return packed(sound_files() | {path: value})


def without(*paths: str) -> bytes:
    return packed({path: value for path, value in sound_files().items() if path not in paths})


def in_manifest(**changes: Any) -> bytes:
    return changed("h5p.json", manifest(**changes))


def in_library(**changes: Any) -> bytes:
    return changed(f"{CHOICE}/library.json", choice() | changes)


def missing_in(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


IMAGE = "content/images/square.png"


def archives() -> Iterator[Case]:
    yield "nothing", Rule.ARCHIVE_NOT_ZIP, lambda: b""
    yield "text", Rule.ARCHIVE_NOT_ZIP, lambda: b"<html>no archive</html>" * 10
    yield "cut off", Rule.ARCHIVE_NOT_ZIP, lambda: sound()[:-30]
    yield "cut at the front", Rule.ARCHIVE_BROKEN, lambda: sound()[40:]
    yield "something in front", Rule.ARCHIVE_LEADING_DATA, lambda: b"GIF89a" + sound()
    yield "something behind", Rule.ARCHIVE_NOT_ZIP, lambda: sound() + b"<script>"
    yield "for more than 4 GB", Rule.ARCHIVE_ZIP64, lambda: patched(sound(), IMAGE, 24, "<L", 0xFFFFFFFF)
    yield "several disks", Rule.ARCHIVE_BROKEN, lambda: patched(sound(), IMAGE, 34, "<H", 1)
    yield "more entries than announced", Rule.ARCHIVE_BROKEN, fewer_announced
    yield "another name in its own header", Rule.MEMBER_BROKEN, two_names
    yield "two entries for one place", Rule.ARCHIVE_OVERLAP, overlapping
    yield (
        "data that reach into the directory",
        Rule.MEMBER_BROKEN,
        lambda: patched(sound(), IMAGE, 20, "<L", 10**6),
    )
    yield "encrypted", Rule.ARCHIVE_ENCRYPTED, encrypted
    yield "another compression", Rule.ARCHIVE_METHOD, other_method
    yield (
        "a link in content",
        Rule.ARCHIVE_LINK,
        lambda: packed([*pairs(), (link("content/a.png", ""), b"/etc/passwd")]),
    )
    yield (
        "a link in a library",
        Rule.ARCHIVE_LINK,
        lambda: packed([*pairs(), (link(f"{CHOICE}/a.js", ""), b"../../x")]),
    )
    yield (
        "a folder with data",
        Rule.MEMBER_BROKEN,
        lambda: packed([*pairs(), (ZipInfo("content/folder/"), b"data" * 9)]),
    )
    yield "the same file twice", Rule.MEMBER_TWICE, lambda: packed([*pairs(), (IMAGE, b"other")])
    yield "h5p.json twice", Rule.MEMBER_TWICE, lambda: packed([*pairs(), ("h5p.json", b"{}")])
    yield "a wrong checksum", Rule.MEMBER_BROKEN, wrong_checksum
    yield "damaged data", Rule.MEMBER_BROKEN, damaged
    yield "more data than announced", Rule.MEMBER_BROKEN, lambda: resized(-1)
    yield "less data than announced", Rule.MEMBER_BROKEN, lambda: resized(+1)


def names() -> Iterator[Case]:
    for label, name, rule in (
        ("out of the package", "../evil.js", Rule.NAME_TRAVERSAL),
        ("out of content", "content/../../evil.js", Rule.NAME_TRAVERSAL),
        ("out at the end", "content/..", Rule.NAME_TRAVERSAL),
        ("out below a skipped folder", "__MACOSX/../../evil.js", Rule.NAME_TRAVERSAL),
        ("absolute", "/etc/passwd", Rule.NAME_ABSOLUTE),
        ("a share", "//server/share/a.png", Rule.NAME_ABSOLUTE),
        ("a drive", "C:/windows/a.png", Rule.NAME_DRIVE),
        ("a stream of a file", "content/a.png:evil.png", Rule.NAME_DRIVE),
        ("a dot for a folder", "content/./a.png", Rule.NAME_EMPTY),
        ("an empty folder name", "content//a.png", Rule.NAME_EMPTY),
        ("a line break", "content/a\n.png", Rule.NAME_CONTROL),
        ("an escape sequence", "content/\x1b[2J.png", Rule.NAME_CONTROL),
        ("a mark that turns the direction", "content/\u202egnp.exe.png", Rule.NAME_CONTROL),
        ("a space at the end", "content/images /a.png", Rule.NAME_TRAILING),
        ("a full stop at the end", "content/images./a.png", Rule.NAME_TRAILING),
        ("a space at the start", "content/ a.png", Rule.NAME_TRAILING),
        ("a device", "content/con.png", Rule.NAME_RESERVED),
        ("a device as a folder", "content/LPT1/a.png", Rule.NAME_RESERVED),
        ("a question mark", "content/a?.png", Rule.NAME_CHARACTER),
        ("a percent sign", "content/a%2e.png", Rule.NAME_CHARACTER),
        ("another case", "content/images/SQUARE.png", Rule.NAME_COLLISION),
        ("a folder in another case", "content/Images/b.png", Rule.NAME_COLLISION),
        ("a ligature", "content/images/\uff53quare.png", Rule.NAME_COLLISION),
        ("a file that is a folder too", "content/images/square.png/b.png", Rule.NAME_COLLISION),
        ("too many folders", "content/" + "a/" * 30 + "a.png", Rule.PATH_TOO_DEEP),
        ("a long name", "content/" + "a" * 250 + ".png", Rule.NAME_TOO_LONG),
        ("a script in content", "content/evil.js", Rule.CONTENT_TYPE),
        ("a drawing in content", "content/images/evil.SVG", Rule.CONTENT_TYPE),
        ("a page in content", "content/evil.html", Rule.CONTENT_TYPE),
        ("no ending", "content/evil", Rule.CONTENT_TYPE),
        ("a page in a library", f"{CHOICE}/evil.html", Rule.LIBRARY_TYPE),
        ("a program in a library", f"{CHOICE}/evil.php", Rule.LIBRARY_TYPE),
    ):
        yield label, rule, lambda name=name: with_name(name)  # type: ignore[misc]
    yield (
        "two ways to write one letter",
        Rule.NAME_COLLISION,
        lambda: packed([*pairs(), ("content/\u00e9.png", b"x"), ("content/e\u0301.png", b"x")]),
    )
    yield (
        "a backslash",
        Rule.NAME_BACKSLASH,
        lambda: renamed(with_name("content/a-b.png"), "a-b.png", b"a\\b.png"),
    )
    yield "a NUL", Rule.NAME_CONTROL, lambda: renamed(with_name("content/a-b.png"), "a-b.png", b"a\0b.png")
    yield (
        "no UTF-8",
        Rule.NAME_ENCODING,
        lambda: renamed(with_name("content/a-b.png"), "a-b.png", b"a\xffb.png"),
    )
    yield (
        "a page that calls itself a picture",
        Rule.FILE_DISGUISED,
        lambda: changed(IMAGE, b"\n <!DOCTYPE html><script>"),
    )
    yield (
        "a drawing that calls itself a film",
        Rule.FILE_DISGUISED,
        lambda: changed("content/a.mp4", b"<svg onload=x>"),
    )


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


def sizes() -> Iterator[Case]:
    yield "a bomb", Rule.RATIO_TOO_HIGH, lambda: changed("content/a.bmp", bytes(20 * MB))
    yield (
        "too many files",
        Rule.TOO_MANY_FILES,
        lambda: packed([(f"content/{n}.txt", b"") for n in range(10_001)]),
    )


def fewer_announced() -> bytes:
    package = sound()
    count = len(sound_files())
    head, tail = package[:-22], package[-22:]
    return head + tail[:8] + struct.pack("<HH", count - 1, count - 1) + tail[12:]


def two_names() -> bytes:
    package, place = sound(), sound().index(IMAGE.encode())
    return package[:place] + b"content/images/SQUARE.png" + package[place + len(IMAGE) :]


def overlapping() -> bytes:
    """The second entry points to the place of the first."""
    package = packed([*pairs(), ("content/a1.txt", b"same"), ("content/a2.txt", b"same")])
    place = entry_at(package, "content/a1.txt") + 42
    (first,) = struct.unpack_from("<L", package, place)
    return patched(package, "content/a2.txt", 42, "<L", first)


def encrypted() -> bytes:
    package = patched(sound(), IMAGE, 8, "<H", 1)
    place = package.index(IMAGE.encode()) - 30 + 6
    return package[:place] + struct.pack("<H", 1) + package[place + 2 :]


def other_method() -> bytes:
    info = ZipInfo("content/a.png")
    info.compress_type = ZIP_LZMA
    return packed([*pairs(), (info, b"x" * 500)])


def _in_both_headers(package: bytes, name: str, in_entry: int, in_header: int, value: int) -> bytes:
    package = patched(package, name, in_entry, "<L", value)
    place = package.index(name.encode()) - 30 + in_header
    return package[:place] + struct.pack("<L", value) + package[place + 4 :]


def wrong_checksum() -> bytes:
    return _in_both_headers(sound(), IMAGE, 16, 14, 12345)


def resized(by: int) -> bytes:
    return _in_both_headers(sound(), IMAGE, 24, 22, 208 + by)


def damaged() -> bytes:
    package = sound()
    place = package.index(IMAGE.encode()) + len(IMAGE)
    return package[:place] + b"\xff\xff\xff\xff" + package[place + 4 :]


def corpus() -> list[Case]:
    return [*archives(), *names(), *json_files(), *manifests(), *libraries(), *sizes()]
