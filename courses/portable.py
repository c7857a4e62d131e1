"""Streams of blocks without anything that only one database knows.

A picture, a file or an H5P package is named by its content, a page by its translation key: `image:<hash>`,
`page:<key>`. The same text with the same pictures is then the same data everywhere. One walk goes both ways, from a
database and back into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

Refer = Callable[[str, Any], Any]
"""Given the kind of a thing and how it is named here, its name there."""

_LINK = re.compile(r"<(?:a|embed)\s[^>]*>")
_KIND = re.compile(r'\s(?:linktype|embedtype)="(page|document|image)"')
_NAME = re.compile(r'(\sid=")([^"]*)(")')


def convert(block: blocks.Block, raw: Any, refer: Refer, *, are_keys: Collection[str] = ()) -> Any:
    """The raw value of `block` with every reference replaced by what `refer` says.

    Ids of the blocks of a stream are kept for the types in `are_keys`, where they are the keys of what learners do; any
    other is left out, since it says nothing to a learner.
    """
    if isinstance(block, blocks.StreamBlock):
        return [
            _child(block.child_blocks[child["type"]], child, refer, are_keys)
            for child in raw or ()
            if child["type"] in block.child_blocks
        ]
    if isinstance(block, blocks.StructBlock):
        given = raw if isinstance(raw, dict) else {}
        return {
            name: convert(child, given[name] if name in given else _default(child), refer)
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [convert(block.child_block, _item(item), refer) for item in raw or ()]
    if isinstance(block, blocks.ChooserBlock):
        return refer(kind_of(block.model_class), raw) if raw else None
    if isinstance(block, blocks.RichTextBlock):
        return convert_text(raw or "", refer)
    return raw


def _child(block: blocks.Block, child: Any, refer: Refer, are_keys: Collection[str]) -> dict[str, Any]:
    found = {"type": child["type"], "value": convert(block, child["value"], refer)}
    if child["type"] in are_keys:
        found["id"] = child.get("id")
    return found


def _default(block: blocks.Block) -> Any:
    return block.get_prep_value(block.get_default())


def _item(item: Any) -> Any:
    # Items of lists come with an id or, from older data and from here, without.
    is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
    return item["value"] if is_wrapped else item


def convert_text(html: str, refer: Refer) -> str:
    """Rich text as it is stored, with the targets of its links and pictures replaced."""

    def replaced(tag: re.Match[str]) -> str:
        kind = _KIND.search(tag[0])
        if kind is None:
            return tag[0]
        return _NAME.sub(lambda name: f"{name[1]}{refer(kind[1], name[2]) or ''}{name[3]}", tag[0])

    return _LINK.sub(replaced, html)


@cache
def kind_of(model: Any) -> str:
    from .models import H5PPackage

    for kind, base in (
        ("page", Page),
        ("image", get_image_model()),
        ("document", get_document_model()),
        ("media", get_media_model()),
        ("h5p", H5PPackage),
    ):
        if issubclass(model, base):
            return kind
    raise TypeError(f"{model} has no name outside of a database")


class Asked:
    """Notes what is referred to, so that all of it can be found at once."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}

    def __call__(self, kind: str, name: Any) -> None:
        self.found.setdefault(kind, set()).add(str(name))


class Answers:
    """What `Asked` noted, with its name on the other side; `missing` are those that have none."""

    def __init__(self, names: dict[str, dict[str, Any]]) -> None:
        self._names = names
        self.missing: set[str] = set()

    def __call__(self, kind: str, name: Any) -> Any:
        found = self._names.get(kind, {}).get(str(name))
        if found is None:
            self.missing.add(str(name))
        return found


def portable_names(asked: Mapping[str, Iterable[str]]) -> Answers:
    """From primary keys to names that hold on any database: one query for each kind."""
    from .models import H5PPackage

    names: dict[str, dict[str, Any]] = {}
    if pks := _numbers(asked.get("page", ())):
        rows = Page.objects.filter(pk__in=pks).values_list("pk", "translation_key")
        names["page"] = {str(pk): f"page:{key}" for pk, key in rows}
    for kind, model in _files().items():
        if pks := _numbers(asked.get(kind, ())):
            names[kind] = {
                str(file.pk): f"{kind}:{hash_of(file)}" for file in model.objects.filter(pk__in=pks)
            }
    if pks := _numbers(asked.get("h5p", ())):
        rows = H5PPackage.objects.filter(pk__in=pks).values_list("pk", "content__digest", "title")
        # Learners read the title as well, and trainers may change it.
        names["h5p"] = {str(pk): {"content": f"h5p:{digest}", "title": title} for pk, digest, title in rows}
    return Answers(names)


def local_names(asked: Mapping[str, Iterable[str]], locale: Any) -> Answers:
    """The way back: to primary keys of this database, and to pages in `locale` where there is one."""
    names: dict[str, dict[str, Any]] = {}
    if keys := [name.partition(":")[2] for name in asked.get("page", ()) if name]:
        pages = Page.objects.filter(translation_key__in=keys).order_by("pk")
        names["page"] = {
            f"page:{page.translation_key}": page.pk
            for page in sorted(pages, key=lambda page: page.locale_id == locale.pk)
        }
    for kind, model in _files().items():
        if hashes := [name.partition(":")[2] for name in asked.get(kind, ()) if name]:
            rows = model.objects.filter(file_hash__in=hashes).order_by("pk").values_list("file_hash", "pk")
            names[kind] = {f"{kind}:{file_hash}": pk for file_hash, pk in rows}
    return Answers(names)


def _files() -> dict[str, Any]:
    return {"image": get_image_model(), "document": get_document_model(), "media": get_media_model()}


def _numbers(names: Iterable[str]) -> list[int]:
    return [int(name) for name in names if name.isdecimal()]


def hash_of(file: Any) -> str:
    """The hash of what is in the file, computed now if it never was; empty when the file is not there."""
    try:
        return file.get_file_hash()
    except OSError:
        return ""
