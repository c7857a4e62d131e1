"""Opens an archive, and streams what is in it: never a whole file in memory, never more bytes than were announced."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .findings import Findings, refuse
from .limits import Limits, in_words
from .rules import Rule
from .zip_records import (
    DEFLATED,
    LOCAL,
    LOCAL_SIGNATURE,
    LONGEST_END,
    STORED,
    Directory,
    Member,
    data_offset,
    find_directory,
    read_entries,
)

CHUNK = 64 * 1024


class Archive:
    """A ZIP archive whose structure is sound. Raises `Refused` for any other."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self.length = self._length()
        if self.length > limits.package:
            raise refuse(Rule.PACKAGE_TOO_LARGE, limit=in_words(limits.package))
        tail = self._read_at(max(0, self.length - LONGEST_END), LONGEST_END)
        directory = find_directory(tail, self.length)
        if directory.files > limits.files or directory.size > limits.directory:
            raise refuse(Rule.TOO_MANY_FILES, limit=limits.files)
        if directory.files and self._read_at(0, 4) != LOCAL_SIGNATURE:
            raise refuse(Rule.ARCHIVE_LEADING_DATA)
        data = self._read_at(directory.offset, directory.size)
        self.members = tuple(read_entries(data, directory.files))
        self._begins = self._find_data(directory)

    def check_sizes(self, members: list[Member], found: Findings) -> None:
        """Announced sizes; `stream` holds the members to them."""
        limits = self._limits
        if sum(member.size for member in members) > limits.total:
            found.add(Rule.TOTAL_TOO_LARGE, limit=in_words(limits.total))
        for member in members:
            if member.size > limits.file:
                found.add(Rule.FILE_TOO_LARGE, member.name, limit=in_words(limits.file))
            elif member.size > limits.ratio_from and member.size > member.packed * limits.ratio:
                found.add(Rule.RATIO_TOO_HIGH, member.name, limit=limits.ratio)
            elif member.method == STORED and member.size != member.packed:
                found.add(Rule.MEMBER_BROKEN, member.name)

    def read(self, member: Member) -> bytes:
        """The whole of a member, for those whose size was looked at before."""
        return b"".join(self.stream(member))

    def stream(self, member: Member) -> Iterator[bytes]:
        """The member in pieces of 64 KB at most, checked against its announced size and its checksum."""
        length = checksum = 0
        for piece in self._unpacked(member):
            length += len(piece)
            if length > member.size:
                break
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if length != member.size or checksum != member.crc:
            raise refuse(Rule.MEMBER_BROKEN, member.name)

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        if member.method == STORED:
            yield from self._packed(member)
            return
        if member.method != DEFLATED:
            raise refuse(Rule.ARCHIVE_METHOD, member.name, method=member.method)
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._packed(member):
                if unpack.eof:
                    raise refuse(Rule.MEMBER_BROKEN, member.name)
                piece = unpack.decompress(packed, CHUNK)
                while piece:
                    yield piece
                    piece = unpack.decompress(unpack.unconsumed_tail, CHUNK)
        except zlib.error as error:
            raise refuse(Rule.MEMBER_BROKEN, member.name) from error
        if not unpack.eof or unpack.unused_data:
            raise refuse(Rule.MEMBER_BROKEN, member.name)

    def _packed(self, member: Member) -> Iterator[bytes]:
        place, left = self._begins[member], member.packed
        while left:
            piece = self._read_at(place, min(CHUNK, left))
            if not piece:
                raise refuse(Rule.MEMBER_BROKEN, member.name)
            place, left = place + len(piece), left - len(piece)
            yield piece

    def _find_data(self, directory: Directory) -> dict[Member, int]:
        """Where the data of each member begin. No byte may belong to two members, or to a member and the directory."""
        begins: dict[Member, int] = {}
        free_from = 0
        for member in sorted(self.members, key=lambda one: one.offset):
            if member.offset < free_from:
                raise refuse(Rule.ARCHIVE_OVERLAP, member.name)
            header = self._read_at(member.offset, LOCAL.size + len(member.raw_name))
            begins[member] = data_offset(header, header[LOCAL.size :], member)
            free_from = begins[member] + member.packed
            if free_from > directory.offset:
                raise refuse(Rule.ARCHIVE_OVERLAP, member.name)
        return begins

    def _length(self) -> int:
        try:
            return self._file.seek(0, 2)
        except (OSError, ValueError) as error:
            raise refuse(Rule.ARCHIVE_UNREADABLE) from error

    def _read_at(self, place: int, length: int) -> bytes:
        try:
            self._file.seek(place)
            return self._file.read(length)
        except (OSError, ValueError) as error:
            raise refuse(Rule.ARCHIVE_UNREADABLE) from error


def check_members(members: list[Member], found: Findings) -> None:
    """Nothing that is used may be a link, encrypted, or compressed in another way than stored or deflated."""
    for member in members:
        if member.is_special:
            found.add(Rule.ARCHIVE_LINK, member.name)
        elif member.is_encrypted:
            found.add(Rule.ARCHIVE_ENCRYPTED, member.name)
        elif member.method not in {STORED, DEFLATED}:
            found.add(Rule.ARCHIVE_METHOD, member.name, method=member.method)
        elif member.is_folder and (member.size or member.packed > 2):
            found.add(Rule.MEMBER_BROKEN, member.name)
