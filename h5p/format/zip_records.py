"""The records of a ZIP archive, as far as H5P uses them: one disk, less than 4 GB, stored or deflated.

Reading them ourselves, and refusing whatever two readers could understand differently, is less code than to guard a
reader that forgives. The layout is that of the ZIP application note, 4.3.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from .findings import refuse
from .rules import Rule

LOCAL_SIGNATURE, ENTRY_SIGNATURE, END_SIGNATURE = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL = Struct("<4s5H3L2H")
ENTRY = Struct("<4s6H3L5H2L")
END = Struct("<4s4H2LH")
LONGEST_END = END.size + 0xFFFF

ENCRYPTED = 0x0001 | 0x0040 | 0x2000
SIZES_FOLLOW = 0x0008
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Directory:
    offset: int
    size: int
    files: int


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the directory. `name` is the path in the archive; that of a folder ends in a slash."""

    name: str
    raw_name: bytes
    size: int
    packed: int
    crc: int
    method: int
    is_encrypted: bool
    is_special: bool
    """A link, a device or anything else that is neither file nor folder."""
    offset: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


def find_directory(tail: bytes, length: int) -> Directory:
    """The directory's place in an archive of `length` bytes, of which `tail` is the end."""
    place = tail.rfind(END_SIGNATURE)
    while place >= 0:
        if place + END.size <= len(tail):
            _, disk, first_disk, here, files, size, offset, comment = END.unpack_from(tail, place)
            if place + END.size + comment == len(tail):
                break
        place = tail.rfind(END_SIGNATURE, 0, place)
    if place < 0:
        raise refuse(Rule.ARCHIVE_NOT_ZIP)
    if files == 0xFFFF or 0xFFFFFFFF in (size, offset):
        raise refuse(Rule.ARCHIVE_ZIP64)
    ends_at = length - len(tail) + place
    if offset + size < ends_at and not disk:
        raise refuse(Rule.ARCHIVE_LEADING_DATA)
    if disk or first_disk or here != files or offset + size != ends_at:
        raise refuse(Rule.ARCHIVE_BROKEN)
    return Directory(offset, size, files)


def read_entries(data: bytes, files: int) -> Iterator[Member]:
    """The entries of a directory, which must fill `data` to its last byte."""
    place = 0
    for _ in range(files):
        if place + ENTRY.size > len(data):
            raise refuse(Rule.ARCHIVE_BROKEN)
        values = ENTRY.unpack_from(data, place)
        signature, _, _, flags, method, _, _, crc, packed, size, *lengths = values[:13]
        disk, attributes, offset = values[13], values[15], values[16]
        place += ENTRY.size
        raw_name = data[place : place + lengths[0]]
        place += sum(lengths)
        if signature != ENTRY_SIGNATURE or disk or place > len(data):
            raise refuse(Rule.ARCHIVE_BROKEN)
        if 0xFFFFFFFF in (packed, size, offset):
            raise refuse(Rule.ARCHIVE_ZIP64)
        yield Member(
            name=_decoded(raw_name),
            raw_name=raw_name,
            size=size,
            packed=packed,
            crc=crc,
            method=method,
            is_encrypted=bool(flags & ENCRYPTED),
            is_special=stat.S_IFMT(attributes >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR},
            offset=offset,
        )
    if place != len(data):
        raise refuse(Rule.ARCHIVE_BROKEN)


def data_offset(header: bytes, raw_name: bytes, member: Member) -> int:
    """Where the data of `member` begin. Its own header must say the same as the directory."""
    if len(header) < LOCAL.size:
        raise refuse(Rule.ARCHIVE_BROKEN)
    signature, _, flags, method, _, _, crc, packed, size, name_length, extra_length = LOCAL.unpack_from(
        header
    )
    # Who writes as a stream knows some of these only afterwards, and leaves zeros.
    may_be_zero = bool(flags & SIZES_FOLLOW)
    numbers = zip((crc, packed, size), (member.crc, member.packed, member.size), strict=True)
    says_the_same = (
        signature == LOCAL_SIGNATURE
        and method == member.method
        and bool(flags & ENCRYPTED) == member.is_encrypted
        and name_length == len(member.raw_name)
        and raw_name == member.raw_name
        and all(own == listed or (may_be_zero and own == 0) for own, listed in numbers)
    )
    if not says_the_same:
        raise refuse(Rule.MEMBER_BROKEN, member.name)
    return member.offset + LOCAL.size + int(name_length) + int(extra_length)


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError as error:
        raise refuse(Rule.NAME_ENCODING, name.decode(errors="backslashreplace")) from error
