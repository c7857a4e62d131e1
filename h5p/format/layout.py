"""Sorts the members of an archive: the manifest, content, libraries, and what H5P skips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .archive import Archive, check_members
from .findings import Findings
from .limits import Limits
from .names import CONTENT_ENDINGS, LIBRARY_ENDINGS, ending, find_collisions, is_skipped, unsafe, unusable
from .rules import Rule
from .zip_records import Member

CONTENT = "content"


@dataclass(slots=True)
class Layout:
    """Paths are those inside `content` and inside each library's folder."""

    manifest: Member | None = None
    content: dict[str, Member] = field(default_factory=dict)
    libraries: dict[str, dict[str, Member]] = field(default_factory=dict)

    @property
    def members(self) -> list[Member]:
        manifest = [self.manifest] if self.manifest else []
        return [
            *manifest,
            *self.content.values(),
            *(one for its in self.libraries.values() for one in its.values()),
        ]


def sort_members(archive: Archive, *, may_install: bool, limits: Limits, found: Findings) -> Layout:
    """Refuses unsafe names wherever they stand; holds what is used to all other rules about names, types and sizes.

    Who may not install libraries has those of the package ignored.
    """
    for member in archive.members:
        if rule := unsafe(member.name):
            found.add(rule, member.name)
    members = _unique(archive.members, found)
    layout = Layout()
    if len(found):
        return layout
    used = [member for member in members if _is_used(member, may_install)]
    check_members(used, found)
    files = [member for member in used if not member.is_folder]
    for member in files:
        _check_name(member.name, limits, found)
        _place(member, layout)
    archive.check_sizes(files, found)
    find_collisions((member.name for member in files), found)
    return layout


def _unique(members: Iterable[Member], found: Findings) -> list[Member]:
    """One member for each name. Some exporters pack a picture once for every place that shows it: always the same bytes."""
    known: dict[str, Member] = {}
    for member in members:
        first = known.setdefault(member.name, member)
        if (member.size, member.crc) != (first.size, first.crc):
            found.add(Rule.MEMBER_TWICE, member.name)
    return list(known.values())


def _is_used(member: Member, may_install: bool) -> bool:
    if is_skipped(member.name):
        return False
    return may_install or member.name == "h5p.json" or member.name.startswith(f"{CONTENT}/")


def _check_name(name: str, limits: Limits, found: Findings) -> None:
    if problem := unusable(name, limits):
        rule, limit = problem
        found.add(rule, name, limit=limit)
    is_content = name.startswith(f"{CONTENT}/")
    if ending(name) not in (CONTENT_ENDINGS if is_content else LIBRARY_ENDINGS):
        found.add(Rule.CONTENT_TYPE if is_content else Rule.LIBRARY_TYPE, name)


def _place(member: Member, layout: Layout) -> None:
    folder, slash, path = member.name.partition("/")
    if not slash:
        layout.manifest = member
    elif folder == CONTENT:
        layout.content[path] = member
    else:
        layout.libraries.setdefault(folder, {})[path] = member
