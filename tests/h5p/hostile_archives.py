"""Archives that must be refused for their structure, and names that no file may have."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from zipfile import ZIP_LZMA, ZipInfo

from h5p.format.rules import Rule

from .packages import CHOICE, entry_at, link, packed, pairs, patched, renamed, sound, sound_files
from .spoiling import IMAGE, Case, changed, with_name

MB = 2**20


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
